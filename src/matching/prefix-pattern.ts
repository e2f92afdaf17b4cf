import { TONE_MARKS } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import type { Prefix } from './match.ts';

const TONES = Object.values(TONE_MARKS).join('');
/** The marks of â ă ơ: terms are decomposed, so they come after their letter. */
const LETTER_MARKS = '\u0302\u0306\u031B';
const ANY_TONE = new RegExp(`[${TONES}]`, 'u');
const OPEN_I = /^(?:h|k|l|m|s|t|v|qu)[iy]$/u;

/** A term has dots and commas between digits; only the dot means something in a pattern. */
const escaped = (text: string): string => text.replaceAll('.', '\\.');

/** i and y are one in an open syllable, and the syllable may not end here: `ki*` finds ky and kim. */
const startOf = (letters: string): string =>
  OPEN_I.test(letters) ? `${escaped(letters.slice(0, -1))}[iy]` : escaped(letters);

/**
 * The terms that a prefix stands for, as a regular expression over whole terms, in the syntax that Lucene's
 * and JavaScript's have in common. It is run against `exact` terms (`prefix.level` exact) or `folded` ones.
 *
 * Terms carry the tone at their end. A typed tone must be the term's: `số*` finds sốp. Where none was typed,
 * a term may have one if its vowel was not typed yet: `chuy*` finds chuyện, `chuyên*` does not. The last letter
 * typed has the marks it was typed with: `mu*` does not find mường.
 */
export const prefixPattern = ({ exact, folded, level }: Prefix): string => {
  if (level === 'folded') return `${startOf(folded)}.*`;
  const tone = ANY_TONE.exec(exact)?.[0] ?? '';
  const start = startOf(exact.replace(ANY_TONE, ''));
  const rest = `([^${LETTER_MARKS}${TONES}][^${TONES}]*)?`;
  return tone === '' ? `${start}${rest}([aeiouy][^${TONES}]*[${TONES}])?` : `${start}${rest}${tone}`;
};

/** A test of a token's terms against a prefix. */
export const prefixTest = (prefix: Prefix): ((forms: TokenForms) => boolean) => {
  const pattern = new RegExp(`^(?:${prefixPattern(prefix)})$`, 'u');
  return (forms) => pattern.test(prefix.level === 'folded' ? forms.folded : forms.exact);
};
