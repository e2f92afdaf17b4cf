import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import type { AppEnv } from './app-env.ts';

/** What was answered lately, for when there is no time to answer anew: the same to all who see the whole archive. */
export interface LastAnswers<T> {
  /** Keeps the answer to a request. */
  keep(c: Context<AppEnv>, answer: T): void;
  /** The last answer to the same request; `null` where there is none, or it is too old. */
  find(c: Context<AppEnv>): LastAnswer<T> | null;
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
    keep: (c, answer) => {
      if (seesAll(c)) answers.set(keyOf(c), { answer, madeAt: performance.now() });
    },
    find: (c) => {
      const kept = seesAll(c) ? answers.get(keyOf(c)) : undefined;
      if (kept === undefined) return null;
      return { answer: kept.answer, age: Math.ceil((performance.now() - kept.madeAt) / 1_000) };
    },
  };
};

const keyOf = (c: Context<AppEnv>): string => new URL(c.req.url).search;

/** What a key shows a part of the archive of is nobody else's, nor is theirs its. */
const seesAll = ({ var: { caller } }: Context<AppEnv>): boolean =>
  caller.kind !== 'key' || caller.key.within === null;

/** Says of an answer how old it is (RFC 9111, 5.1; to older caches RFC 7234, 5.5.1), and that nobody shall keep it. */
export const ageHeaders = (age: number): Record<string, string> => ({
  Age: String(age),
  Warning: '110 - "Response is Stale"',
  'Cache-Control': 'no-store',
});
