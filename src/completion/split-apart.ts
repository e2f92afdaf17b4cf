import { foldedForm, isSyllableSkeleton } from '../text/syllable.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Two letters are the beginning of a syllable, not two of them. */
const SHORTEST = 3;
/** Four of the longest syllables (`nghiêng`). */
const LONGEST = 28;
const LONGEST_SYLLABLE = 7;
const MOST_PARTS = 4;
const MOST_WAYS = 6;

/**
 * The ways to read a word as syllables that were written together, the last of which may be begun: `thuydi` is
 * `thuy di`, which becomes thủy điện. Those with fewest syllables, the longest first.
 *
 * @param open whether letters may follow
 */
export const splitApart = (
  text: string,
  open: boolean,
  vocabulary: Vocabulary,
): readonly (readonly string[])[] => {
  if (text.length < SHORTEST || text.length > LONGEST) return [];
  const isKnown = (part: string): boolean =>
    part.length <= LONGEST_SYLLABLE &&
    isSyllableSkeleton(part) &&
    vocabulary.idsOf(foldedForm(part), false).length > 0;
  const isEnd = (part: string): boolean =>
    open ? part.length <= LONGEST_SYLLABLE && vocabulary.begins(foldedForm(part)) : isKnown(part);

  const waysInto = (rest: string, parts: number): readonly (readonly string[])[] => {
    if (parts === 1) return isEnd(rest) ? [[rest]] : [];
    const ways: (readonly string[])[] = [];
    for (let end = Math.min(LONGEST_SYLLABLE, rest.length - parts + 1); end >= 1; end--) {
      const head = rest.slice(0, end);
      if (!isKnown(head)) continue;
      for (const tail of waysInto(rest.slice(end), parts - 1)) ways.push([head, ...tail]);
    }
    return ways;
  };
  for (let parts = 2; parts <= MOST_PARTS; parts++) {
    const ways = waysInto(text, parts);
    if (ways.length > 0) return ways.slice(0, MOST_WAYS);
  }
  return [];
};
