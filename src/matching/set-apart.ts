import type { Match } from './match.ts';

/** The same with the syllables of its words anywhere; phrases, and what was typed as one, stay together. */
export const setApart = (match: Match): Match => {
  switch (match.type) {
    case 'sequence':
      return match.as === 'word' ? { type: 'all', children: match.syllables } : match;
    case 'all':
      // One level, as a query of syllables has.
      return {
        type: 'all',
        children: match.children
          .map(setApart)
          .flatMap((child) => (child.type === 'all' ? child.children : child)),
      };
    case 'any':
      return {
        type: 'any',
        children: match.children.map(setApart),
        ...(match.isChoice === true ? { isChoice: true } : {}),
      };
    case 'field':
      return { ...match, child: setApart(match.child) };
    case 'syllable':
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'not':
    case 'dates':
      return match;
    default:
      return match satisfies never;
  }
};

/** Whether any of it is a word of several syllables. */
export const hasWords = (match: Match): boolean => {
  switch (match.type) {
    case 'sequence':
      return match.as === 'word';
    case 'all':
    case 'any':
      return match.children.some(hasWords);
    case 'field':
      return hasWords(match.child);
    case 'syllable':
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'not':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};
