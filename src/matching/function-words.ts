import { FOLDED_FUNCTION_TERMS, FUNCTION_TERMS } from '../text/function-words.ts';
import type { Syllable } from './match.ts';

/**
 * Whether a syllable is there for the grammar: an article is about what the other words say. A syllable whose marks
 * may be missing counts as one where any of its readings is (`la`: là), for who asks a question asks it so.
 */
export const isFunctionWord = ({
  level,
  exact,
  folded,
}: Pick<Syllable, 'level' | 'exact' | 'folded'>): boolean =>
  level === 'exact' ? FUNCTION_TERMS.has(exact) : FOLDED_FUNCTION_TERMS.has(folded);

/** Whether a syllable may be one, whatever its marks: in a title, which is looked at without marks, it may stand for one. */
export const soundsLikeFunctionWord = ({ folded }: Pick<Syllable, 'folded'>): boolean =>
  FOLDED_FUNCTION_TERMS.has(folded);
