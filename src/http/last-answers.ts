import { LRUCache } from 'lru-cache';

/** What was answered lately, for when there is no time to answer anew. */
export interface LastAnswers<T> {
  keep(key: string, answer: T): void;
  /** @returns `null` where there is none, or it is too old */
  find(key: string): LastAnswer<T> | null;
}

export interface LastAnswer<T> {
  readonly answer: T;
  /** Seconds since it was made, rounded up. */
  readonly age: number;
}

/** As old as what caches between may hold of feeds and completions. */
const LONGEST_MS = 60_000;

/** @param most so many are kept, those that were asked for last */
export const createLastAnswers = <T>(most: number): LastAnswers<T> => {
  const answers = new LRUCache<string, { readonly answer: T; readonly madeAt: number }>({
    max: most,
    ttl: LONGEST_MS,
  });
  return {
    keep: (key, answer) => void answers.set(key, { answer, madeAt: performance.now() }),
    find: (key) => {
      const kept = answers.get(key);
      if (kept === undefined) return null;
      return { answer: kept.answer, age: Math.ceil((performance.now() - kept.madeAt) / 1_000) };
    },
  };
};

/** Says of an answer how old it is (RFC 9111, 5.1; to older caches RFC 7234, 5.5.1), and that nobody shall keep it. */
export const ageHeaders = (age: number): Record<string, string> => ({
  Age: String(age),
  Warning: '110 - "Response is Stale"',
  'Cache-Control': 'no-store',
});
