import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { decodeText, NOT_UNICODE } from './decode-text.ts';
import type { SourceFile } from './find-files.ts';
import { readJsonLines, readJsonText } from './json-lines.ts';
import { readPortalText } from './portal-text.ts';
import type { PortalDefaults, SourceRecord } from './source-record.ts';

/** What is read as a whole, because its form asks for it, must fit into memory. */
const LONGEST_WHOLE = 512 * 1024 * 1024;

/** Reads files one after another, each by its kind; a file that cannot be read is a record with a problem. */
export async function* readFiles(
  files: Iterable<SourceFile>,
  defaults: PortalDefaults,
): AsyncGenerator<SourceRecord> {
  for (const { path, bytes } of files) {
    let told = 0;
    try {
      for await (const record of readSource(createReadStream(path), path, defaults)) {
        told += record.bytes;
        yield record;
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      yield {
        from: path,
        bytes: Math.max(bytes - told, 0),
        problem: `The file cannot be read further (${error.code}). What was read before that was imported.`,
      };
    }
  }
}

/**
 * Reads one source by the ending of its name, or, where that says nothing, by what it begins with.
 *
 * @param name Of the file, or `-` for standard input.
 */
export async function* readSource(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  defaults: PortalDefaults,
): AsyncGenerator<SourceRecord> {
  const { first, all } = await peek(chunks);
  switch (kindOf(name, first)) {
    case 'json-lines':
      yield* readJsonLines(all, name);
      return;
    case 'json':
      yield* readWhole(all, name, (text) => readJsonText(text, name));
      return;
    case 'portal-text':
      yield* readWhole(all, name, (text, bytes) => [readPage(text, bytes, name, defaults)]);
      return;
  }
}

type SourceKind = 'json-lines' | 'json' | 'portal-text';

const kindOf = (name: string, first: Uint8Array): SourceKind => {
  switch (extname(name).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return 'json-lines';
    case '.json':
      return 'json';
    case '.txt':
      return 'portal-text';
    default: {
      const start = Buffer.from(first)
        .toString('utf8')
        .replace(/^\uFEFF/u, '')
        .trimStart();
      if (start.startsWith('[')) return 'json';
      // One object alone may be spread over many lines; a first line that is whole means one a line.
      if (start.startsWith('{')) return /^\{[^\n]*\}\s*(?:\n|$)/u.test(start) ? 'json-lines' : 'json';
      return 'portal-text';
    }
  }
};

/** Looks at the beginning of a stream and gives the whole of it all the same. */
const peek = async (
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const start = await iterator.next();
  const first = start.done === true ? new Uint8Array() : start.value;
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield first;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { first, all: all() };
};

async function* readWhole(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  read: (text: string, bytes: number) => Iterable<SourceRecord>,
): AsyncGenerator<SourceRecord> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_WHOLE) {
      const problem = 'It is larger than 512 MB. Give it as JSON lines, one article a line (.jsonl).';
      yield { from: name, bytes: length, problem };
      return;
    }
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  const text = decodeText(bytes);
  if (text === null) {
    yield { from: name, bytes: length, problem: NOT_UNICODE };
    return;
  }
  yield* read(text, length);
}

const readPage = (text: string, bytes: number, name: string, defaults: PortalDefaults): SourceRecord => {
  const fileName = name === '-' ? '' : basename(name, extname(name));
  const { article, problem } = readPortalText(text, fileName, defaults);
  return { from: name, bytes, article, ...(problem === null ? {} : { problem }) };
};

const isFileError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
