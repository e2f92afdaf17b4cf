import { isSyllable, isSyllableSkeleton } from './syllable.ts';
import { tokenize } from './tokenize.ts';

const ETH = /[ÐðƉɖ]/;
const CAPITAL_ETH = /[ÐƉ]/g;
const SMALL_ETH = /[ðɖ]/g;
/** HÐND, QÐ, ÐBQH: capitals, six at most, hardly a vowel among them. */
const ABBREVIATION = /^(?!.*[AEIOUY].*[AEIOUY])[A-ZĂÂÊÔƠƯĐÐƉ]{1,6}$/;
/** 50.000ð: the currency. */
const AMOUNT = /^\d[\d.,]*[ðÐɖƉ]$/;

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
    if (!standsForD(token.text, repaired)) continue;
    out += composed.slice(done, token.start) + repaired;
    done = token.end;
  }
  return out + composed.slice(done);
}

function standsForD(written: string, repaired: string): boolean {
  return (
    isSyllable(repaired) || isSyllableSkeleton(repaired) || ABBREVIATION.test(written) || AMOUNT.test(written)
  );
}

/** Spaces of every kind and width, and the zero-width space, which parts words too. */
const SPACES = /[\p{Zs}\t\u200B]+/gu;
const LINE_BREAKS = /[\r\n\v\f\u0085\u2028\u2029]+/g;
/**
 * Invisible and meaningless in stored text: soft hyphens, byte-order marks, word joiners, control characters.
 * Zero-width (non-)joiners stay: emoji and some scripts are made with them.
 */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u2060\uFEFF]+/g;

/**
 * Makes one ordinary space of every run of spaces (no-break, thin, zero-width, tabs) and drops soft hyphens and
 * other invisible characters. Line breaks stay.
 */
export function collapseSpaces(text: string): string {
  return text.replace(INVISIBLE, '').replace(SPACES, ' ');
}

/** A text as one clean line: {@link collapseSpaces}, line breaks made spaces, the ends trimmed. */
export function cleanLine(text: string): string {
  return collapseSpaces(text.replace(LINE_BREAKS, ' ')).trim();
}
