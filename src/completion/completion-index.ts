import { tokenize } from '../text/tokenize.ts';
import { createColumn, push } from './column.ts';
import { createHash, createNumberTable, NOT_THERE } from './number-table.ts';
import { createOrderedLists } from './ordered-lists.ts';
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

/** So many of the texts may have another score than when they were sorted. */
const MOVED_SHARE = 0.001;

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
  /** What each text was worth when it was put in order, or when it came. */
  const placed = createColumn(Float64Array);
  let removed = 0;
  /** How many texts are better or worse than when they were sorted. */
  let moved = 0;
  /** Those that are better: they stand too far behind. */
  const risen = new Set<number>();

  const countOf = (entry: number): number => counts.data[entry] ?? 0;
  const newestOf = (entry: number): number => newest.data[entry] ?? 0;
  const scoreOf = (entry: number): number => scores.data[entry] ?? 0;
  /** The texts that hold a token. */
  const holders = createOrderedLists(
    (entry) => placed.data[entry] ?? 0,
    (entry) => texts.tokenAt(texts.startOf(entry)),
  );
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
    push(placed, score);
    const end = texts.endOf(entry);
    for (let place = texts.startOf(entry); place < end; place++) holders.add(texts.tokenAt(place), entry);
    byTokens.add(entry);
    return entry;
  };

  function* settle(): Generator<void, void> {
    if (moved > texts.size * MOVED_SHARE) {
      moved = 0;
      risen.clear();
      placed.data.set(scores.data.subarray(0, scores.length));
      holders.unsettle();
    }
    yield* holders.settle();
  }

  /** Of several choices of tokens the one that the fewest texts hold. */
  const rarestOf = (
    choices: readonly (readonly number[])[],
  ): { readonly tokens: readonly number[]; readonly count: number } => {
    let rarest: readonly number[] = [];
    let fewest = Infinity;
    for (const tokens of choices) {
      const count = holders.countOf(tokens);
      if (count >= fewest) continue;
      fewest = count;
      rarest = tokens;
    }
    return { tokens: rarest, count: fewest };
  };

  const complete = (slots: readonly Slot[], most: number): Completion[] => {
    // Through the holders of the rarest; a syllable that can be one of thousands is only ever looked at.
    const rarest = rarestOf(slots.map(({ ids }) => ids));
    const [first] = slots;
    if (first === undefined || rarest.count === 0) return [];

    const best: Best[] = [];
    let least = -Infinity;
    const leastWanted = (): number => least;
    const isAt = (place: number): boolean => {
      for (let k = 0; k < slots.length; k++) if (slots[k]?.fits[texts.tokenAt(place + k)] !== 1) return false;
      return true;
    };
    const take = (entry: number, from: number, score: number): void => {
      if (score < least || best.some((other) => other.entry === entry)) return;
      // Of equals the first that came, in whatever order they are met.
      const at = best.findIndex(
        (other) => other.score < score || (other.score === score && other.entry > entry),
      );
      best.splice(at < 0 ? best.length : at, 0, { entry, from, score });
      if (best.length > most) best.pop();
      if (best.length === most) least = best.at(-1)?.score ?? least;
    };
    const takeBeginning = (entry: number): void => {
      const start = texts.startOf(entry);
      if (countOf(entry) > 0 && texts.endOf(entry) - start >= slots.length && isAt(start))
        take(entry, 0, scoreOf(entry) + BEGINNING);
    };
    const takeFurtherOn = (entry: number): void => {
      const score = scoreOf(entry);
      if (countOf(entry) === 0 || score < least) return;
      const start = texts.startOf(entry);
      const last = texts.endOf(entry) - slots.length;
      if (start > last || isAt(start)) return;
      for (let place = start + 1; place <= last; place++)
        if (isAt(place)) return take(entry, place - start, score);
    };
    for (const entry of risen) {
      takeBeginning(entry);
      takeFurtherOn(entry);
    }
    // What begins with it is worth more, so that the rest has an end all the sooner.
    if (holders.countBeginning(first.ids) < rarest.count)
      holders.offerBeginning(first.ids, BEGINNING, leastWanted, takeBeginning);
    else holders.offer(rarest.tokens, BEGINNING, leastWanted, takeBeginning);
    holders.offer(rarest.tokens, 0, leastWanted, takeFurtherOn);
    return best.map(({ entry, from, score }) => ({
      ...get(entry),
      key: keyOf(tokensOf(entry)),
      from,
      score,
      entry,
    }));
  };

  const holds = (ids: readonly number[]): boolean => {
    const [rarest = -1] = rarestOf(ids.map((id) => [id])).tokens;
    return holders.some(rarest, (entry) => {
      if (countOf(entry) === 0) return false;
      const last = texts.endOf(entry) - ids.length;
      for (let place = texts.startOf(entry); place <= last; place++) if (standsAt(ids, place)) return true;
      return false;
    });
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
      counts.data[entry] = count;
      newest.data[entry] = at;
      if (score === scoreOf(entry)) return;
      moved++;
      scores.data[entry] = score;
      if (score <= (placed.data[entry] ?? 0)) return;
      risen.add(entry);
      for (const token of tokensOf(entry)) holders.raise(token, score);
    },
    get,
    settle,
    complete,
    texts: Object.assign(texts, { countOf, newestOf }),
  };
};
