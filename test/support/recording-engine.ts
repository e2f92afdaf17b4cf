import type { Answer } from '../../src/domain/answer.ts';
import type { CallOptions, Searcher } from '../../src/engine/engine.ts';
import { createReader, type Reader } from '../../src/search/reader.ts';

/** A reader who sees everything: what is asked through it is asked as it is. */
export const everything = (engine: Searcher): Reader =>
  createReader(engine, { at: '2024-01-01T00:00:00Z', preview: true });

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
  readonly engine: Reader;
  /** Everything it was asked, one by one. */
  readonly bodies: readonly object[];
  /** The same, call by call. */
  readonly calls: readonly {
    readonly api: 'search' | 'msearch';
    readonly index: string | null;
    readonly bodies: readonly object[];
    readonly options: CallOptions | undefined;
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
    engine: everything({
      search: async (index, body, options) => {
        calls.push({ api: 'search', index, bodies: [body], options });
        return answer(body);
      },
      msearch: async (index, all, options) => {
        calls.push({ api: 'msearch', index, bodies: all, options });
        return all.map(answer);
      },
    }),
  };
};
