import { isBest, isClear, readable, type Candidate } from './candidate.ts';
import { hasEscapes, toParts } from './escaped-utf8.ts';
import { judgeText, readsWell, type Judgement } from './judge-text.ts';
import {
  ENCODING_TITLES,
  LEGACY_DECODERS,
  LEGACY_ENCODINGS,
  type Encoding,
  type LegacyEncoding,
} from './legacy-encodings.ts';
import type { Mended, MendOptions } from './mended.ts';
import { hasVietnameseLetters } from './vietnamese-letters.ts';
import { WINDOWS_1252 } from './windows-1252.ts';

const IN_DOUBT =
  'The text is not UTF-8, and it is not clear which older Vietnamese encoding it is in. If you know, import it by itself with --encoding: tcvn3, vni, viscii or windows-1258.';

/** Decodes texts with bytes that are not UTF-8. */
export const mendBytes = (texts: readonly string[], { forced, declared }: MendOptions): Mended => {
  // A text without such bytes that reads well is Unicode; one that does not may have looked like it by chance.
  const isOfBytes = texts.map(
    (text) => hasEscapes(text) || (MAYBE_BYTES.test(text) && judgeText(readable(text)).markedGood === 0),
  );
  const inBytes = texts.filter((_, at) => isOfBytes[at]);
  const broken = brokenUtf8(inBytes, texts);
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

const MOST_STRAY = 2;

const countLetters = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + (text.match(/[\u1EA0-\u1EF9]/gu)?.length ?? 0), 0);

/** Text that is UTF-8 all right but for a few bytes, as where it was cut amid a character. */
const brokenUtf8 = (texts: readonly string[], all: readonly string[]): string | null => {
  const text = texts.join('\n');
  const stray = text.match(/[\uDC80-\uDCFF]/gu)?.length ?? 0;
  // A byte or two that are strange, in a record that is Unicode everywhere else.
  const letters = countLetters(stray <= MOST_STRAY ? all : texts);
  if (letters === 0 || stray > letters) return null;
  const before = text.slice(0, text.search(/[\uDC80-\uDCFF]/u)).slice(-30);
  const bytes = stray === 1 ? 'a byte that is' : `${stray} bytes that are`;
  const place = before.trim() === '' ? '' : `, first after “${before.trim()}”`;
  return `The text is UTF-8 and has ${bytes} not${place}. Mend it there.`;
};

const MAYBE_BYTES = /[\u0080-\u07FF]/u;
/** Letters of other scripts that are two bytes of UTF-8: ươ of VISCII is one of them. */
const TWO_BYTE_LETTER = /[\u0250-\u02AF\u0370-\u07FF]/u;
const IN_LATIN_WORD = /[A-Za-z][\u0250-\u02AF\u0370-\u07FF]|[\u0250-\u02AF\u0370-\u07FF][A-Za-z]/u;
/** 5 kΩ, 10 μm: Greek letters that are signs. */
const UNIT = /(?<!\p{L})(?:[kMGTmn]?Ω|μ[A-Za-zΩ]{1,3})(?!\p{L})/gu;
const BEYOND_ASCII = /[^\p{ASCII}]/gu;
/** More pairs of bytes are not UTF-8 by chance. */
const MOST_BY_CHANCE = 8;

/** Decodes a short text of another encoding that is UTF-8 by chance: then it has strange letters, and few others. */
export const mendChance = (texts: readonly string[], options: MendOptions): Mended => {
  const unchanged: Mended = { texts, note: null };
  const strange = texts.filter(
    (text) => TWO_BYTE_LETTER.test(text) && TWO_BYTE_LETTER.test(text.replace(UNIT, '')),
  );
  if (strange.length === 0 || texts.some(hasVietnameseLetters)) return unchanged;
  const beyond = texts.reduce((sum, text) => sum + (text.match(BEYOND_ASCII)?.length ?? 0), 0);
  if (beyond > MOST_BY_CHANCE || strange.some((text) => judgeText(readable(text)).markedGood > 0)) {
    return unchanged;
  }
  const mended = mendBytes(texts, options);
  return 'problem' in mended && !strange.some((text) => IN_LATIN_WORD.test(text)) ? unchanged : mended;
};

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
