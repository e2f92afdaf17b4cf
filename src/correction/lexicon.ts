import type { LanguageModel } from '../language/language-model.ts';
import { letterEdits } from './letter-edits.ts';
import type { LetterEdit } from './letter-edits.ts';
import { marksOf } from './marks.ts';
import type { Marks } from './marks.ts';
import type { SlipCosts } from './slip-costs.ts';

/** An exact term, with what is asked of it very often. */
export interface Word {
  readonly exact: string;
  readonly marks: Marks;
  readonly count: number;
  /** Natural log of how likely it is, whatever stands before it. */
  readonly log: number;
}

/** What an archive knows of its words. */
export interface Lexicon {
  readonly wordOf: (exact: string) => Word;
  /** The words that differ by their marks alone, without those that are slips of others; commonest first. */
  readonly formsOf: (folded: string) => readonly Word[];
  /** The words that may have been meant by one with a slip of its letters. */
  readonly editsOf: (letters: string) => readonly LetterEdit[];
  readonly countFolded: (folded: string) => number;
  /** How often words stand side by side, whatever their marks. */
  readonly pairCountFolded: (first: string, second: string) => number;
  /** Natural log of how much likelier `second` is after `first` than anywhere. */
  readonly logAfter: (first: Word, second: Word) => number;
  /** Whether so many occurrences are few in an archive of this size. */
  readonly isRare: (count: number) => boolean;
}

/** Words that are asked for again and again are kept. */
const MOST_KEPT = 50_000;
/** The same, of what each of them may be a slip of: some 50 words. */
const MOST_EDITS = 4_000;
/** A form that is rarer than this share of its folded term is a slip of another form. */
const RARE_FORM = 1 / 20_000;
/** In an archive of so few tokens a word that stands there once is no slip, but news. */
const SMALL = 25_000;
const MOST_FORMS = 24;
const RARE = 2e-6;
const SHORT = 4;

/** A view of a language model that remembers what was asked for. It follows the model as that counts on. */
export const createLexicon = (model: LanguageModel, costs: SlipCosts): Lexicon => {
  const { pairWeight, pairDiscount, pairPrior, unknown, unknownLetter } = costs;
  let words = new Map<string, Word>();
  let forms = new Map<string, readonly Word[]>();
  let edits = new Map<string, readonly LetterEdit[]>();
  let keptAt = -1;

  /** Counts that are a hundredth old still say the same. */
  const refresh = (): void => {
    const full = words.size > MOST_KEPT || forms.size > MOST_KEPT || edits.size > MOST_EDITS;
    if (!full && model.tokens <= keptAt * 1.01) return;
    words = new Map();
    forms = new Map();
    edits = new Map();
    keptAt = model.tokens;
  };

  const makeWord = (exact: string): Word => {
    const count = model.count(exact);
    const tokens = Math.max(1, model.tokens);
    // The longer, the more words there might be that nobody has written yet, each of them the rarer.
    const weight = count || Math.exp(unknown + unknownLetter * Math.max(0, exact.length - SHORT));
    const likely = weight / tokens;
    return { exact, marks: marksOf(exact), count, log: Math.log(likely) };
  };

  const wordOf = (exact: string): Word => {
    refresh();
    const known = words.get(exact);
    if (known !== undefined) return known;
    const word = makeWord(exact);
    words.set(exact, word);
    return word;
  };

  const formsOf = (folded: string): readonly Word[] => {
    refresh();
    const known = forms.get(folded);
    if (known !== undefined) return known;
    const rare = Math.max(model.tokens < SMALL ? 0 : 1, model.countFolded(folded) * RARE_FORM);
    const found = model
      .formsOf(folded)
      .slice(0, MOST_FORMS)
      .map(wordOf)
      .filter(({ count }) => count > rare);
    forms.set(folded, found);
    return found;
  };

  const isKnown = (folded: string): boolean => model.countFolded(folded) > 1;

  const editsOf = (letters: string): readonly LetterEdit[] => {
    refresh();
    const known = edits.get(letters);
    if (known !== undefined) return known;
    const found = letterEdits(letters, isKnown, costs);
    edits.set(letters, found);
    return found;
  };

  const logAfter = (first: Word, second: Word): number => {
    const together = first.count === 0 || second.count === 0 ? 0 : model.pairCount(first.exact, second.exact);
    const after = together === 0 ? 0 : Math.max(0, together - pairDiscount) / (first.count + pairPrior);
    const share = second.count / Math.max(1, model.tokens);
    return Math.log((after === 0 ? 0 : (pairWeight * after) / share) + (1 - pairWeight));
  };

  return {
    wordOf,
    formsOf,
    editsOf,
    countFolded: model.countFolded,
    pairCountFolded: model.pairCountFolded,
    logAfter,
    isRare: (count) => count <= RARE * model.tokens,
  };
};
