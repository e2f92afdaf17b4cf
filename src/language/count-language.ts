import { FUNCTION_TERMS } from '../text/function-words.ts';
import { tokenForms } from '../text/syllable.ts';
import { scanTokens } from '../text/tokenize.ts';
import type { LanguageModel } from './language-model.ts';
import { createPairCounts } from './pair-counts.ts';
import type { PairCounts } from './pair-counts.ts';

/** Counts texts, one after the other. The model counts on with it. */
export interface LanguageCounter {
  readonly model: LanguageModel;
  /** Counts a text: its terms, and which of them stand side by side. */
  add(text: string): void;
}

/** So many different pairs are kept, 25 MB; then those that were seen only once go, which are slips and chance. */
const MOST_PAIRS = 1_250_000;

/** So many different terms are told apart: beyond, there are only slips and codes. */
const MOST_TERMS = 300_000;

/** So many written forms are remembered. Nearly all of a text is some ten thousand of them. */
const MOST_WRITTEN = 30_000;

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
}

const NONE = -1;

/**
 * A counter of an archive's language. Some 4 million tokens a second; 40 MB at a million different pairs.
 *
 * Numbers are no language: they are not counted, and nothing is their neighbour.
 */
export const createLanguageCounter = (): LanguageCounter => {
  const terms = new Map<string, Term>();
  const byNumber: Term[] = [];
  const foldedNumbers = new Map<string, number>();
  const foldedCounts: number[] = [];
  const formsByFolded: number[][] = [];
  /** By what was written: running text says the same again and again. `null` is a number. */
  const written = new Map<string, Term | null>();
  let pairs = createPairCounts();
  let foldedPairs = createPairCounts();
  let tokens = 0;
  let functionTokens = 0;
  /** The forms of folded terms, in the order that they had when so many tokens were counted. */
  const ordered = new Map<number, { readonly at: number; readonly forms: readonly string[] }>();

  const foldedNumberOf = (folded: string): number => {
    const known = foldedNumbers.get(folded);
    if (known !== undefined) return known;
    const number = foldedCounts.length;
    foldedNumbers.set(folded, number);
    foldedCounts.push(0);
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

  const add = (text: string): void => {
    let last: Term | null = null;
    let lastEnd = NONE;
    scanTokens(text, (start, end) => {
      const term = termOf(text.slice(start, end));
      if (term !== null) {
        tokens += 1;
        if (term.isFunction) functionTokens += 1;
        term.count += 1;
        foldedCounts[term.folded] = (foldedCounts[term.folded] ?? 0) + 1;
        const beside =
          last !== null &&
          ((start === lastEnd + 1 && text.charCodeAt(lastEnd) === SPACE) ||
            JOINS.test(text.slice(lastEnd, start)));
        if (beside && last !== null) {
          pairs.add(last.number, term.number);
          foldedPairs.add(last.folded, term.folded);
          if (term.isFunction) last.beforeFunction += 1;
          if (last.isFunction) term.afterFunction += 1;
        }
      }
      last = term;
      lastEnd = end;
    });
    if (pairs.size > MOST_PAIRS) pairs = pruned(pairs);
    if (foldedPairs.size > MOST_PAIRS) foldedPairs = pruned(foldedPairs);
  };

  const count = (exact: string): number => terms.get(exact)?.count ?? 0;

  const model: LanguageModel = {
    get tokens() {
      return tokens;
    },
    count,
    countFolded: (folded) => foldedCounts[foldedNumbers.get(folded) ?? NONE] ?? 0,
    pairCount: (first, second) => {
      const [a, b] = [terms.get(first), terms.get(second)];
      return a === undefined || b === undefined ? 0 : pairs.get(a.number, b.number);
    },
    pairCountFolded: (first, second) => {
      const [a, b] = [foldedNumbers.get(first), foldedNumbers.get(second)];
      return a === undefined || b === undefined ? 0 : foldedPairs.get(a, b);
    },
    get functionTokens() {
      return functionTokens;
    },
    countBeforeFunction: (exact) => terms.get(exact)?.beforeFunction ?? 0,
    countAfterFunction: (exact) => terms.get(exact)?.afterFunction ?? 0,
    formsOf: (folded) => {
      const number = foldedNumbers.get(folded);
      if (number === undefined) return [];
      const known = ordered.get(number);
      if (known?.at === tokens) return known.forms;
      const forms = (formsByFolded[number] ?? [])
        .flatMap((form) => byNumber[form] ?? [])
        .toSorted((a, b) => b.count - a.count)
        .map(({ exact }) => exact);
      ordered.set(number, { at: tokens, forms });
      return forms;
    },
    foldedTerms: () => foldedNumbers.keys(),
  };

  return { model, add };
};
