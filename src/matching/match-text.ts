import type { Match } from './match.ts';

/** What a match looks for, as it was typed or is on the list. */
export const textOf = (match: Match): string => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
      return match.text;
    case 'sequence':
      return match.syllables.map(({ text }) => text).join(' ');
    case 'all':
    case 'any':
      return match.children.map(textOf).join(' ');
    case 'not':
    case 'field':
      return textOf(match.child);
    case 'dates':
      return '';
    default:
      return match satisfies never;
  }
};

/** What a match asks for at once: `xuất khẩu`, `lao động`; of several spellings the typed one, dates left out. */
export const wordsOf = (match: Match): readonly string[] => {
  const parts = match.type === 'all' ? match.children : [match];
  return parts
    .map((part) => textOf(part.type === 'any' ? (part.children[0] ?? part) : part))
    .filter((text) => text !== '');
};
