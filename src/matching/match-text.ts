import type { Match } from './match.ts';

/** What a match looks for, as it was typed or is on the list. */
export const textOf = (match: Match): string => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
    case 'wildcard':
      return match.text;
    case 'sequence':
      return match.syllables.map(({ text }) => text).join(' ');
    case 'all':
    case 'any':
    case 'near':
      return match.children.map(textOf).join(' ');
    case 'not':
    case 'atleast':
    case 'field':
      return textOf(match.child);
    case 'dates':
      return '';
    default:
      return match satisfies never;
  }
};

/** One thing that is asked for, as it can be typed; of several spellings the typed one. */
const wordOf = (match: Match): string => {
  switch (match.type) {
    case 'syllable':
    case 'wildcard':
    case 'dates':
      return textOf(match);
    case 'sequence': {
      const text = textOf(match);
      if (match.as !== 'phrase') return text;
      return match.slop === 0 ? `"${text}"` : `"${text}"~${match.slop}`;
    }
    case 'prefix':
      return `${match.text}*`;
    case 'all':
      return match.children.map(wordOf).join(' ');
    case 'any': {
      const [typed, ...others] = match.children.map(wordOf);
      return match.isChoice === true ? `(${[typed, ...others].join(' OR ')})` : (typed ?? '');
    }
    case 'near':
      return `(${match.children.map(wordOf).join(` NEAR/${match.distance} `)})`;
    case 'atleast':
      return `atleast${match.times}(${wordOf(match.child)})`;
    case 'not':
      return `-${grouped(match.child)}`;
    case 'field':
      return `${match.field}:${grouped(match.child)}`;
    default:
      return match satisfies never;
  }
};

const grouped = (match: Match): string => {
  const text = wordOf(match);
  return text.includes(' ') && !/^[("]/u.test(text) ? `(${text})` : text;
};

/** What a match asks for at once: `xuất khẩu`, `lao động`, `-covid`; of several spellings the typed one, dates left out. */
export const wordsOf = (match: Match): readonly string[] => {
  const parts = match.type === 'all' ? match.children : [match];
  return parts.map(wordOf).filter((text) => text !== '');
};
