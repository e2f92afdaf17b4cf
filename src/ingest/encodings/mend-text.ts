import { htmlToText, looksLikeHtml } from '../../text/html-to-text.ts';
import { hasEscapes, toParts } from './escaped-utf8.ts';
import { judgeText, readsWell, type Judgement } from './judge-text.ts';
import {
  ENCODING_TITLES,
  LEGACY_DECODERS,
  LEGACY_ENCODINGS,
  type Encoding,
  type LegacyEncoding,
} from './legacy-encodings.ts';
import { toWindows1252, WINDOWS_1252 } from './windows-1252.ts';

/** Texts that belong together, such as the fields of one article, with their characters put right. */
export type Mended =
  | {
      readonly texts: readonly string[];
      /** What was done, in words; `null` where there was nothing to do. */
      readonly note: string | null;
    }
  /** It cannot be told what they mean: better not stored. */
  | { readonly problem: string };

export interface MendOptions {
  /** The encoding that bytes that are not UTF-8 are in, for certain. */
  readonly forced?: Encoding;
  /** The encoding that the source claims: believed where it reads well, or nothing better does. */
  readonly declared?: Encoding;
}

/**
 * Puts right texts that were decoded with {@link decodeEscaped}, and Unicode that was made of bytes of another encoding
 * by mistake (`§¶ng bé`, `Ä‘áº£ng`). What the bytes were is told by what reads like Vietnamese; where that is not
 * clear, nothing is guessed.
 */
export const mendTexts = (texts: readonly string[], options: MendOptions = {}): Mended => {
  const escaped = texts.some(hasEscapes) ? mendBytes(texts, options) : mendChance(texts, options);
  if ('problem' in escaped) return escaped;
  const repaired = repairMisread(escaped.texts, options.forced);
  if ('problem' in repaired) return repaired;
  const notes = [escaped.note, repaired.note].filter((note) => note !== null);
  return { texts: repaired.texts, note: notes.length === 0 ? null : notes.join(', ') };
};

const IN_DOUBT =
  'The text is not UTF-8, and it is not clear which older Vietnamese encoding it is in. If you know, import it by itself with --encoding: tcvn3, vni, viscii or windows-1258.';

/** Texts with bytes that are not UTF-8. */
const mendBytes = (texts: readonly string[], { forced, declared }: MendOptions): Mended => {
  // A text without such bytes that reads well is Unicode; one that does not may have looked like it by chance.
  const isOfBytes = texts.map(
    (text) => hasEscapes(text) || (MAYBE_BYTES.test(text) && judgeText(readable(text)).markedGood === 0),
  );
  const inBytes = texts.filter((_, at) => isOfBytes[at]);
  const broken = brokenUtf8(inBytes);
  if (broken !== null && forced === undefined) return { problem: broken };
  const encoding = forced ?? detect(inBytes.map(readable), declared);
  if (encoding === null) return { problem: IN_DOUBT };
  if (encoding.startsWith('utf-')) {
    return { problem: `The text is not ${ENCODING_TITLES[encoding]}, or not all of it.` };
  }
  const decoded = texts.map((text, at) => (isOfBytes[at] === true ? decodeParts(text, encoding) : text));
  if (decoded.some((text, at) => isOfBytes[at] === true && text.includes('\uFFFD'))) {
    return { problem: `The text is not ${ENCODING_TITLES[encoding]}: it has bytes that mean nothing there.` };
  }
  return { texts: decoded, note: `converted from ${ENCODING_TITLES[encoding]}` };
};

/** Text that is UTF-8 all right but for a few bytes, as where it was cut amid a character. */
const brokenUtf8 = (texts: readonly string[]): string | null => {
  const text = texts.join('\n');
  const stray = text.match(/[\uDC80-\uDCFF]/gu)?.length ?? 0;
  const letters = text.match(/[\u1EA0-\u1EF9]/gu)?.length ?? 0;
  if (letters === 0 || stray > letters) return null;
  const before = text.slice(0, text.search(/[\uDC80-\uDCFF]/u)).slice(-30);
  const bytes = stray === 1 ? 'a byte that is' : `${stray} bytes that are`;
  return `The text is UTF-8 and has ${bytes} not, first after “${before.trim()}”. Mend it there.`;
};

const MAYBE_BYTES = /[\u0080-\u07FF]/u;
/** Letters of other scripts that are two bytes of UTF-8: ươ of VISCII is one of them. */
const TWO_BYTE_LETTER = /[\u0250-\u02AF\u0370-\u07FF]/u;
const IN_LATIN_WORD = /[A-Za-z][\u0250-\u02AF\u0370-\u07FF]|[\u0250-\u02AF\u0370-\u07FF][A-Za-z]/u;

/** A short text of another encoding may be UTF-8 by chance; then it has strange letters. */
const mendChance = (texts: readonly string[], options: MendOptions): Mended => {
  const strange = texts.filter((text) => TWO_BYTE_LETTER.test(text));
  if (strange.length === 0 || strange.some((text) => judgeText(readable(text)).markedGood > 0)) {
    return { texts, note: null };
  }
  const mended = mendBytes(texts, options);
  return 'problem' in mended && !strange.some((text) => IN_LATIN_WORD.test(text))
    ? { texts, note: null }
    : mended;
};

/** The text that is judged: markup has words of its own. */
const readable = (text: string): string => (looksLikeHtml(text) ? htmlToText(text).text : text);

const decodeParts = (text: string, encoding: Encoding): string =>
  toParts(text)
    .map((part) => ('text' in part ? part.text : decodeBytes(part.bytes, encoding)))
    .join('');

const decodeBytes = (bytes: Uint8Array, encoding: Encoding): string => {
  if (encoding in LEGACY_DECODERS) return LEGACY_DECODERS[encoding as LegacyEncoding](bytes);
  return Array.from(bytes, (byte) =>
    byte < 128 ? String.fromCharCode(byte) : WINDOWS_1252[byte - 128],
  ).join('');
};

interface Candidate {
  readonly encoding: LegacyEncoding;
  readonly text: string;
  readonly judgement: Judgement;
}

/** The one encoding that the texts read well in; `null` where there is none, or more than one. */
const detect = (texts: readonly string[], declared: Encoding | undefined): Encoding | null => {
  const candidates = LEGACY_ENCODINGS.map((encoding): Candidate => {
    const text = texts.map((each) => decodeParts(each, encoding)).join('\n');
    return { encoding, text, judgement: judgeText(text) };
  });
  const claimed = candidates.find(({ encoding }) => encoding === declared);
  if (claimed !== undefined && readsWell(claimed.judgement) && isBest(claimed, candidates))
    return claimed.encoding;
  const best = candidates.find((each) => readsWell(each.judgement) && isBest(each, candidates));
  if (best !== undefined && isClear(best, candidates)) return best.encoding;
  // Quotes and dashes alone, or a foreign name: what a page of another language has in it.
  const western = texts.map((each) => decodeParts(each, 'windows-1252')).join('\n');
  const isPlain = PLAIN.test(western);
  const isForeign =
    declared === 'windows-1252' && candidates.every(({ judgement }) => !isVietnamese(judgement));
  return isPlain || isForeign ? 'windows-1252' : null;
};

/** ASCII with typographic quotes and dashes. */
const PLAIN = /^[\p{ASCII}\u00A0\u2010-\u2026]*$/u;

const isVietnamese = ({ words, good }: Judgement): boolean => good > 0.55 * words;

const isBest = (candidate: Candidate, candidates: readonly Candidate[]): boolean =>
  candidates.every(({ judgement }) => judgement.markedGood <= candidate.judgement.markedGood);

/** Whether no other reading comes near it: two that differ and are as good leave doubt. */
const isClear = (best: Candidate, candidates: readonly Candidate[]): boolean =>
  candidates.every(
    (other) => other === best || other.text === best.text || isWorse(other.judgement, best.judgement),
  );

const isWorse = (other: Judgement, best: Judgement): boolean =>
  other.markedGood / Math.max(other.marked, 1) <= best.markedGood / Math.max(best.marked, 1) - 0.1 &&
  other.markedGood < best.markedGood;

/** Letters that only Unicode has in one piece: whoever sees them has read the bytes rightly. */
const VIETNAMESE_LETTER =
  /[\u1EA0-\u1EF9\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0]/u;
const BEYOND_ASCII = /[^\p{ASCII}]/u;
/** UTF-8 that was read as windows-1252: ế is `áº¿`, Đ is `Ä` with what follows, à is `Ã` with a no-break space. */
const UTF8_MISREAD =
  /á[º»](?=\p{L})|á[º»][\u0080-\u00BF\u0152-\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|Ä[\u0080-\u0091\u0192\u2018\u201A©¨]|Å[©¨]|Æ[°¡¯\u00A0]|Ã[\u0080-\u00BF]/u;
/** A sign amid a word: `C«ng`. */
const SIGN_IN_WORD = /\p{L}[¡-©«-¿×÷]\p{L}/gu;

/** Unicode that was made of the bytes of UTF-8 or of a legacy encoding as if they were windows-1252. */
const repairMisread = (texts: readonly string[], forced: Encoding | undefined): Mended => {
  const suspects = texts.map((text) => BEYOND_ASCII.test(text) && isSuspect(text));
  if (!suspects.includes(true)) return { texts, note: null };
  const asUtf8 = texts.map((text, at) => (suspects[at] === true ? fromMisreadUtf8(text) : null));
  const left = texts.filter((_, at) => suspects[at] === true && asUtf8[at] === null);
  const legacy = detectMisread(left, forced);
  let isInDoubt = false;
  const mended = texts.map((text, at) => {
    if (suspects[at] !== true) return text;
    const repaired = asUtf8[at] ?? (legacy === null ? null : fromWindows1252(text, legacy));
    if (repaired !== null) return repaired;
    isInDoubt ||= isGarbled(text);
    return text;
  });
  if (isInDoubt) return { problem: GARBLED };
  const notes = [
    ...(asUtf8.some((text) => text !== null) ? ['repaired UTF-8 that had been read as Windows-1252'] : []),
    ...(legacy === null
      ? []
      : [`converted from ${ENCODING_TITLES[legacy]} that had been read as Windows-1252`]),
  ];
  return { texts: mended, note: notes.length === 0 ? null : notes.join(', ') };
};

const GARBLED =
  'The text is garbled: its letters were read in the wrong encoding before, and it is not clear in which. Export it again, as UTF-8.';

/** Whether a text may have come out of a wrong reading; what has Vietnamese letters has not, unless it is mixed. */
const isSuspect = (text: string): boolean => {
  if (VIETNAMESE_LETTER.test(text)) return UTF8_MISREAD.test(text);
  const { marked, markedGood } = judgeText(readable(text));
  return marked > 0 && (markedGood < marked || SIGN_IN_WORD.test(text));
};

/** How often text may have gone through a wrong reading. */
const MOST_LAYERS = 3;

const fromMisreadUtf8 = (text: string): string | null => {
  let repaired: string | null = null;
  let current = text;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const bytes = UTF8_MISREAD.test(current) ? toWindows1252(current) : null;
    if (bytes === null) break;
    const read = Buffer.from(bytes).toString('utf8');
    if (read.includes('\uFFFD')) break;
    repaired = current = read;
  }
  if (repaired === null || UTF8_MISREAD.test(repaired)) return null;
  const { marked, markedGood } = judgeText(readable(repaired));
  return markedGood >= 0.5 * marked ? repaired : null;
};

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
const detectMisread = (texts: readonly string[], forced: Encoding | undefined): LegacyEncoding | null => {
  if (texts.length === 0) return null;
  const written = judgeText(texts.map(readable).join('\n'));
  const tried = LEGACY_ENCODINGS.filter((each) => forced === undefined || each === forced);
  const candidates = tried.flatMap((encoding): Candidate[] => {
    const read = texts.map((text) => fromWindows1252(readable(text), encoding));
    if (read.includes(null)) return [];
    const text = read.join('\n');
    return [{ encoding, text, judgement: judgeText(text) }];
  });
  const best = candidates.find((each) => readsWell(each.judgement) && isBest(each, candidates));
  return best !== undefined &&
    best.judgement.marked >= 2 &&
    isClear(best, candidates) &&
    written.markedGood <= 0.7 * written.marked
    ? best.encoding
    : null;
};

/**
 * Whether a text that could not be repaired has certainly been read wrongly: signs amid words, or more marks than any
 * other language has in windows-1252, and few of them as Vietnamese has them.
 */
const isGarbled = (text: string): boolean => {
  if (UTF8_MISREAD.test(text)) return true;
  const { marked, markedGood, words } = judgeText(readable(text));
  if (markedGood >= 0.5 * marked) return false;
  return (
    (text.match(SIGN_IN_WORD)?.length ?? 0) >= 3 ||
    (marked >= 8 && marked > 0.4 * words && toWindows1252(text) !== null)
  );
};
