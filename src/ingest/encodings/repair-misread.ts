import { isSyllable } from '../../text/syllable.ts';
import { isBest, isClear, readable, type Candidate } from './candidate.ts';
import { judgeText, readsWell } from './judge-text.ts';
import {
  ENCODING_TITLES,
  LEGACY_DECODERS,
  LEGACY_ENCODINGS,
  type Encoding,
  type LegacyEncoding,
} from './legacy-encodings.ts';
import type { Mended } from './mended.ts';
import { countVietnameseLetters, hasVietnameseLetters } from './vietnamese-letters.ts';
import { toWindows1252 } from './windows-1252.ts';

/**
 * Repairs Unicode that was made of the bytes of UTF-8 or of a legacy encoding as if they were windows-1252. The texts
 * are judged together: a sign or two (`£20.000`, `5 µm`, `XÃ` before a no-break space) are themselves, and the more
 * letters a record has that only Unicode has, the more it takes to doubt it.
 */
export const repairMisread = (texts: readonly string[], forced: Encoding | undefined): Mended => {
  const suspects = texts.map(isSuspect);
  const sequences = misreadSequences(texts);
  if (sequences === 0 && !suspects.includes(true)) return { texts, note: null };
  const letters = countVietnameseLetters(texts);
  const isUtf8 = sequences >= Math.max(FEWEST, Math.min(letters / 2, CERTAIN_SEQUENCES));
  const asUtf8 = texts.map((text, at) => (isUtf8 && suspects[at] === true ? fromMisreadUtf8(text) : null));
  const left = texts.filter((_, at) => suspects[at] === true && asUtf8[at] === null);
  const legacy = detectMisread(left, letters, forced);
  const repaired = texts.map((text, at) => {
    if (suspects[at] !== true) return text;
    return asUtf8[at] ?? (legacy === null ? null : fromWindows1252(text, legacy)) ?? text;
  });
  if (isGarbled(repaired, isUtf8, letters)) return { problem: GARBLED };
  const notes = [
    ...(asUtf8.some((text) => text !== null) ? ['repaired UTF-8 that had been read as Windows-1252'] : []),
    ...(legacy === null
      ? []
      : [`converted from ${ENCODING_TITLES[legacy]} that had been read as Windows-1252`]),
  ];
  return { texts: repaired, note: notes.length === 0 ? null : notes.join(', ') };
};

const GARBLED =
  'The text is garbled: its letters were read in the wrong encoding before, and it is not clear in which. Export it again, as UTF-8. If it is meant so, import it with --encoding utf-8.';

const LATIN_1 = /[\u0080-\u00FF]/u;

/** What has Vietnamese letters has not come out of a wrong reading, or not all of it. */
const isSuspect = (text: string): boolean => LATIN_1.test(text) && !hasVietnameseLetters(text);

/** UTF-8 that was read as windows-1252: ế is `áº¿`, Đ is `Ä` with what follows. */
const UTF8_MISREAD =
  /á[º»](?=\p{L})|á[º»][\u0080-\u00BF\u0152-\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|Ä[\u0080-\u0091\u0192\u2018\u201A©¨]|Å[©¨]|Æ[°¡¯\u00A0]|Ã[\u0080-\u00BF]/gu;
/** `XÃ&nbsp;HÒA`, `«giá»&nbsp;`: capitals and quotes with a space that happen to look like it. */
const WEAK_SEQUENCE = /[\u00A0\s]$/u;
/** A sign amid a word: `C«ng`. The middle dot stands in Catalan words. */
const SIGN_IN_WORD = /\p{L}[¡-©«-¶¸-¿×÷]\p{L}/gu;

/** One sign may be itself, whatever it looks like. */
const FEWEST = 2;
/** So many different ones are no accident, whatever else the record has. */
const CERTAIN_SEQUENCES = 8;
const CERTAIN_SIGNS = 20;

/** How many different sequences look like misread UTF-8. */
const misreadSequences = (texts: readonly string[]): number => {
  const found = texts.flatMap((text) => text.match(UTF8_MISREAD) ?? []);
  return new Set(found.filter((sequence) => !WEAK_SEQUENCE.test(sequence))).size;
};

/** How often text may have gone through a wrong reading. */
const MOST_LAYERS = 3;

const fromMisreadUtf8 = (text: string): string | null => {
  let repaired: string | null = null;
  let current = text;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const bytes = hasMisreadUtf8(current) ? toWindows1252(current) : null;
    if (bytes === null) break;
    const read = Buffer.from(bytes).toString('utf8');
    if (read.includes('\uFFFD')) break;
    repaired = current = read;
  }
  if (repaired === null || hasMisreadUtf8(repaired)) return null;
  const { marked, markedGood } = judgeText(readable(repaired));
  return markedGood >= 0.5 * marked ? repaired : null;
};

const hasMisreadUtf8 = (text: string): boolean => text.search(UTF8_MISREAD) !== -1;

/** Typographic signs and no-break spaces are the same in all encodings but VISCII, which has none, or came from markup. */
const TYPOGRAPHY = /([\u00A0\u2013\u2014\u2018-\u201F\u2026])/u;

const fromWindows1252 = (text: string, encoding: LegacyEncoding): string | null => {
  const parts = encoding === 'viscii' ? [text] : text.split(TYPOGRAPHY);
  const read = parts.map((part, at) => {
    if (at % 2 === 1) return part;
    const bytes = toWindows1252(part);
    return bytes === null ? null : LEGACY_DECODERS[encoding](bytes);
  });
  return read.some((part) => part === null || part.includes('\uFFFD')) ? null : read.join('');
};

/** The legacy encoding that texts are in which were read as windows-1252, where that is beyond doubt. */
const detectMisread = (
  texts: readonly string[],
  letters: number,
  forced: Encoding | undefined,
): LegacyEncoding | null => {
  if (texts.length === 0) return null;
  const plain = texts.map(readable);
  const written = judgeText(plain.join('\n'));
  if (written.markedGood > 0.7 * written.marked) return null;
  const tried = LEGACY_ENCODINGS.filter((each) => forced === undefined || each === forced);
  const candidates = tried.flatMap((encoding): Candidate[] => {
    const read = plain.map((text) => fromWindows1252(text, encoding));
    if (read.includes(null)) return [];
    const text = read.join('\n');
    return [{ encoding, text, judgement: judgeText(text) }];
  });
  const best = candidates.find((each) => readsWell(each.judgement) && isBest(each, candidates));
  return best !== undefined &&
    best.judgement.marked >= 2 &&
    isClear(best, candidates) &&
    evidenceFor(plain, best.encoding) >= Math.max(FEWEST, Math.min(letters, CERTAIN_SIGNS))
    ? best.encoding
    : null;
};

/**
 * How many characters speak for an encoding: those beyond ASCII of different words that are no syllables as written, and
 * are in it. `£20` is none either way, and `Giá` may be both.
 */
const evidenceFor = (texts: readonly string[], encoding: LegacyEncoding): number => {
  const words = new Set(texts.flatMap((text) => text.split(/[\s\p{Pd}"'“”‘’.,:;!?()/]+/u)));
  let evidence = 0;
  for (const word of words) {
    if (!LATIN_1.test(word) || !/[A-Za-z]/u.test(word) || isSyllable(word)) continue;
    const read = fromWindows1252(word, encoding);
    if (read !== null && isSyllable(read)) evidence += word.match(/[\u0080-\u00FF]/gu)?.length ?? 0;
  }
  return evidence;
};

/**
 * Whether texts have certainly been read wrongly and could not be repaired: sequences of misread UTF-8, signs amid words,
 * or letters that read far more like Vietnamese in another encoding.
 */
const isGarbled = (texts: readonly string[], isUtf8: boolean, letters: number): boolean => {
  if (isUtf8 && misreadSequences(texts) >= FEWEST) return true;
  const plain = texts.filter(isSuspect).map(readable).join('\n');
  const signs = plain.match(SIGN_IN_WORD)?.length ?? 0;
  const { marked, markedGood, words } = judgeText(plain);
  if (markedGood >= 0.5 * marked) return false;
  if (signs >= Math.max(3, 0.1 * words, letters)) return true;
  return (
    letters === 0 &&
    marked >= 8 &&
    marked > 0.4 * words &&
    LEGACY_ENCODINGS.some((encoding) => {
      const read = fromWindows1252(plain, encoding);
      return read !== null && judgeText(read).markedGood > 0.5 * marked;
    })
  );
};
