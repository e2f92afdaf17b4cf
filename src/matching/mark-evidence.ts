import type { LanguageModel } from '../language/language-model.ts';
import type { QueryNode } from '../query/ast.ts';
import { isSyllableSkeleton } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { typedTokens } from './plan-match.ts';
import { typedNodes } from './typed-nodes.ts';
import { typedRuns } from './typed-runs.ts';

/**
 * Below this share of its pair of neighbours, an unmarked spelling is taken for one whose marks were left out:
 * `tinh Sơn` is nearly always `tỉnh Sơn`.
 */
const LITERAL_SHARE = 0.2;

/** Whether a token without marks could be a syllable that has some. */
const isDoubtful = ({ exact, folded }: TokenForms): boolean => exact === folded && isSyllableSkeleton(exact);

/** How often two neighbours stand side by side in the archive: as typed, and whatever their marks. */
interface Pair {
  readonly typed: number;
  readonly folded: number;
}

const NO_PAIR: Pair = { typed: 0, folded: 0 };

/**
 * For a query that carries marks on some syllables only: whether the others were meant as written: `an` in
 * `công an tỉnh` was, `tinh` in `tinh Sơn La` was not. Each unmarked syllable is judged in its commonest pair of
 * neighbours.
 *
 * @returns `true` without evidence against it. Who leaves out one mark leaves out others: then no unmarked syllable is
 *   taken at its word.
 */
export const isUnmarkedMeant = (node: QueryNode, language: LanguageModel): boolean => {
  const pairOf = (a: TokenForms | undefined, b: TokenForms | undefined): Pair =>
    a === undefined || b === undefined
      ? NO_PAIR
      : {
          typed: language.pairCount(a.exact, b.exact),
          folded: language.pairCountFolded(a.folded, b.folded),
        };
  return typedRuns(node)
    .map((run) => typedNodes(run).flatMap(({ text }) => typedTokens(text)))
    .every((run) =>
      run.every((token, i) => {
        if (!isDoubtful(token)) return true;
        const [before, after] = [pairOf(run[i - 1], token), pairOf(token, run[i + 1])];
        const commonest = before.folded >= after.folded ? before : after;
        return commonest.folded === 0 || commonest.typed >= commonest.folded * LITERAL_SHARE;
      }),
    );
};
