import type { Match, Syllable } from './match.ts';

/**
 * The syllables that a query wants in an article's text, in the order they were typed: what closeness is
 * judged by. Exclusions, fields, dates and prefixes have no say in it; of several spellings the typed one has.
 */
export const rankedSyllables = (match: Match): readonly Syllable[] => {
  switch (match.type) {
    case 'syllable':
      return [match];
    case 'sequence':
      return match.syllables;
    case 'all':
      return match.children.flatMap(rankedSyllables);
    case 'any':
      return match.children.slice(0, 1).flatMap(rankedSyllables);
    case 'field':
      return match.field === 'title' ? rankedSyllables(match.child) : [];
    case 'near':
      return match.children.flatMap(rankedSyllables);
    case 'atleast':
      return rankedSyllables(match.child);
    case 'prefix':
    case 'wildcard':
    case 'not':
    case 'dates':
      return [];
    default:
      return match satisfies never;
  }
};
