import type { Searcher } from '../engine/engine.ts';
import { isPartial } from '../results/shape-result.ts';

/** A searcher that remembers whether any of its answers lacked a part of the index. */
export interface NotingSearcher {
  readonly engine: Searcher;
  readonly isMissing: () => boolean;
}

/** Listens to all answers on their way, so that no path of a search can pass over one that is not complete. */
export const noteMissing = (engine: Searcher): NotingSearcher => {
  let missing = false;
  return {
    engine: {
      search: async (index, body, options) => {
        const answer = await engine.search<never>(index, body, options);
        missing ||= isPartial(answer);
        return answer;
      },
      msearch: async (index, bodies, options) => {
        const answers = await engine.msearch<never>(index, bodies, options);
        missing ||= answers.some(isPartial);
        return answers;
      },
    },
    isMissing: () => missing,
  };
};
