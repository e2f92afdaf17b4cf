import { foldDiacritics } from '../text/fold-diacritics.ts';
import { TONE_MARKS, tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import type { Prefix } from './match.ts';

const TONES = Object.values(TONE_MARKS).join('');
const ANY_TONE = new RegExp(`[${TONES}]`, 'u');
const OPEN_I = /^(?:h|k|l|m|s|t|v|qu)[iy]$/u;

const escaped = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '\\$&');

/**
 * The terms that a prefix stands for, as a regular expression over whole terms, in the syntax that Lucene's
 * and JavaScript's have in common. It is run against `exact` terms (`prefix.level` exact) or `folded` ones.
 *
 * Terms carry the tone at their end. A typed tone must be the term's: `số*` finds sốp. Where none was typed,
 * a term may have one if its vowel was not typed yet: `chuy*` finds chuyện, `chuyên*` does not.
 */
export const prefixPattern = (prefix: Prefix): string => {
  const typed = prefix.text.normalize('NFD');
  if (prefix.level === 'folded') {
    const folded = foldDiacritics(typed);
    const start = OPEN_I.test(folded) ? `${escaped(folded.slice(0, -1))}[iy]` : escaped(folded);
    return `${start}.*`;
  }
  const tone = ANY_TONE.exec(typed)?.[0] ?? '';
  const letters = typed.replace(ANY_TONE, '');
  const start = OPEN_I.test(letters) ? `${escaped(letters.slice(0, -1))}[iy]` : escaped(letters);
  const rest = `[^${TONES}]*`;
  return tone === '' ? `${start}(${rest}|${rest}[aeiouy]${rest}[${TONES}])` : `${start}${rest}${tone}`;
};

/** A test of a token's terms against a prefix. */
export const prefixTest = (prefix: Prefix): ((forms: TokenForms) => boolean) => {
  const pattern = new RegExp(`^(?:${prefixPattern(prefix)})$`, 'u');
  return (forms) => pattern.test(prefix.level === 'folded' ? forms.folded : forms.exact);
};

/** Letters and digits of a prefix: what the least length is counted in. */
export const prefixLength = (text: string): number => tokenForms(text).folded.length;
