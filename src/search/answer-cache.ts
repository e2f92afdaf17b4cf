import { LRUCache } from 'lru-cache';
import type { IndexEpochs } from './index-epochs.ts';

/** Where an answer came from: made for this request, kept from an earlier one, or made for another at the same time. */
export type AnswerOrigin = 'made' | 'kept' | 'shared';

/** Answers that are still true are not made again. */
export interface AnswerCache<T> {
  /**
   * @param key says all that the answer depends on, but for the index and the basis
   * @param basis what else it depends on, of all answers: they are kept as long as each of these is the very same
   * @param make its failure is told to whoever asked first; others that waited for it make their own
   */
  answer(key: string, basis: readonly unknown[], make: () => Promise<T>): Promise<[T, AnswerOrigin]>;
}

export interface AnswerCacheOptions<T> {
  /** How much is kept; what was asked for longest ago goes first. */
  readonly mostBytes: number;
  /** Whether an answer may be given again: not where a part of it is missing. */
  readonly isWhole: (answer: T) => boolean;
  readonly sizeOf: (answer: T) => number;
}

/** Words of the archive are learnt some seconds after its articles: what is suggested by them catches up in this time. */
const LONGEST_MS = 60_000;

interface Kept<T> {
  readonly answer: T;
  readonly epoch: number;
}

interface UnderWay<T> {
  readonly answer: Promise<T>;
  readonly epoch: number | null;
  readonly basis: readonly unknown[];
}

/** By the epochs of an index: an answer is as fresh as a new one would be, and costs next to nothing. */
export const createAnswerCache = <T extends object>(
  epochs: Pick<IndexEpochs, 'known' | 'current'>,
  { mostBytes, isWhole, sizeOf }: AnswerCacheOptions<T>,
): AnswerCache<T> => {
  const kept = new LRUCache<string, Kept<T>>({ maxSize: mostBytes, ttl: LONGEST_MS });
  const underWay = new Map<string, UnderWay<T>>();
  /** Of what is kept: no answer holds on to it, for what is known of a language takes a hundred megabytes. */
  let basisOfKept: readonly unknown[] = [];

  /** Where the engine does not say, it is asked for the answer itself, and says what is wrong. */
  const isOfNow = async (epoch: number | null): Promise<boolean> =>
    epoch !== null && epoch === (await epochs.current().catch(() => null));

  /** What was made on another basis is not given again. */
  const standOn = (basis: readonly unknown[]): void => {
    if (isSame(basisOfKept, basis)) return;
    kept.clear();
    basisOfKept = basis;
  };

  const find = async (key: string): Promise<T | null> => {
    const entry = kept.get(key);
    return entry !== undefined && (await isOfNow(entry.epoch)) ? entry.answer : null;
  };

  return {
    answer: async (key, basis, make) => {
      standOn(basis);
      const found = await find(key);
      if (found !== null) return [found, 'kept'];
      const other = underWay.get(key);
      // One that began before something was written may not have found it.
      if (other !== undefined && isSame(other.basis, basis) && (await isOfNow(other.epoch))) {
        const answer = await other.answer.catch(() => null);
        if (answer !== null && isWhole(answer)) return [answer, 'shared'];
      }
      // Read before the search: what it finds is of this epoch or a later one.
      const epoch = epochs.known();
      // The first look is for those that come after.
      if (epoch === null) epochs.current().catch(() => {});
      const mine = { answer: make(), epoch, basis };
      underWay.set(key, mine);
      try {
        const answer = await mine.answer;
        if (epoch !== null && isWhole(answer) && isSame(basisOfKept, basis)) {
          kept.set(key, { answer, epoch }, { size: Math.max(1, sizeOf(answer) + 2 * key.length) });
        }
        return [answer, 'made'];
      } finally {
        if (underWay.get(key) === mine) underWay.delete(key);
      }
    },
  };
};

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, at) => part === other[at]);
