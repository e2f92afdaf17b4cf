import { parse } from 'csv-parse';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { readRecord } from './json-records.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** The most characters of one row. */
const LONGEST = 32 * 1024 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];
/** How much is looked at to tell the delimiter. */
const LOOKED_AT = 64 * 1024;

/**
 * Reads a table as CSV and TSV have it, a row at a time: its first row names the fields, and each other is a record as
 * one of JSON is. The delimiter is told by the first row; quotes, line breaks within them and a byte-order mark are as
 * RFC 4180 and Excel have them.
 *
 * @param name Of the file, for messages.
 */
export async function* readTable(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<ReadRecord> {
  const text = decoded(chunks)[Symbol.asyncIterator]();
  let start = '';
  let isEnd = false;
  while (!isEnd && start.length < LOOKED_AT && !/\n[^]*\n/u.test(start)) {
    const next = await text.next();
    isEnd = next.done === true;
    start += next.value ?? '';
  }
  const parser = parse({
    delimiter: delimiterOf(start),
    columns: (names: string[]) => names.map((each, at) => each.trim() || `column ${at + 1}`),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    group_columns_by_name: true,
    max_record_size: LONGEST,
    info: true,
  });
  const feed = async (): Promise<void> => {
    const write = async (part: string): Promise<void> => {
      if (!parser.write(part)) await new Promise((resolve) => parser.once('drain', resolve));
    };
    await write(withoutHint(start));
    for (let next = await text.next(); next.done !== true; next = await text.next()) await write(next.value);
    parser.end();
  };
  const fed = feed().catch((error: unknown) => parser.destroy(error as Error));
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
      rows++;
      yield readRecord(withoutEmpty(record), `${name}:${info.lines}`, options, { isForeign: true });
    }
    await fed;
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield {
      from: `${name}:${error.lines ?? rows + 1}`,
      problem: `The table cannot be read further: ${error.message}`,
    };
    return;
  }
  if (rows === 0)
    yield { from: name, problem: 'The table has no rows below its first, which names the fields.' };
}

interface CsvRow {
  readonly record: Readonly<Record<string, unknown>>;
  readonly info: { readonly lines: number };
}

interface CsvError extends Error {
  readonly code: string;
  readonly lines?: number;
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('CSV_');

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = escapedUtf8Decoder();
  for await (const chunk of chunks) yield decoder.decode(chunk);
  yield decoder.end();
}

/** `sep=;` on the first line, as Excel reads and writes it. */
const HINT = /^\uFEFF?sep=(.)\r?\n/u;

const withoutHint = (start: string): string => start.replace(HINT, '');

/** The delimiter that the first row has most of, outside quotes. */
export const delimiterOf = (start: string): string => {
  const hinted = HINT.exec(start)?.[1];
  if (hinted !== undefined) return hinted;
  const row = firstRow(start);
  const counts = DELIMITERS.map((delimiter) => row.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
};

const firstRow = (start: string): string => {
  let isQuoted = false;
  let row = '';
  for (const character of start.trimStart()) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
    else if (!isQuoted) row += character;
  }
  return row;
};

/** Cells that are empty, or say so as databases do. */
const withoutEmpty = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== '' && value !== '\\N' && value !== 'NULL'),
  );

/** Whether a text begins as a table: two rows that have a delimiter outside quotes. */
export const looksLikeTable = (start: string): boolean => {
  const row = firstRow(start);
  const delimiter = delimiterOf(start);
  return (
    HINT.test(start) || (row.split(delimiter).length >= 3 && row.length < 2_000 && !/[.!?…]\s/u.test(row))
  );
};
