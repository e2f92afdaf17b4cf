import { isSyllable, tokenForms, toneOf, type Tone, type TokenForms } from './syllable.ts';
import { tokenize } from './tokenize.ts';
import { toOldStyle } from './tone-position.ts';

/** The longest text that is analyzed at once, in UTF-16 units. */
export const MAX_ANALYZED_LENGTH = 2_000;

/** One token of a text, as an index and a search see it. All forms are NFC, to be read; `terms` are the index's own. */
export interface AnalyzedToken {
  /** As written: the slice `[start, end)` of the analyzed text. */
  readonly text: string;
  /** UTF-16 offsets into the analyzed text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** All marks, the tone where the old style puts it: `đảng`, `hòa`, `kỹ`. Equal for all spellings that are equal. */
  readonly exact: string;
  /** Without its tone: `đang`. */
  readonly toneless: string;
  /** Without any mark: `dang`. */
  readonly folded: string;
  /** Whether this is a possible Vietnamese syllable as written; many possible ones are no words. */
  readonly syllable: boolean;
  readonly tone: Tone;
  /** Its letters that carry a mark of their own, in order: `đ`, `ă`, `ơ`. */
  readonly markedLetters: readonly string[];
  /** The terms in the index: decomposed (NFD), the tone mark at the end. */
  readonly terms: TokenForms;
}

export interface AnalyzedText {
  /** What the offsets count in: the text in NFC. */
  readonly text: string;
  readonly tokens: readonly AnalyzedToken[];
}

const TONE_MARK = /[\u0300\u0301\u0303\u0309\u0323]/u;
const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const MARKED_LETTER = /[ăâêôơưđ]/gu;

/** An exact term with its tone back in its place. */
const readable = (written: string, { exact }: TokenForms): string => {
  if (!TONE_MARK.test(exact)) return exact.normalize('NFC');
  // Where the tone of a foreign word or of two syllables run together belongs, only its writer knows.
  return isSyllable(exact) ? toOldStyle(exact) : written.toLowerCase().normalize('NFC');
};

/**
 * How a text is seen: its tokens (syllables, numbers, foreign words) with the forms they are found by. The same
 * as the index's analyzers give, by the service's own reckoning.
 *
 * @param text any text, in any Unicode form
 */
export const analyzeText = (text: string): AnalyzedText => {
  const composed = text.normalize('NFC');
  const tokens = tokenize(composed).map((token): AnalyzedToken => {
    const terms = tokenForms(token.text);
    const exact = readable(token.text, terms);
    return {
      ...token,
      exact,
      toneless: exact.normalize('NFD').replace(ANY_TONE, '').normalize('NFC'),
      folded: terms.folded,
      syllable: isSyllable(token.text),
      tone: toneOf(token.text),
      markedLetters: terms.toneless.normalize('NFC').match(MARKED_LETTER) ?? [],
      terms,
    };
  });
  return { text: composed, tokens };
};
