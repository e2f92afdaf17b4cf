import { tokenize } from '../text/tokenize.ts';
import type { Slot } from './slots.ts';
import type { Vocabulary } from './vocabulary.ts';

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
 * inverted list of places for each syllable, those in the best texts first, so that a search for what hundreds of
 * thousands of places begin with ends after the first few.
 */
export interface CompletionIndex {
  /** Texts in it, removed ones left out. */
  readonly size: number;
  /** Removed texts, whose memory is still taken. */
  readonly removed: number;
  /** The number of a new text. */
  add(entry: Completable): number;
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

/** The texts as runs of numbered tokens. */
export interface TextCorpus {
  /** Numbers of texts are below this; removed ones have a count of 0. */
  readonly entries: number;
  readonly places: number;
  startOf(entry: number): number;
  endOf(entry: number): number;
  /** The token at a place. */
  tokenAt(place: number): number;
  /** Whether more than a space, or a dash, slash or dot without one, parts it from the token before. */
  beginsPart(place: number): boolean;
  /** Whether it is written with a capital, or is a number. */
  isCapital(place: number): boolean;
  get(entry: number): Completable;
}

/** A doubling of the count is worth as much as being so much newer. */
const DOUBLING_MS = 365 * 24 * 3_600_000;
/** A text that begins with what was typed is worth as much as one twice as frequent, this often. */
const BEGINNING = 4;

export const completionScore = (count: number, newest: number): number =>
  Math.log2(1 + count) + newest / DOUBLING_MS;

/** What may stand between two tokens of one phrase. */
const WITHIN_PHRASE = /^(?:\s|[-‐‑–/.])$/u;

const CAPITAL = /^[\p{Lu}\p{N}]/u;
const BEGINS_PART = 1;
const IS_CAPITAL = 2;

/** The longest text that is suggested, in tokens: nobody picks a longer one. */
export const MAX_TOKENS = 40;

/** A list of whole numbers that grows, a tenth of the memory of an array of objects. */
interface IntList {
  data: Int32Array;
  length: number;
}

const intList = (capacity: number): IntList => ({ data: new Int32Array(capacity), length: 0 });

const push = (list: IntList, value: number): void => {
  if (list.length === list.data.length) {
    const larger = new Int32Array(Math.ceil(list.length * 1.5) + 2);
    larger.set(list.data);
    list.data = larger;
  }
  list.data[list.length++] = value;
};

/** The places of one token. Up to `sorted` those in the best texts come first; after that, as they were added. */
interface Places extends IntList {
  sorted: number;
}

interface Best {
  readonly entry: number;
  readonly from: number;
  readonly score: number;
}

export const createCompletionIndex = (vocabulary: Vocabulary): CompletionIndex => {
  const texts: string[] = [];
  const counts: number[] = [];
  const newest: number[] = [];
  const scores: number[] = [];
  const starts = intList(64);
  const tokens = intList(256);
  /** What was seen of a token where it stands: `BEGINS_PART` and `IS_CAPITAL`. */
  const flags = intList(256);
  const entryAt = intList(256);
  /** By token. */
  const places: (Places | undefined)[] = [];
  const unsorted = new Set<Places>();
  const byKey = new Map<string, number>();
  let removed = 0;

  const keyOf = (ids: readonly number[]): string =>
    String.fromCharCode(...ids.flatMap((id) => [id >>> 15, id & 0x7fff]));
  const startOf = (entry: number): number => starts.data[entry] ?? 0;
  const endOf = (entry: number): number =>
    entry + 1 < starts.length ? (starts.data[entry + 1] ?? 0) : tokens.length;
  const get = (entry: number): Completable => ({
    text: texts[entry] ?? '',
    count: counts[entry] ?? 0,
    newest: newest[entry] ?? 0,
  });
  const keyOfEntry = (entry: number): string =>
    keyOf([...tokens.data.subarray(startOf(entry), endOf(entry))]);

  const add = ({ text, count, newest: at, weight = count }: Completable): number => {
    const entry = texts.length;
    texts.push(text);
    counts.push(count);
    newest.push(at);
    scores.push(completionScore(weight, at));
    push(starts, tokens.length);
    const ids: number[] = [];
    let before = 0;
    for (const token of tokenize(text)) {
      const id = vocabulary.idOf(token.text);
      const list = (places[id] ??= { ...intList(2), sorted: 0 });
      push(list, tokens.length);
      unsorted.add(list);
      push(tokens, id);
      push(entryAt, entry);
      const isApart = ids.length > 0 && !WITHIN_PHRASE.test(text.slice(before, token.start));
      push(flags, (isApart ? BEGINS_PART : 0) | (CAPITAL.test(token.text) ? IS_CAPITAL : 0));
      before = token.end;
      ids.push(id);
    }
    byKey.set(keyOf(ids), entry);
    return entry;
  };

  const scoreAt = (place: number): number => scores[entryAt.data[place] ?? 0] ?? 0;

  function* settle(): Generator<void, void> {
    let pending = 0;
    for (const list of unsorted) {
      pending += list.length;
      if (pending > 2_000) {
        pending = 0;
        yield;
      }
      list.data.subarray(0, list.length).sort((a, b) => scoreAt(b) - scoreAt(a));
      list.sorted = list.length;
      unsorted.delete(list);
    }
  }

  const complete = (slots: readonly Slot[], most: number): Completion[] => {
    // Through the places of the rarest; a syllable that can be one of thousands is only ever looked at.
    let rarest = 0;
    let fewest = Infinity;
    for (const [k, { ids }] of slots.entries()) {
      let size = 0;
      for (const id of ids) size += places[id]?.length ?? 0;
      if (size === 0) return [];
      if (size >= fewest) continue;
      fewest = size;
      rarest = k;
    }

    const best: Best[] = [];
    let least = -Infinity;
    const offer = (place: number): void => {
      const entry = entryAt.data[place] ?? 0;
      const first = place - rarest;
      const start = startOf(entry);
      if (first < start || (counts[entry] ?? 0) === 0) return;
      const score = (scores[entry] ?? 0) + (first === start ? BEGINNING : 0);
      if (score <= least || first + slots.length > endOf(entry)) return;
      for (let k = 0; k < slots.length; k++) {
        if (k !== rarest && slots[k]?.fits[tokens.data[first + k] ?? -1] !== 1) return;
      }
      const seen = best.findIndex((other) => other.entry === entry);
      if (seen >= 0) {
        if ((best[seen]?.score ?? 0) >= score) return;
        best.splice(seen, 1);
      }
      const at = best.findIndex((other) => other.score < score);
      best.splice(at < 0 ? best.length : at, 0, { entry, from: first - start, score });
      if (best.length > most) best.pop();
      if (best.length === most) least = best.at(-1)?.score ?? least;
    };
    for (const id of slots[rarest]?.ids ?? []) {
      const list = places[id];
      if (list === undefined) continue;
      const { data, length, sorted } = list;
      for (let i = sorted; i < length; i++) offer(data[i] ?? 0);
      for (let i = 0; i < sorted; i++) {
        const place = data[i] ?? 0;
        // All that follow are in lesser texts still.
        if (scoreAt(place) + BEGINNING <= least) break;
        offer(place);
      }
    }
    return best.map(({ entry, from, score }) => ({
      ...get(entry),
      key: keyOfEntry(entry),
      from,
      score,
      entry,
    }));
  };

  const holds = (ids: readonly number[]): boolean => {
    const lists = ids.map((id) => places[id] ?? intList(0));
    const fewest = Math.min(...lists.map(({ length }) => length));
    const rarest = lists.findIndex(({ length }) => length === fewest);
    return (
      lists[rarest]?.data.subarray(0, fewest).some((place) => {
        const entry = entryAt.data[place] ?? 0;
        const first = place - rarest;
        if ((counts[entry] ?? 0) === 0 || first < startOf(entry)) return false;
        return first + ids.length <= endOf(entry) && ids.every((id, k) => tokens.data[first + k] === id);
      }) === true
    );
  };

  return {
    get size() {
      return texts.length - removed;
    },
    get removed() {
      return removed;
    },
    add,
    has: (ids) => byKey.has(keyOf(ids)),
    holds,
    numberOf: (text) => byKey.get(keyOf(tokenize(text).map((token) => vocabulary.idOf(token.text)))),
    update: (entry, count, at) => {
      if ((counts[entry] ?? 0) > 0 && count === 0) {
        removed++;
        const key = keyOfEntry(entry);
        if (byKey.get(key) === entry) byKey.delete(key);
      }
      counts[entry] = count;
      newest[entry] = at;
      scores[entry] = completionScore(count, at);
    },
    get,
    settle,
    complete,
    texts: {
      get entries() {
        return texts.length;
      },
      get places() {
        return tokens.length;
      },
      startOf,
      endOf,
      tokenAt: (place) => tokens.data[place] ?? 0,
      beginsPart: (place) => ((flags.data[place] ?? 0) & BEGINS_PART) !== 0,
      isCapital: (place) => ((flags.data[place] ?? 0) & IS_CAPITAL) !== 0,
      get,
    },
  };
};
