import { isUtf8 } from 'node:buffer';

/**
 * Text whose bytes were not all UTF-8: each byte that was not is kept as the lone surrogate U+DC00 + byte, so that
 * markup and JSON around it can be read, and the bytes be had back (PEP 383, “surrogateescape”).
 */
const ESCAPE = /[\uDC80-\uDCFF]/u;
const ESCAPE_BASE = 0xdc00;

/** Whether a text holds bytes that were not UTF-8. */
export const hasEscapes = (text: string): boolean => ESCAPE.test(text);

/** Decodes bytes that ought to be UTF-8; what is not is escaped. A byte-order mark goes. */
export const decodeEscaped = (bytes: Uint8Array): string => {
  const decoder = escapedUtf8Decoder();
  return decoder.decode(bytes) + decoder.end();
};

export interface StreamDecoder {
  decode(chunk: Uint8Array): string;
  /** What was held back because it might have gone on. */
  end(): string;
}

/** {@link decodeEscaped} for a stream: characters that two chunks share stay whole. */
export const escapedUtf8Decoder = (): StreamDecoder => {
  let held: Uint8Array = new Uint8Array();
  let isStart = true;
  const decoded = (bytes: Uint8Array): string => {
    const text = isUtf8(bytes)
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
      : escape(bytes);
    if (!isStart || text === '') return text;
    isStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  return {
    decode: (chunk) => {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const end = bytes.length - unfinished(bytes);
      held = Uint8Array.prototype.slice.call(bytes, end);
      return decoded(bytes.subarray(0, end));
    },
    end: () => {
      const last = decoded(held);
      held = new Uint8Array();
      return last;
    },
  };
};

/** How many bytes at the end begin a character that is not whole yet. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc2) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
};

const lengthOf = (lead: number): number =>
  lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;

const escape = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: string[] = [];
  let valid = 0;
  let at = 0;
  while (at < buffer.length) {
    const length = lengthOf(buffer[at] ?? 0);
    const isWhole = length === 1 || (length > 1 && isUtf8(buffer.subarray(at, at + length)));
    if (isWhole && at + length <= buffer.length) {
      at += length;
      continue;
    }
    parts.push(buffer.toString('utf8', valid, at), String.fromCharCode(ESCAPE_BASE + (buffer[at] ?? 0)));
    valid = ++at;
  }
  parts.push(buffer.toString('utf8', valid));
  return parts.join('');
};

/** A piece of an escaped text: bytes to be decoded, or characters that were never bytes of that encoding. */
export type EscapedPart = { readonly bytes: Uint8Array } | { readonly text: string };

/** What cannot have come out of two bytes by chance: typographic quotes, dashes, a no-break space of markup. */
const CERTAIN = /[\u00A0\u0800-\uD7FF\uE000-\uFFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/**
 * Takes a text of one byte a character apart into its bytes. Escapes are their bytes; U+0080–U+00FF are the byte of
 * that number, as character references in old pages mean them; U+0100–U+07FF are two bytes that happened to be UTF-8.
 */
export const toParts = (text: string): EscapedPart[] => {
  const parts: EscapedPart[] = [];
  let done = 0;
  for (const match of text.matchAll(CERTAIN)) {
    if (match.index > done) parts.push({ bytes: toBytes(text.slice(done, match.index)) });
    parts.push({ text: match[0] });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ bytes: toBytes(text.slice(done)) });
  return parts;
};

const toBytes = (text: string): Uint8Array => {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - ESCAPE_BASE);
    else if (code <= 0xff) bytes.push(code);
    else bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  }
  return Uint8Array.from(bytes);
};
