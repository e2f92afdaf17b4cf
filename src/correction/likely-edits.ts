import type { LetterEdit } from './letter-edits.ts';
import type { Lexicon } from './lexicon.ts';
import type { SlipCosts } from './slip-costs.ts';

/** The folded terms on both sides of a word; `null` for none, and for a number. */
export interface Neighbours {
  readonly before: string | null;
  readonly after: string | null;
}

/** Slips that may have happened to one word. */
export interface LikelyEdits {
  /** To words that stand beside one of its neighbours somewhere. */
  readonly together: readonly LetterEdit[];
  /** To words that stand beside none of them, the commonest; put in order where they are asked for. */
  readonly lonely: () => readonly LetterEdit[];
}

/** What is so much less likely than what was typed (natural log) is not looked at: nobody would be asked about it. */
const HOPELESS = 10;
/** So many words are tried for one that goes with its neighbours … */
const MOST_TOGETHER = 16;
/** … and for one that does not. */
const MOST_LONELY = 12;

/**
 * How likely it is that a word is in a place: one word with the neighbour that it goes with best.
 *
 * @param after natural logs of how much likelier it is there than anywhere, by each neighbour
 */
export const likelihoodBeside = (
  log: number,
  after: readonly [number, number],
  { wordPower, besidePower }: SlipCosts,
): number => log + wordPower * Math.max(...after) + besidePower * Math.min(...after);

/**
 * What a word may have been meant to be, by how well it goes with its neighbours, whatever their marks. It is a first
 * look, at far more words than can be looked at closely.
 *
 * @param likelihood of the word as typed
 */
export const likelyEdits = (
  letters: string,
  { before, after }: Neighbours,
  likelihood: number,
  lexicon: Lexicon,
  costs: SlipCosts,
): LikelyEdits => {
  const { pairCountFolded, logAfterFolded, logFolded, countFolded } = lexicon;
  const together: { readonly edit: LetterEdit; readonly likelihood: number }[] = [];
  const lonely: LetterEdit[] = [];
  for (const edit of lexicon.editsOf(letters)) {
    const { folded } = edit;
    const withBefore = before === null ? 0 : pairCountFolded(before, folded);
    const withAfter = after === null ? 0 : pairCountFolded(folded, after);
    if (withBefore + withAfter <= 1) {
      lonely.push(edit);
      continue;
    }
    const beside = likelihoodBeside(
      logFolded(folded),
      [
        before === null ? 0 : logAfterFolded(withBefore, before, folded),
        after === null ? 0 : logAfterFolded(withAfter, folded, after),
      ],
      costs,
    );
    const own = beside + edit.cost + costs.slip;
    if (own >= likelihood - HOPELESS) together.push({ edit, likelihood: own });
  }
  return {
    together: together
      .toSorted((a, b) => b.likelihood - a.likelihood)
      .slice(0, MOST_TOGETHER)
      .map(({ edit }) => edit),
    lonely: () =>
      lonely.toSorted((a, b) => countFolded(b.folded) - countFolded(a.folded)).slice(0, MOST_LONELY),
  };
};
