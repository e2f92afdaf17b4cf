import { boundedCache } from './bounded-cache.ts';
import { isSyllable, isSyllableSkeleton } from './syllable.ts';
import { tokenize } from './tokenize.ts';

const ETH = /[ÐðƉɖ]/;
const CAPITAL_ETH = /[ÐƉ]/g;
const SMALL_ETH = /[ðɖ]/g;
/** HÐND, QÐ, ÐBQH: capitals, six at most, hardly a vowel among them. */
const ABBREVIATION = /^(?!.*[AEIOUY].*[AEIOUY])[A-ZĂÂÊÔƠƯĐÐƉ]{1,6}$/;
/** 50.000ð: the currency. */
const CURRENCY = /^[ðÐɖƉ]$/;
const DIGIT = /\d/;

/**
 * No letter has more marks than this in Unicode's stream-safe text (UAX #15), and none of any language half as many.
 * Putting longer runs in order takes quadratic time.
 */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;
/** A run of so many is too long. */
const TOO_LONG = 31;
const MARK = /[\p{M}\uD800-\uDFFF]/u;
const FIRST_MARK = 0x300;

/** Whether there may be a run that is too long: it has a mark at one of the places looked at, or half of one. */
const mayHaveTooMany = (text: string): boolean => {
  for (let at = 0; at < text.length; at += TOO_LONG) {
    if (text.charCodeAt(at) >= FIRST_MARK && MARK.test(text.charAt(at))) return true;
  }
  return false;
};

const limitMarks = (text: string): string =>
  mayHaveTooMany(text) ? text.replace(TOO_MANY_MARKS, '$1') : text;

/**
 * Brings a text into the form it is stored in: NFC, and the Icelandic eth (Ð ð, and the African Ɖ ɖ), which looks
 * like Đ đ and is what some keyboards and old encodings give, repaired where it stands for đ: in a possible
 * syllable, in an abbreviation in capitals, after an amount of money. `Guðmundsson` keeps its eth. Of more than 30
 * combining marks in a row the rest goes. Idempotent.
 */
export function normalizeText(text: string): string {
  const composed = limitMarks(text).normalize('NFC');
  if (!ETH.test(composed)) return composed;
  let out = '';
  let done = 0;
  for (const token of tokenize(composed)) {
    if (!ETH.test(token.text)) continue;
    const isAmount = CURRENCY.test(token.text) && DIGIT.test(composed.charAt(token.start - 1));
    if (!isAmount && !standsForD(token.text)) continue;
    out += composed.slice(done, token.start) + withD(token.text);
    done = token.end;
  }
  return out + composed.slice(done);
}

const withD = (written: string): string => written.replace(CAPITAL_ETH, 'Đ').replace(SMALL_ETH, 'đ');

/** No syllable is longer, however its marks are written. */
const LONGEST_SYLLABLE = 24;

const standsForD = boundedCache((written: string): boolean => {
  if (written.length > LONGEST_SYLLABLE) return false;
  const repaired = withD(written);
  return isSyllable(repaired) || isSyllableSkeleton(repaired) || ABBREVIATION.test(written);
});
