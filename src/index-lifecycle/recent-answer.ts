import { unlessAborted } from '../engine/unless-aborted.ts';

/** An answer of the engine that holds for a moment, asked for once for all who want it meanwhile. */
export interface RecentAnswer<T> {
  /** As of a moment ago at most. No longer waited for than the caller's signal allows. @throws AppError as an engine does */
  get(signal?: AbortSignal): Promise<T>;
  /** It holds no longer: the next to want it asks. */
  forget(): void;
}

/** For so long the engine is not asked again. */
const FRESH_MS = 1_000;

/** @param ask several may wait for it, so that it has a deadline of its own; what fails is asked for again */
export const recentAnswer = <T>(ask: () => Promise<T>): RecentAnswer<T> => {
  let asked: { readonly at: number; readonly answer: Promise<T> } | null = null;
  return {
    get: (signal) => {
      const now = performance.now();
      if (asked === null || now - asked.at > FRESH_MS) {
        const one = { at: now, answer: ask() };
        asked = one;
        one.answer.catch(() => {
          if (asked === one) asked = null;
        });
      }
      return unlessAborted(asked.answer, signal);
    },
    forget: () => {
      asked = null;
    },
  };
};
