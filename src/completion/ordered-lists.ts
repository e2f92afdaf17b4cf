import { createColumn, push, type Column } from './column.ts';

/** For each of many tokens the texts that have it, the best first, so that who looks for the best ends after a few. */
export interface OrderedLists {
  /** Puts a new text into the list of a token. */
  add(token: number, text: number): void;
  /** A text of the list will be worth so much once all is sorted anew. */
  raise(token: number, score: number): void;
  /** How many texts some tokens have; one that has several of them counts for each. */
  countOf(tokens: readonly number[]): number;
  /** Of how many of these `offerBeginning` thinks. */
  countBeginning(tokens: readonly number[]): number;
  /**
   * Offers the texts of some tokens that can be worth more than the least that is still wanted, nearly the best of each
   * token first.
   *
   * @param more what a text can be worth beyond its score
   */
  offer(tokens: readonly number[], more: number, least: () => number, take: (text: number) => void): void;
  /** The same, but that texts may be left out which do not begin with the token. */
  offerBeginning: OrderedLists['offer'];
  /** Whether one of the texts of a token is such a one. */
  some(token: number, isIt: (text: number) => boolean): boolean;
  /** Puts what was added in order. */
  settle(): Generator<void, void>;
  /** Scores have changed: all is to be sorted anew. */
  unsettle(): void;
}

/** Up to `sorted` the best come first; after that, as they were added. */
interface List extends Column<Int32Array> {
  sorted: number;
}

/** Of the texts of a token those that begin with it, the best first, as the list was when it was settled. */
interface Beginning {
  readonly data: Int32Array;
  /** So many texts of the list had been looked at; those behind them are new. */
  readonly covered: number;
}

/** Of a shorter list it is as quick to look at all. */
const LONG = 64;

/** So many are put in their places one by one; of more, all are sorted. */
const FEW_ADDED = 50;

/** So many are sorted between two pauses. */
const SLICE = 20_000;

/** Scores as whole numbers, the best the lowest, above the 21 bits of a text's number. */
const STEPS = 2 ** 18;
const BEST_SCORE = 2 ** 13;
const TEXTS = 2 ** 21;

/**
 * @param scoreOf a text: the same until `unsettle`
 * @param firstOf the token that a text begins with
 */
export const createOrderedLists = (
  scoreOf: (text: number) => number,
  firstOf: (text: number) => number,
): OrderedLists => {
  const lists: (List | undefined)[] = [];
  /** Of long lists. */
  const beginnings = new Map<number, Beginning>();
  /** Tokens whose lists have changed. */
  const unsettled = new Set<number>();
  // By token, side by side: a letter can become thousands of tokens, which are passed over by these alone.
  const lengths = createColumn(Uint32Array);
  /** No text of the token is worth more. */
  const bounds = createColumn(Float64Array);

  const listOf = (token: number): List => {
    while (bounds.length <= token) {
      push(lengths, 0);
      push(bounds, -Infinity);
    }
    return (lists[token] ??= { ...createColumn(Int32Array, 1), sorted: 0 });
  };
  const raise = (token: number, score: number): void => {
    if (score > (bounds.data[token] ?? score)) bounds.data[token] = score;
  };

  /** Sorts by numbers that the engine compares itself: ten times as fast as by a function. */
  const sortAll = (list: List): void => {
    const keys = new Float64Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const text = list.data[i] ?? 0;
      const below = Math.min(Math.max(BEST_SCORE - scoreOf(text), 0), 2 * BEST_SCORE - 1);
      keys[i] = Math.floor(below * STEPS) * TEXTS + text;
    }
    keys.sort();
    list.data = Int32Array.from(keys, (key) => key % TEXTS);
  };

  /** Puts the last few in their places among the sorted. */
  const insertAdded = (list: List): void => {
    const { data } = list;
    for (let next = list.sorted; next < list.length; next++) {
      const text = data[next] ?? 0;
      const score = scoreOf(text);
      let [low, high] = [0, next];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (scoreOf(data[middle] ?? 0) >= score) low = middle + 1;
        else high = middle;
      }
      data.copyWithin(low + 1, low, next);
      data[low] = text;
    }
  };

  const beginningOf = (token: number): Beginning | undefined =>
    (lengths.data[token] ?? 0) < LONG ? undefined : beginnings.get(token);

  /** @param partOf a part of a token's list that is offered in place of what it covers */
  const offerFrom =
    (partOf: (token: number) => Beginning | undefined): OrderedLists['offer'] =>
    (tokens, more, least, take) => {
      for (const token of tokens) {
        if ((bounds.data[token] ?? -Infinity) + more < least()) continue;
        const list = lists[token];
        if (list === undefined) continue;
        const part = partOf(token);
        for (let i = part?.covered ?? list.sorted; i < list.length; i++) take(list.data[i] ?? 0);
        const data = part?.data ?? list.data;
        const length = part?.data.length ?? list.sorted;
        for (let i = 0; i < length; i++) {
          const text = data[i] ?? 0;
          // All that follow are lesser texts still.
          if (scoreOf(text) + more < least()) break;
          take(text);
        }
      }
    };

  return {
    add: (token, text) => {
      const list = listOf(token);
      const last = list.length === 0 ? null : (list.data[list.length - 1] ?? 0);
      if (last === text) return;
      const score = scoreOf(text);
      // What is read from the best on is in order as it comes.
      if (list.sorted === list.length && (last === null || scoreOf(last) >= score)) list.sorted++;
      push(list, text);
      unsettled.add(token);
      lengths.data[token] = list.length;
      raise(token, score);
    },
    raise,
    countOf: (tokens) => {
      let count = 0;
      for (const token of tokens) count += lengths.data[token] ?? 0;
      return count;
    },
    countBeginning: (tokens) => {
      let count = 0;
      for (const token of tokens) {
        const length = lengths.data[token] ?? 0;
        const beginning = beginningOf(token);
        count += beginning === undefined ? length : beginning.data.length + length - beginning.covered;
      }
      return count;
    },
    offer: offerFrom(() => undefined),
    offerBeginning: offerFrom(beginningOf),
    some: (token, isIt) => {
      const list = lists[token];
      return list !== undefined && list.data.subarray(0, list.length).some(isIt);
    },
    settle: function* () {
      let pending = 0;
      for (const token of unsettled) {
        const list = lists[token];
        if (list === undefined) continue;
        pending += list.length;
        if (pending > SLICE) {
          pending = 0;
          yield;
        }
        unsettled.delete(token);
        const begins = (text: number): boolean => firstOf(text) === token;
        const before = beginnings.get(token);
        const isSame = before !== undefined && !list.data.subarray(before.covered, list.length).some(begins);
        if (list.length - list.sorted > FEW_ADDED || list.sorted === 0) sortAll(list);
        else insertAdded(list);
        list.sorted = list.length;
        if (list.length < LONG) continue;
        const data = isSame ? before.data : list.data.subarray(0, list.length).filter(begins);
        beginnings.set(token, { data, covered: list.length });
      }
    },
    unsettle: () => {
      beginnings.clear();
      for (const [token, list] of lists.entries()) {
        if (list === undefined) continue;
        list.sorted = 0;
        unsettled.add(token);
      }
    },
  };
};
