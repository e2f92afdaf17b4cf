import type { Match } from './match.ts';

/** A match of which most parts suffice. */
export interface LooseMatch {
  /** What an article must hold all the same: phrases, exclusions, fields, dates. */
  readonly required: readonly Match[];
  /** The words, of which `least` suffice. */
  readonly words: readonly Match[];
  readonly least: number;
}

/** How many of so many words are "most of them": both of two, all but one of a few, fewer of a long question. */
export const mostOf = (words: number): number => {
  if (words <= 2) return words;
  if (words <= 4) return words - 1;
  return words <= 8 ? Math.ceil(words * 0.5) : Math.floor(words * 0.3);
};

/** Whether a part may be missing. Of several spellings, none is a phrase unless all are. */
const isWord = (match: Match): boolean => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
      return true;
    case 'sequence':
      return !match.quoted;
    case 'all':
    case 'any':
      return match.children.every(isWord);
    case 'not':
    case 'field':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};

/** @returns `null` where no word can be done without */
export const loosenWords = (match: Match): LooseMatch | null => {
  if (match.type !== 'all') return null;
  const words = match.children.filter(isWord);
  const least = mostOf(words.length);
  if (least >= words.length) return null;
  return { required: match.children.filter((child) => !isWord(child)), words, least };
};
