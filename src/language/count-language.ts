import { FUNCTION_TERMS } from '../text/function-words.ts';
import { tokenForms } from '../text/syllable.ts';
import { scanTokens } from '../text/tokenize.ts';
import { decodeTerms, encodeTerms, type CountedText } from './counted-text.ts';
import { NO_TERM } from './language-model.ts';
import type { CountedTerm, LanguageModel } from './language-model.ts';
import { createPairCounts } from './pair-counts.ts';
import type { PairCounts } from './pair-counts.ts';
import { createTitleIndex } from './title-index.ts';

/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Counts texts, one after the other, and takes them back. The model counts on with it. */
export interface LanguageCounter {
  readonly model: LanguageModel;
  /** The same language as people search in it: worded like titles, which weigh more than other texts. */
  readonly searches: LanguageModel;
  /** How often the last of a term was taken back: what somebody remembers from before may tell of it. */
  readonly lost: number;
  /**
   * Counts a text: its terms, and which of them stand side by side.
   *
   * @returns what takes it back
   */
  add(text: string, isTitle?: boolean): CountedText;
  /**
   * Counts which neighbours in a text are one word, as a tokenizer of words has divided it. It is not taken back: what a word
   * is does not change with the articles.
   *
   * @param words of several syllables, in their order; `[start, end)` in UTF-16 units
   */
  addWords(text: string, words: readonly Span[]): void;
  /** Takes back what was counted of a text, or of several in a row. */
  remove(counted: CountedText): void;
}

/** So many different pairs are kept, 27 MB; then those that were seen only once go, which are slips and chance. */
const MOST_PAIRS = 1_250_000;

/** The same of titles: 40,000 have half as many. */
const MOST_TITLE_PAIRS = 500_000;

/** So many different terms are told apart: beyond, there are only slips and codes. */
const MOST_TERMS = 300_000;

/** So many written forms are remembered. Nearly all of a text is some ten thousand of them. */
const MOST_WRITTEN = 30_000;

/**
 * What stands in a title counts as so many times in another text. Mended slips are as many from 8 to 20 and fewer at 1
 * and at 60.
 */
const TITLE_WEIGHT = 10;

const DIGIT = /\p{Nd}/u;
/** What may stand between neighbours: spaces, or a sign that joins two of them into one (`e-mail`, `H'Mông`). */
const JOINS = /^(?:\s+|[-\u2010\u2011'\u2019])$/u;
/** A space, by far the most frequent. */
const SPACE = 0x20;

interface Term {
  readonly number: number;
  readonly exact: string;
  /** The number of its folded term. */
  readonly folded: number;
  readonly isFunction: boolean;
  count: number;
  beforeFunction: number;
  afterFunction: number;
  /** How many of them are in titles. */
  titles: number;
}

const NONE = -1;

/** What a tokenizer of words says counts for so many bits, and no more; that it does not know a word, for less. */
const MOST_WORD_BITS = 6;
const LEAST_WORD_BITS = -2;

/** Whether what ends at `end` and what begins at `start` are neighbours: see {@link JOINS}. */
const isBeside = (text: string, end: number, start: number): boolean =>
  (start === end + 1 && text.charCodeAt(end) === SPACE) || JOINS.test(text.slice(end, start));

/**
 * A counter of an archive's language. Some 4 million tokens a second; 40 MB at a million different pairs.
 *
 * Numbers are no language: they are not counted, and nothing is their neighbour.
 */
export const createLanguageCounter = (): LanguageCounter => {
  const terms = new Map<string, Term>();
  const byNumber: Term[] = [];
  const foldedNumbers = new Map<string, number>();
  const foldedTerms: string[] = [];
  const foldedCounts: number[] = [];
  const foldedTitles: number[] = [];
  const formsByFolded: number[][] = [];
  /** By what was written: running text says the same again and again. `null` is a number. */
  const written = new Map<string, Term | null>();
  let pairs = createPairCounts();
  let foldedPairs = createPairCounts();
  const titles = createTitleIndex();
  const titlesFolded = createTitleIndex();
  let titlePairs = createPairCounts();
  let foldedTitlePairs = createPairCounts();
  /** Neighbours that a tokenizer of words has in one word, and in two. */
  let joined = createPairCounts();
  let parted = createPairCounts();
  let tokens = 0;
  let functionTokens = 0;
  let titleTokens = 0;
  let lost = 0;
  /** Another after each text. */
  let state = 0;

  const foldedNumberOf = (folded: string): number => {
    const known = foldedNumbers.get(folded);
    if (known !== undefined) return known;
    const number = foldedCounts.length;
    foldedNumbers.set(folded, number);
    foldedTerms.push(folded);
    foldedCounts.push(0);
    foldedTitles.push(0);
    formsByFolded.push([]);
    return number;
  };

  const termOf = (token: string): Term | null => {
    const known = written.get(token);
    if (known !== undefined) return known;
    let term: Term | null = null;
    if (!DIGIT.test(token)) {
      const { exact, folded } = tokenForms(token);
      term = terms.get(exact) ?? null;
      if (term === null && byNumber.length < MOST_TERMS) {
        term = {
          number: byNumber.length,
          exact,
          folded: foldedNumberOf(folded),
          isFunction: FUNCTION_TERMS.has(exact),
          count: 0,
          titles: 0,
          beforeFunction: 0,
          afterFunction: 0,
        };
        terms.set(exact, term);
        byNumber.push(term);
        formsByFolded[term.folded]?.push(term.number);
      }
    }
    if (written.size >= MOST_WRITTEN) written.clear();
    // A copy: a slice keeps the whole text alive that it is of.
    written.set(token.length > 12 ? Buffer.from(token).toString() : token, term);
    return term;
  };

  /** Without the pairs that were seen only once. */
  const pruned = (counted: PairCounts): PairCounts => {
    const kept = createPairCounts(counted.size / 2);
    counted.forEach((first, second, count) => {
      if (count > 1) kept.add(first, second, count);
    });
    return kept;
  };

  /** Counts a term, and that it stands after another, once more or once less. */
  const count = (term: Term, before: Term | null, isTitle: boolean, times: 1 | -1): void => {
    tokens += times;
    if (term.isFunction) functionTokens += times;
    term.count += times;
    if (term.count === 0) lost += 1;
    foldedCounts[term.folded] = (foldedCounts[term.folded] ?? 0) + times;
    if (before !== null) {
      pairs.add(before.number, term.number, times);
      foldedPairs.add(before.folded, term.folded, times);
      if (term.isFunction) before.beforeFunction += times;
      if (before.isFunction) term.afterFunction += times;
    }
    if (!isTitle) return;
    titleTokens += times;
    term.titles += times;
    foldedTitles[term.folded] = (foldedTitles[term.folded] ?? 0) + times;
    if (before === null) return;
    titlePairs.add(before.number, term.number, times);
    foldedTitlePairs.add(before.folded, term.folded, times);
  };

  /** The terms of a title, as the two indexes of titles have them. */
  const titleTerms = (numbers: readonly (number | null)[]) => {
    const all = numbers.flatMap((number) => (number === null ? [] : (byNumber[number] ?? [])));
    return {
      exact: all.map(({ exact }) => exact),
      folded: all.map(({ folded }) => foldedTerms[folded] ?? ''),
    };
  };

  const add = (text: string, isTitle = false): CountedText => {
    state += 1;
    let last: Term | null = null;
    let lastEnd = NONE;
    const numbers: (number | null)[] = [];
    scanTokens(text, (start, end) => {
      const term = termOf(text.slice(start, end));
      if (term !== null) {
        const beside = last !== null && isBeside(text, lastEnd, start);
        count(term, beside ? last : null, isTitle, 1);
        if (!beside && numbers.length > 0) numbers.push(null);
        numbers.push(term.number);
      }
      last = term;
      lastEnd = end;
    });
    let title: number | null = null;
    if (isTitle) {
      const { exact, folded } = titleTerms(numbers);
      title = titles.add(exact);
      titlesFolded.add(folded);
    }
    if (pairs.size > MOST_PAIRS) pairs = pruned(pairs);
    if (foldedPairs.size > MOST_PAIRS) foldedPairs = pruned(foldedPairs);
    if (titlePairs.size > MOST_TITLE_PAIRS) titlePairs = pruned(titlePairs);
    if (foldedTitlePairs.size > MOST_TITLE_PAIRS) foldedTitlePairs = pruned(foldedTitlePairs);
    return encodeTerms({ terms: numbers, title });
  };

  const addWords = (text: string, words: readonly Span[]): void => {
    let last: { readonly term: Term; readonly start: number; readonly end: number } | null = null;
    let at = 0;
    scanTokens(text, (start, end) => {
      const term = termOf(text.slice(start, end));
      if (term !== null && last !== null && isBeside(text, last.end, start)) {
        while ((words[at]?.end ?? Infinity) < end) at += 1;
        const isOneWord = (words[at]?.start ?? Infinity) <= last.start;
        (isOneWord ? joined : parted).add(last.term.number, term.number);
      }
      last = term === null ? null : { term, start, end };
    });
    if (joined.size > MOST_TITLE_PAIRS) joined = pruned(joined);
    if (parted.size > MOST_TITLE_PAIRS) parted = pruned(parted);
  };

  const wordBits = (first: string, second: string): number => {
    const [a, b] = [terms.get(first)?.number, terms.get(second)?.number];
    if (a === undefined || b === undefined) return 0;
    const bits = Math.log2((joined.get(a, b) + 0.5) / (parted.get(a, b) + 0.5));
    return Math.min(Math.max(bits, LEAST_WORD_BITS), MOST_WORD_BITS);
  };

  const remove = (counted: CountedText): void => {
    state += 1;
    for (const { terms: numbers, title } of decodeTerms(counted)) {
      let before: Term | null = null;
      for (const number of numbers) {
        const term: Term | null = number === null ? null : (byNumber[number] ?? null);
        if (term !== null) count(term, before, title !== null, -1);
        before = term;
      }
      if (title === null) continue;
      const { exact, folded } = titleTerms(numbers);
      titles.remove(title, exact);
      titlesFolded.remove(title, folded);
    }
  };

  /** @param weight of what stands in a title */
  const modelWith = (weight: number): LanguageModel => {
    const more = weight - 1;
    /** The forms of folded terms, in the order that they had at a state. */
    const ordered = new Map<number, { readonly at: number; readonly forms: readonly CountedTerm[] }>();
    const countOf = (term: Term): number => term.count + more * term.titles;
    const counted = (term: Term): CountedTerm => ({
      id: term.number,
      exact: term.exact,
      count: countOf(term),
    });
    const pairCount = (all: PairCounts, inTitles: PairCounts, first: number, second: number): number => {
      const count = all.get(first, second);
      return more === 0 ? count : count + more * inTitles.get(first, second);
    };
    return {
      get tokens() {
        return tokens + more * titleTokens;
      },
      term: (exact) => {
        const term = terms.get(exact);
        return term === undefined ? { id: NO_TERM, exact, count: 0 } : counted(term);
      },
      count: (exact) => {
        const term = terms.get(exact);
        return term === undefined ? 0 : countOf(term);
      },
      countFolded: (folded) => {
        const number = foldedNumbers.get(folded);
        return number === undefined ? 0 : (foldedCounts[number] ?? 0) + more * (foldedTitles[number] ?? 0);
      },
      pairCount: (first, second) => {
        const [a, b] = [terms.get(first), terms.get(second)];
        return a === undefined || b === undefined ? 0 : pairCount(pairs, titlePairs, a.number, b.number);
      },
      pairCountById: (first, second) =>
        first === NO_TERM || second === NO_TERM ? 0 : pairCount(pairs, titlePairs, first, second),
      pairCountFolded: (first, second) => {
        const [a, b] = [foldedNumbers.get(first), foldedNumbers.get(second)];
        return a === undefined || b === undefined ? 0 : pairCount(foldedPairs, foldedTitlePairs, a, b);
      },
      wordBits,
      get functionTokens() {
        return functionTokens;
      },
      countBeforeFunction: (exact) => terms.get(exact)?.beforeFunction ?? 0,
      countAfterFunction: (exact) => terms.get(exact)?.afterFunction ?? 0,
      formsOf: (folded) => {
        const number = foldedNumbers.get(folded);
        if (number === undefined) return [];
        const known = ordered.get(number);
        if (known?.at === state) return known.forms;
        const forms = (formsByFolded[number] ?? [])
          .flatMap((form) => byNumber[form] ?? [])
          .filter((term) => term.count > 0)
          .map(counted)
          .toSorted((a, b) => b.count - a.count);
        ordered.set(number, { at: state, forms });
        return forms;
      },
      titles,
      titlesFolded,
    };
  };

  return {
    model: modelWith(1),
    searches: modelWith(TITLE_WEIGHT),
    get lost() {
      return lost;
    },
    add,
    addWords,
    remove,
  };
};
