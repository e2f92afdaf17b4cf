import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Encoding } from '../encodings/legacy-encodings.ts';

export interface OpenedSource {
  /** Its beginning. */
  readonly first: Uint8Array;
  /** All of it, beginning included: UTF-8, or bytes of an encoding that contains ASCII. */
  readonly all: AsyncIterable<Uint8Array>;
}

/**
 * Unpacks gzip, known by how it begins, and converts UTF-16, with or without a byte-order mark. Everything else is
 * passed on as it is.
 *
 * @param forced UTF-16 that nothing in the bytes would tell.
 */
export const openSource = async (
  chunks: AsyncIterable<Uint8Array>,
  forced: Encoding | undefined,
): Promise<OpenedSource> => {
  let source = await peek(chunks);
  if (source.first[0] === 0x1f && source.first[1] === 0x8b) source = await peek(gunzipped(source.all));
  const utf16 = forced === 'utf-16le' || forced === 'utf-16be' ? forced : utf16Of(source.first);
  return utf16 === null ? source : peek(fromUtf16(source.all, utf16));
};

/** Why the beginning of a file shows that it holds no text; `null` where it may. */
export const binaryProblem = (first: Uint8Array): string | null => {
  const start = Buffer.from(first.subarray(0, 8)).toString('latin1');
  for (const [magic, what] of MAGIC) if (start.startsWith(magic)) return what;
  return first.subarray(0, LOOKED_AT).includes(0)
    ? 'It is no text: perhaps a picture or a program. Leave it out.'
    : null;
};

const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF', 'It is a PDF. Save its text as .txt or .html and import that.'],
  [
    '\xD0\xCF\x11\xE0',
    'It is a document of an older Microsoft Office. Save it as text or HTML and import that.',
  ],
  [
    'PK\x03\x04',
    'It is a ZIP archive, such as a Word document is. Unpack it, or save its text as .txt or .html.',
  ],
  ['{\\rtf', 'It is a document in rich text format. Save it as text or HTML and import that.'],
  ['\x89PNG', 'It is a picture. Leave it out.'],
  ['\xFF\xD8\xFF', 'It is a picture. Leave it out.'],
  ['GIF8', 'It is a picture. Leave it out.'],
];

const LOOKED_AT = 4_096;

/** Looks at the beginning of a stream and gives the whole of it all the same. */
const peek = async (chunks: AsyncIterable<Uint8Array>): Promise<OpenedSource> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  // What comes through a pipe may come in small pieces.
  while (length < LOOKED_AT) {
    const next = await iterator.next();
    if (next.done === true) break;
    held.push(next.value);
    length += next.value.length;
  }
  const first = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (first.length > 0) yield first;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { first, all: all() };
};

async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip();
  const done = pipeline(Readable.from(chunks), unpacked);
  // It is awaited further down, unless this stream is left before.
  done.catch(() => {});
  for await (const chunk of unpacked) yield chunk as Uint8Array;
  await done;
}

/** UTF-16 by its mark, or by its zeros: every second byte of what is ASCII. */
const utf16Of = (first: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const looked = first.subarray(0, LOOKED_AT - (LOOKED_AT % 2));
  if (looked.length < 4) return null;
  const zeros = [0, 0] as [number, number];
  looked.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 0 : 1]++;
  });
  const pairs = looked.length / 2;
  // Half of Vietnamese is ASCII, spaces and all.
  if (zeros[1] > 0.2 * pairs && zeros[0] < 0.02 * pairs) return 'utf-16le';
  return zeros[0] > 0.2 * pairs && zeros[1] < 0.02 * pairs ? 'utf-16be' : null;
};

async function* fromUtf16(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield Buffer.from(text);
  }
  const last = decoder.decode();
  if (last !== '') yield Buffer.from(last);
}

/** Whether an error is of damaged gzip, by its code: one of zlib. */
export const isGzipFault = (code: string | null | undefined): boolean => code?.startsWith('Z_') === true;
