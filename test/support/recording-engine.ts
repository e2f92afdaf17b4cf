import type { SearchResponse, Searcher } from '../../src/engine/engine.ts';

/** An engine that writes down what it is asked, and always finds as many articles, none of which it shows. */
export const recordingEngine = (
  found: number,
): { readonly engine: Searcher; readonly bodies: readonly object[] } => {
  const bodies: object[] = [];
  const answer = (body: object): SearchResponse<never> => {
    bodies.push(body);
    return {
      took: 0,
      timed_out: false,
      _shards: { total: 1, successful: 1, failed: 0 },
      hits: { total: { value: found, relation: 'eq' }, hits: [] },
      aggregations: { pairs: { buckets: {} } } as never,
    };
  };
  return {
    bodies,
    engine: {
      search: async (_, body) => answer(body),
      msearch: async (_, all) => all.map(answer),
    },
  };
};
