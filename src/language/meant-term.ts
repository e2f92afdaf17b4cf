import type { LanguageModel } from './language-model.ts';

/** A term as it was typed. */
export interface MeantTerm {
  /** See `text/syllable.ts`. */
  readonly exact: string;
  readonly folded: string;
  /** Whether marks may be missing: then it may be any term that folds to the same. */
  readonly isOpen: boolean;
}

/** How often what is meant by a term stands in the texts. */
export const countOf = ({ exact, folded, isOpen }: MeantTerm, model: LanguageModel): number =>
  isOpen ? model.countFolded(folded) : model.count(exact);

/** How often what is meant by two terms stands side by side. */
export const pairCountOf = (first: MeantTerm, second: MeantTerm, model: LanguageModel): number =>
  first.isOpen || second.isOpen
    ? model.pairCountFolded(first.folded, second.folded)
    : model.pairCount(first.exact, second.exact);
