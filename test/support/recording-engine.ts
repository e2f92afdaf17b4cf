import type { Answer } from '../../src/domain/answer.ts';
import type { Searcher } from '../../src/engine/engine.ts';

/** What a search comes to that finds as many articles, none of which it shows. */
export const anAnswer = (found: number, given: Partial<Answer<never>> = {}): Answer<never> => ({
  hits: [],
  total: { value: found, exact: true },
  maxScore: null,
  partial: false,
  aggregations: {},
  pit: null,
  tookMs: 0,
  ...given,
});

export interface RecordingEngine {
  readonly engine: Searcher;
  /** Everything it was asked, one by one. */
  readonly bodies: readonly object[];
  /** The same, call by call. */
  readonly calls: readonly {
    readonly api: 'search' | 'msearch';
    readonly index: string | null;
    readonly bodies: readonly object[];
  }[];
}

/**
 * An engine that writes down what it is asked.
 *
 * @param found how many articles it always finds, none of which it shows; or what it answers
 */
export const recordingEngine = (
  found: number | ((body: object, nth: number) => Answer<never>),
): RecordingEngine => {
  const bodies: object[] = [];
  const calls: RecordingEngine['calls'][number][] = [];
  const answer = (body: object): Answer<never> => {
    const nth = bodies.push(body) - 1;
    return typeof found === 'number' ? anAnswer(found) : found(body, nth);
  };
  return {
    bodies,
    calls,
    engine: {
      search: async (index, body) => {
        calls.push({ api: 'search', index, bodies: [body] });
        return answer(body);
      },
      msearch: async (index, all) => {
        calls.push({ api: 'msearch', index, bodies: all });
        return all.map(answer);
      },
    },
  };
};
