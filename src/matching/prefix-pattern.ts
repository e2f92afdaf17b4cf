import { TONE_MARKS } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import type { Prefix, Wildcard } from './match.ts';

const TONES = Object.values(TONE_MARKS).join('');
/** The marks of â ă ơ: terms are decomposed, so they come after their letter. */
const LETTER_MARKS = '\u0302\u0306\u031B';
const EACH_TONE = new RegExp(`[${TONES}]`, 'gu');
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

/** At the end of a segment i and y are one, for a syllable may end there. */
const segmentOf = (letters: string): string => escaped(letters).replace(/[iy]$/u, '[iy]');

/** What a star stands for: not the marks of the letter before it, which are as typed. */
const STAR = `([^${LETTER_MARKS}${TONES}][^${TONES}]*)?`;
const STAR_WITH_VOWEL = `${STAR}[aeiouy][^${TONES}]*`;

/**
 * As {@link prefixPattern}. Where no tone was typed, a term may have one if a star stands for its vowel: `chu*n` finds
 * chuẩn, `*uyên` does not find chuyện.
 */
export const wildcardPattern = ({ segments, level }: Wildcard): string => {
  if (level === 'folded') return segments.map(({ folded }) => segmentOf(folded)).join('.*');
  const typed = segments.map(({ exact }) => exact);
  const letters = typed.map((exact) => segmentOf(exact.replaceAll(EACH_TONE, '')));
  const tone = typed.join('').match(EACH_TONE)?.at(-1);
  if (tone !== undefined) return letters.join(STAR) + tone;
  const withTone = letters.slice(1).map((_, vowel) => {
    const parts = letters.map(
      (segment, i) => (i === 0 ? '' : i - 1 === vowel ? STAR_WITH_VOWEL : STAR) + segment,
    );
    return `${parts.join('')}[${TONES}]`;
  });
  return [letters.join(STAR), ...withTone].join('|');
};

/** A test of a token's terms against a prefix or a wildcard. */
export const prefixTest = (match: Prefix | Wildcard): ((forms: TokenForms) => boolean) => {
  const source = match.type === 'prefix' ? prefixPattern(match) : wildcardPattern(match);
  const pattern = new RegExp(`^(?:${source})$`, 'u');
  return (forms) => pattern.test(match.level === 'folded' ? forms.folded : forms.exact);
};
