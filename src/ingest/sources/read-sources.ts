import { createReadStream } from 'node:fs';
import { decodeEscaped } from '../encodings/escaped-utf8.ts';
import type { SourceFile } from './find-files.ts';
import { readJsonLines, readJsonText } from './json-records.ts';
import { readArchive } from './page-archive.ts';
import { readFeed } from './read-feed.ts';
import { readPage } from './read-page.ts';
import { binaryProblem, isGzipFault, openSource } from './source-bytes.ts';
import { formatOf } from './source-format.ts';
import type { PageReader, ReadOptions, ReadRecord, SourceRecord } from './source-record.ts';
import { readTable } from './table-records.ts';
import { readElements } from './xml-records.ts';

/** The most bytes of a page: one is read as a whole. */
const LONGEST_PAGE = 32 * 1024 * 1024;

/** Reads files one after another, each by its kind; a file that cannot be read is a record with a problem. */
export async function* readFiles(
  files: Iterable<SourceFile>,
  options: ReadOptions,
  pages: PageReader = readPage,
): AsyncGenerator<SourceRecord> {
  for (const file of files) yield* readFile(file, options, pages);
}

/** Reads one file by its kind. The sizes of its records add up to that of the file. */
export async function* readFile(
  { path, bytes, problem }: SourceFile,
  options: ReadOptions,
  pages: PageReader = readPage,
): AsyncGenerator<SourceRecord> {
  if (problem !== undefined) {
    yield { from: path, bytes, problem };
    return;
  }
  let consumed = 0;
  let told = 0;
  let held: ReadRecord | null = null;
  const sized = (record: ReadRecord, upTo: number): SourceRecord => {
    const size = Math.max(upTo - told, 0);
    told += size;
    return { ...record, bytes: size };
  };
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path)) {
      consumed += (chunk as Uint8Array).length;
      yield chunk as Uint8Array;
    }
  };
  try {
    const reopen = (): AsyncIterable<Uint8Array> => createReadStream(path);
    for await (const record of readSource(counted(), path, options, { reopen, pages })) {
      if (held !== null) yield sized(held, consumed);
      held = record;
    }
  } catch (error) {
    if (!isSourceError(error)) throw error;
    if (held !== null) yield sized(held, consumed);
    held = { from: path, problem: faultOf(error) };
  }
  if (held !== null) yield sized(held, Math.max(bytes, consumed));
}

export interface SourceReaders {
  /** Gives the same bytes once more, where that is possible. */
  readonly reopen?: (() => AsyncIterable<Uint8Array>) | null;
  /** What reads a page: at once, unless given. */
  readonly pages?: PageReader;
}

/**
 * Reads one source by the ending of its name, or, where that says nothing, by what it begins with.
 *
 * @param name Of the file, or `-` for standard input.
 * @throws what the stream throws.
 */
export async function* readSource(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
  { reopen = null, pages = readPage }: SourceReaders = {},
): AsyncGenerator<ReadRecord> {
  const { first, all } = await openSource(chunks, options.encoding);
  const problem = first.length === 0 ? 'It is empty.' : binaryProblem(first);
  if (problem !== null) {
    yield { from: name, problem };
    return;
  }
  const format = options.format ?? formatOf(name, first);
  switch (format) {
    case 'jsonl':
      yield* readJsonLines(all, name, options);
      return;
    case 'json':
      yield* readJsonText(all, name, options);
      return;
    case 'csv':
      yield* readTable(all, name, options);
      return;
    case 'mhtml':
      yield await readArchive(all, name, options, pages);
      return;
    case 'feed':
      if (options.record !== undefined) {
        yield* readElements(all, name, options.record, options);
        return;
      }
      yield* readFeed(all, name, options, reopen === null ? null : () => reopened(reopen, options));
      return;
    case 'text':
    case 'html':
      yield await readWhole(all, name, { ...options, format }, pages);
      return;
  }
}

async function* reopened(
  reopen: () => AsyncIterable<Uint8Array>,
  { encoding }: ReadOptions,
): AsyncGenerator<Uint8Array> {
  yield* (await openSource(reopen(), encoding)).all;
}

const readWhole = async (
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
  pages: PageReader,
): Promise<ReadRecord> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_PAGE)
      return { from: name, problem: 'It is larger than 32 MB: no page of an article is.' };
    parts.push(chunk);
  }
  return pages(decodeEscaped(Buffer.concat(parts)), name, options);
};

interface SourceError extends Error {
  readonly code: string;
}

/** Errors of the file itself, and of unpacking it. */
const isSourceError = (error: unknown): error is SourceError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ('syscall' in error || isGzipFault(error.code));

const faultOf = ({ code }: SourceError): string => {
  if (isGzipFault(code)) {
    return `Its gzip data are ${code === 'Z_BUF_ERROR' ? 'cut off' : 'damaged'} (${code}). What was read before that was imported.`;
  }
  return code === 'EACCES' || code === 'EPERM'
    ? 'The file may not be read by this user.'
    : `The file cannot be read further (${code}). What was read before that was imported.`;
};
