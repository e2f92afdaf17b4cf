import { tokenize } from '../text/tokenize.ts';
import { createColumn, push, type Column } from './column.ts';
import { createHash, createNumberTable, NOT_THERE } from './number-table.ts';
import type { Slot } from './slots.ts';
import { createTextStore, type StoredTexts } from './text-store.ts';
import { NOT_KEPT, type WrittenForms } from './written-forms.ts';

/** Something that can be suggested. */
export interface Completable {
  /** As published. */
  readonly text: string;
  /** How many articles it stands for. */
  readonly count: number;
  /** When the newest of them was published, in milliseconds. */
  readonly newest: number;
  /** What it is worth, where that is not the count. */
  readonly weight?: number;
}

/** A text that what was typed can become. */
export interface Completion extends Completable {
  /** The same for all spellings of the text. */
  readonly key: string;
  /** Which of its tokens is the first that was typed. */
  readonly from: number;
  /** Greater is better; comparable between indexes. */
  readonly score: number;
  /** Its number in the index. */
  readonly entry: number;
}

/**
 * Texts by the syllables that they hold, to be completed from any of these on. In memory, and quick to add to: an
 * inverted list of texts for each syllable, the best first, so that a search for what hundreds of thousands of texts
 * hold ends after the first few.
 */
export interface CompletionIndex {
  /** Texts in it, removed ones left out. */
  readonly size: number;
  /** Removed texts, whose memory is still taken. */
  readonly removed: number;
  /** The number of a new text; `undefined` where it is none that can be kept. */
  add(entry: Completable): number | undefined;
  /** The number of the text with these syllables, if it is there. */
  numberOf(text: string): number | undefined;
  /** Whether there is a text of just these tokens. */
  has(tokens: readonly number[]): boolean;
  /** Whether these tokens stand side by side in one of the texts. */
  holds(tokens: readonly number[]): boolean;
  /** Changes how often, and how lately, a text was published; with a count of 0 it is removed. */
  update(entry: number, count: number, newest: number): void;
  get(entry: number): Completable;
  /** Puts what was added in order. Until then it is found all the same, only more slowly. */
  settle(): Generator<void, void>;
  /** The best texts for what was typed, best first. */
  complete(typed: readonly Slot[], most: number): Completion[];
  /** What is needed to look for phrases in the texts. */
  readonly texts: TextCorpus;
}

/** The texts of an index, and what is known of each. */
export interface TextCorpus extends StoredTexts {
  /** How many articles a text stands for: none where it was removed. */
  countOf(text: number): number;
  newestOf(text: number): number;
}

/** A doubling of the count is worth as much as being so much newer. */
const DOUBLING_MS = 365 * 24 * 3_600_000;
/** A text that begins with what was typed is worth as much as one twice as frequent, this often. */
const BEGINNING = 4;

export const completionScore = (count: number, newest: number): number =>
  Math.log2(1 + count) + newest / DOUBLING_MS;

/** The longest text that is suggested, in tokens: nobody picks a longer one. */
export const MAX_TOKENS = 40;

/** The texts that hold a token. Up to `sorted` the best come first; after that, as they were added. */
interface Holders extends Column<Int32Array> {
  sorted: number;
}

/** So many are put in their places one by one; of more, all are sorted. */
const FEW_ADDED = 50;

/** So many of the texts may have another score than when they were sorted. */
const MOVED_SHARE = 0.001;

/** Scores as whole numbers, the best the lowest, above the 21 bits of a text's number. */
const STEPS = 2 ** 18;
const BEST_SCORE = 2 ** 13;
const TEXTS = 2 ** 21;

interface Best {
  readonly entry: number;
  readonly from: number;
  readonly score: number;
}

export const createCompletionIndex = (written: WrittenForms): CompletionIndex => {
  const texts = createTextStore(written);
  const counts = createColumn(Uint32Array);
  const newest = createColumn(Float64Array);
  const scores = createColumn(Float64Array);
  /** By token. */
  const holders: (Holders | undefined)[] = [];
  const unsorted = new Set<Holders>();
  let removed = 0;
  /** How many texts are better or worse than when they were sorted. */
  let moved = 0;

  const countOf = (entry: number): number => counts.data[entry] ?? 0;
  const newestOf = (entry: number): number => newest.data[entry] ?? 0;
  const scoreOf = (entry: number): number => scores.data[entry] ?? 0;
  const get = (entry: number): Completable => ({
    text: texts.textOf(entry),
    count: countOf(entry),
    newest: newestOf(entry),
  });
  const tokensOf = (entry: number): number[] => {
    const start = texts.startOf(entry);
    return Array.from({ length: texts.endOf(entry) - start }, (_, i) => texts.tokenAt(start + i));
  };
  const keyOf = (ids: readonly number[]): string =>
    String.fromCharCode(...ids.flatMap((id) => [id >>> 15, id & 0x7fff]));

  const hashOf = (entry: number): number => {
    const hash = createHash();
    const end = texts.endOf(entry);
    for (let place = texts.startOf(entry); place < end; place++) hash.add(texts.tokenAt(place));
    return hash.end();
  };
  /** Those that are not removed, by their tokens. */
  const byTokens = createNumberTable(hashOf);
  const find = (ids: readonly number[]): number | undefined => {
    const hash = createHash();
    for (const id of ids) hash.add(id);
    const found = byTokens.find(hash.end(), (entry) => {
      const start = texts.startOf(entry);
      return texts.endOf(entry) - start === ids.length && standsAt(ids, start);
    });
    return found === NOT_THERE ? undefined : found;
  };
  const standsAt = (ids: readonly number[], place: number): boolean =>
    ids.every((id, k) => texts.tokenAt(place + k) === id);

  const add = ({ text, count, newest: at, weight = count }: Completable): number | undefined => {
    const entry = texts.add(text);
    if (entry === NOT_KEPT) return undefined;
    push(counts, count);
    push(newest, at);
    const score = completionScore(weight, at);
    push(scores, score);
    const end = texts.endOf(entry);
    for (let place = texts.startOf(entry); place < end; place++) {
      const id = texts.tokenAt(place);
      const list = (holders[id] ??= { ...createColumn(Int32Array, 1), sorted: 0 });
      const last = list.length === 0 ? null : (list.data[list.length - 1] ?? 0);
      if (last === entry) continue;
      // What is read from the best on is in order as it comes.
      if (list.sorted === list.length && (last === null || scoreOf(last) >= score)) list.sorted++;
      else unsorted.add(list);
      push(list, entry);
    }
    byTokens.add(entry);
    return entry;
  };

  /** Sorts by numbers that the engine compares itself: ten times as fast as by a function. */
  const sortAll = (list: Holders): void => {
    const keys = new Float64Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const entry = list.data[i] ?? 0;
      const below = Math.min(Math.max(BEST_SCORE - scoreOf(entry), 0), 2 * BEST_SCORE - 1);
      keys[i] = Math.floor(below * STEPS) * TEXTS + entry;
    }
    keys.sort();
    list.data = Int32Array.from(keys, (key) => key % TEXTS);
  };

  /** Puts the last few in their places among the sorted. */
  const insertAdded = (list: Holders): void => {
    const { data } = list;
    for (let next = list.sorted; next < list.length; next++) {
      const entry = data[next] ?? 0;
      const score = scoreOf(entry);
      let [low, high] = [0, next];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (scoreOf(data[middle] ?? 0) >= score) low = middle + 1;
        else high = middle;
      }
      data.copyWithin(low + 1, low, next);
      data[low] = entry;
    }
  };

  function* settle(): Generator<void, void> {
    if (moved > texts.size * MOVED_SHARE) {
      moved = 0;
      for (const list of holders) {
        if (list === undefined) continue;
        list.sorted = 0;
        unsorted.add(list);
      }
    }
    let pending = 0;
    for (const list of unsorted) {
      pending += list.length;
      if (pending > 20_000) {
        pending = 0;
        yield;
      }
      if (list.length - list.sorted > FEW_ADDED || list.sorted === 0) sortAll(list);
      else insertAdded(list);
      list.sorted = list.length;
      unsorted.delete(list);
    }
  }

  const complete = (slots: readonly Slot[], most: number): Completion[] => {
    // Through the holders of the rarest; a syllable that can be one of thousands is only ever looked at.
    let rarest: Slot | undefined;
    let fewest = Infinity;
    for (const slot of slots) {
      let size = 0;
      for (const id of slot.ids) size += holders[id]?.length ?? 0;
      if (size === 0) return [];
      if (size >= fewest) continue;
      fewest = size;
      rarest = slot;
    }

    const best: Best[] = [];
    let least = -Infinity;
    const isAt = (place: number): boolean => {
      for (let k = 0; k < slots.length; k++) if (slots[k]?.fits[texts.tokenAt(place + k)] !== 1) return false;
      return true;
    };
    const offer = (entry: number): void => {
      const plain = scoreOf(entry);
      if (countOf(entry) === 0 || plain + BEGINNING <= least) return;
      const start = texts.startOf(entry);
      const last = plain <= least ? start : texts.endOf(entry) - slots.length;
      let first = start;
      while (first <= last && !isAt(first)) first++;
      if (first > last) return;
      const score = plain + (first === start ? BEGINNING : 0);
      if (score <= least || best.some((other) => other.entry === entry)) return;
      const at = best.findIndex((other) => other.score < score);
      best.splice(at < 0 ? best.length : at, 0, { entry, from: first - start, score });
      if (best.length > most) best.pop();
      if (best.length === most) least = best.at(-1)?.score ?? least;
    };
    for (const id of rarest?.ids ?? []) {
      const list = holders[id];
      if (list === undefined) continue;
      const { data, length, sorted } = list;
      for (let i = sorted; i < length; i++) offer(data[i] ?? 0);
      for (let i = 0; i < sorted; i++) {
        const entry = data[i] ?? 0;
        // All that follow are lesser texts still.
        if (scoreOf(entry) + BEGINNING <= least) break;
        offer(entry);
      }
    }
    return best.map(({ entry, from, score }) => ({
      ...get(entry),
      key: keyOf(tokensOf(entry)),
      from,
      score,
      entry,
    }));
  };

  const holds = (ids: readonly number[]): boolean => {
    let rarest: Holders | undefined;
    for (const id of ids) {
      const list = holders[id];
      if (list === undefined) return false;
      if (rarest === undefined || list.length < rarest.length) rarest = list;
    }
    return (
      rarest?.data.subarray(0, rarest.length).some((entry) => {
        if (countOf(entry) === 0) return false;
        const last = texts.endOf(entry) - ids.length;
        for (let place = texts.startOf(entry); place <= last; place++) if (standsAt(ids, place)) return true;
        return false;
      }) === true
    );
  };

  return {
    get size() {
      return texts.size - removed;
    },
    get removed() {
      return removed;
    },
    add,
    has: (ids) => find(ids) !== undefined,
    holds,
    numberOf: (text) => find(tokenize(text).map((token) => written.tokenOf(written.spellingOf(token.text)))),
    update: (entry, count, at) => {
      if (countOf(entry) > 0 && count === 0) {
        removed++;
        byTokens.remove(entry);
        counts.data[entry] = 0;
        // It keeps its score, by which others behind it are still found.
        return;
      }
      const score = completionScore(count, at);
      if (score !== scoreOf(entry)) moved++;
      counts.data[entry] = count;
      newest.data[entry] = at;
      scores.data[entry] = score;
    },
    get,
    settle,
    complete,
    texts: Object.assign(texts, { countOf, newestOf }),
  };
};
