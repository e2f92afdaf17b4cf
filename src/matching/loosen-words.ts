import type { Match } from './match.ts';

/** A match of which most parts suffice. */
export interface LooseMatch {
  /** What an article must hold all the same: phrases, exclusions, fields, dates. */
  readonly required: readonly Match[];
  /** The words, of which `least` suffice. */
  readonly words: readonly Match[];
  readonly least: number;
}

/** How many of so many words are "most of them": all but one of a few, fewer of a long question. */
export const mostOf = (words: number): number => {
  if (words <= 2) return 1;
  if (words <= 4) return words - 1;
  if (words <= 8) return words - 2;
  return Math.floor(words * (words <= 16 ? 0.5 : 0.4));
};

const isWord = (match: Match): boolean =>
  match.type === 'syllable' ||
  match.type === 'prefix' ||
  match.type === 'any' ||
  // A word of several tokens, such as 05-CT/TW, is written without quotes, but is as much of one piece.
  match.type === 'all';

/** @returns `null` where there are not two words to choose from */
export const loosenWords = (match: Match): LooseMatch | null => {
  if (match.type !== 'all') return null;
  const words = match.children.filter(isWord);
  if (words.length < 2) return null;
  return { required: match.children.filter((child) => !isWord(child)), words, least: mostOf(words.length) };
};
