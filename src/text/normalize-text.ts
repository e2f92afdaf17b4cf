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
 * Brings a text into the form it is stored in: NFC, and the Icelandic eth (Ð ð, and the African Ɖ ɖ), which looks
 * like Đ đ and is what some keyboards and old encodings give, repaired where it stands for đ: in a possible
 * syllable, in an abbreviation in capitals, after an amount of money. `Guðmundsson` keeps its eth. Idempotent.
 */
export function normalizeText(text: string): string {
  const composed = text.normalize('NFC');
  if (!ETH.test(composed)) return composed;
  let out = '';
  let done = 0;
  for (const token of tokenize(composed)) {
    if (!ETH.test(token.text)) continue;
    const repaired = token.text.replace(CAPITAL_ETH, 'Đ').replace(SMALL_ETH, 'đ');
    const isAmount = CURRENCY.test(token.text) && DIGIT.test(composed.charAt(token.start - 1));
    if (!isAmount && !standsForD(token.text, repaired)) continue;
    out += composed.slice(done, token.start) + repaired;
    done = token.end;
  }
  return out + composed.slice(done);
}

function standsForD(written: string, repaired: string): boolean {
  return isSyllable(repaired) || isSyllableSkeleton(repaired) || ABBREVIATION.test(written);
}
