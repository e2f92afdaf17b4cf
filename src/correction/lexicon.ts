import type { LanguageModel } from '../language/language-model.ts';
import { marksOf } from './marks.ts';
import type { Marks } from './marks.ts';
import type { SlipCosts } from './slip-costs.ts';

/** A form of a word: one way to mark its letters. */
export interface Form {
  readonly exact: string;
  readonly marks: Marks;
  readonly count: number;
}

/** What an archive knows of its words, for asking very often. */
export interface Lexicon {
  /** The forms of a folded term that are no slips themselves, commonest first. */
  readonly formsOf: (folded: string) => readonly Form[];
  readonly exact: Probabilities;
  readonly folded: Probabilities;
}

/** How likely terms are: of exact ones, or of folded ones. */
export interface Probabilities {
  readonly count: (term: string) => number;
  /** Natural log of how likely `term` is after `before`; `null` where nothing stands before it. */
  readonly log: (term: string, before: string | null) => number;
}

/** Words that are asked for again and again are kept. */
const MOST_KEPT = 20_000;
/** A form that is rarer than this share of its folded term is a slip of another form. */
const RARE_FORM = 1 / 20_000;
const SHORT = 4;

const createProbabilities = (
  count: (term: string) => number,
  pairCount: (first: string, second: string) => number,
  tokens: () => number,
  costs: SlipCosts,
): Probabilities => {
  const { flat, pairPower, pairWeight, pairDiscount, pairPrior, unknown, unknownLetter } = costs;
  const alone = (term: string): number => {
    const counted = count(term);
    if (counted > 0) return counted / tokens();
    // The longer, the more words there might be that nobody has written yet, each of them the rarer.
    return Math.exp(unknown + unknownLetter * Math.max(0, term.length - SHORT)) / tokens();
  };
  return {
    count,
    log: (term, before) => {
      const p = alone(term);
      if (before === null) return flat * Math.log(p);
      const together = pairCount(before, term);
      const after = together === 0 ? 0 : Math.max(0, together - pairDiscount) / (count(before) + pairPrior);
      return flat * Math.log(p) + pairPower * Math.log((pairWeight * after) / p + (1 - pairWeight));
    },
  };
};

/** A view of a language model that remembers what was asked for. It follows the model as that counts on. */
export const createLexicon = (model: LanguageModel, costs: SlipCosts): Lexicon => {
  let kept = new Map<string, readonly Form[]>();
  let keptAt = -1;
  const formsOf = (folded: string): readonly Form[] => {
    // Counts that are a hundredth old still say the same.
    if (kept.size > MOST_KEPT || model.tokens > keptAt * 1.01) {
      kept = new Map();
      keptAt = model.tokens;
    }
    const known = kept.get(folded);
    if (known !== undefined) return known;
    const rare = Math.max(1, model.countFolded(folded) * RARE_FORM);
    const forms = model
      .formsOf(folded)
      .map((exact) => ({ exact, marks: marksOf(exact), count: model.count(exact) }))
      .filter(({ count }) => count > rare);
    kept.set(folded, forms);
    return forms;
  };
  const tokens = (): number => Math.max(1, model.tokens);
  return {
    formsOf,
    exact: createProbabilities(model.count, model.pairCount, tokens, costs),
    folded: createProbabilities(model.countFolded, model.pairCountFolded, tokens, costs),
  };
};
