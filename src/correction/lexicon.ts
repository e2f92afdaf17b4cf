import type { LanguageModel } from '../language/language-model.ts';
import type { TitleIndex } from '../language/title-index.ts';
import { letterEdits } from './letter-edits.ts';
import type { LetterEdit } from './letter-edits.ts';
import { marksOf } from './marks.ts';
import type { Marks } from './marks.ts';
import type { SlipCosts } from './slip-costs.ts';

/** An exact term, with what is asked of it very often. */
export interface Word {
  /** See `CountedTerm`. */
  readonly id: number;
  readonly exact: string;
  readonly marks: Marks;
  readonly count: number;
  /** Natural log of how likely it is, whatever stands before it. */
  readonly log: number;
}

/** What an archive knows of its words. */
export interface Lexicon {
  readonly wordOf: (exact: string) => Word;
  readonly isWord: (exact: string) => boolean;
  /** The words that differ by their marks alone, without those that are slips of others; commonest first. */
  readonly formsOf: (folded: string) => readonly Word[];
  /** The words that may have been meant by one with a slip of its letters. */
  readonly editsOf: (letters: string) => readonly LetterEdit[];
  readonly countFolded: (folded: string) => number;
  /** As {@link Word.log}, whatever its marks. */
  readonly logFolded: (folded: string) => number;
  /** How often words stand side by side, whatever their marks. */
  readonly pairCountFolded: (first: string, second: string) => number;
  /** As {@link Lexicon.logAfter}, of words that stand side by side so often, whatever their marks. */
  readonly logAfterFolded: (together: number, first: string, second: string) => number;
  /** Natural log of how much likelier `second` is after `first` than anywhere. */
  readonly logAfter: (first: Word, second: Word) => number;
  /** Titles by their exact terms, and by their folded ones. */
  readonly titles: TitleIndex;
  readonly titlesFolded: TitleIndex;
  /** Whether so many occurrences are few in an archive of this size. */
  readonly isRare: (count: number) => boolean;
}

/** So many words are kept … */
const MOST_KEPT = 50_000;
/** … and of so many what each of them may be a slip of: some 50 words. */
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
  let keptAt = -1;
  const memos: { clear(): void }[] = [];

  /** Counts that are a hundredth old still say the same. */
  const refresh = (): void => {
    if (model.tokens <= keptAt * 1.01) return;
    for (const memo of memos) memo.clear();
    keptAt = model.tokens;
  };

  /** What is asked for again and again. */
  const remembered = <T>(most: number, compute: (key: string) => T): ((key: string) => T) => {
    const memo = new Map<string, T>();
    memos.push(memo);
    return (key) => {
      refresh();
      const known = memo.get(key);
      if (known !== undefined) return known;
      const value = compute(key);
      if (memo.size >= most) memo.clear();
      memo.set(key, value);
      return value;
    };
  };

  const logOf = (term: string, count: number): number => {
    // The longer, the more words there might be that nobody has written yet, each of them the rarer.
    const log = count > 0 ? Math.log(count) : unknown + unknownLetter * Math.max(0, term.length - SHORT);
    return log - Math.log(Math.max(1, model.tokens));
  };

  const wordOf = remembered(MOST_KEPT, (exact): Word => {
    const { id, count } = model.term(exact);
    return { id, exact, marks: marksOf(exact), count, log: logOf(exact, count) };
  });

  const formsOf = remembered(MOST_KEPT, (folded): readonly Word[] => {
    const rare = Math.max(model.tokens < SMALL ? 0 : 1, model.countFolded(folded) * RARE_FORM);
    return model
      .formsOf(folded)
      .slice(0, MOST_FORMS)
      .map(({ exact }) => wordOf(exact))
      .filter(({ count }) => count > rare);
  });

  const isKnown = (folded: string): boolean => model.countFolded(folded) > 1;
  const editsOf = remembered(MOST_EDITS, (letters) => letterEdits(letters, isKnown, costs));

  /** Of words that never stand together, as most do not. */
  const logApart = Math.log(1 - pairWeight);
  const logTogether = (together: number, first: number, second: number): number => {
    if (together <= pairDiscount) return logApart;
    const after = (together - pairDiscount) / (first + pairPrior);
    const share = second / Math.max(1, model.tokens);
    return Math.log((pairWeight * after) / share + (1 - pairWeight));
  };

  const logAfter = (first: Word, second: Word): number => {
    // A word is remembered, pairs are counted on: what was not there may have neighbours since.
    const together = first.count === 0 || second.count === 0 ? 0 : model.pairCountById(first.id, second.id);
    return logTogether(together, first.count, second.count);
  };

  return {
    wordOf,
    isWord: (exact) => model.count(exact) > 1,
    formsOf,
    editsOf,
    countFolded: model.countFolded,
    logFolded: (folded) => logOf(folded, model.countFolded(folded)),
    pairCountFolded: model.pairCountFolded,
    logAfterFolded: (together, first, second) =>
      logTogether(together, model.countFolded(first), model.countFolded(second)),
    logAfter,
    titles: model.titles,
    titlesFolded: model.titlesFolded,
    isRare: (count) => count <= RARE * model.tokens,
  };
};
