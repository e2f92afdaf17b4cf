import { parse, type Options } from 'csv-parse';

const DELIMITERS = [',', ';', '\t', '|'];
/** How much is looked at to tell the delimiter. */
const LOOKED_AT = 64 * 1024;

/** A row of a table. */
export interface CsvRow<T> {
  /** A list of cells, or with `columns` an object. */
  readonly record: T;
  /** The line that it begins on, from 1. */
  readonly line: number;
}

/**
 * Takes a table apart into its rows, one at a time, as RFC 4180 and Excel have them: cells in quotes may hold
 * delimiters and line breaks. The delimiter is told by the first row; empty lines are passed over.
 *
 * @param longest The most characters of a row.
 * @throws an error that {@link isCsvError} knows, where the text is none.
 */
export async function* parseCsv<T>(
  texts: AsyncIterable<string>,
  longest: number,
  options: Options = {},
): AsyncGenerator<CsvRow<T>, void, void> {
  const text = texts[Symbol.asyncIterator]();
  let start = '';
  let isEnd = false;
  while (!isEnd && start.length < LOOKED_AT && !/\n[^]*\n/u.test(start)) {
    const next = await text.next();
    isEnd = next.done === true;
    start += next.value ?? '';
  }
  const parser = parse({
    delimiter: delimiterOf(start),
    // One file may have several of them, put together by different hands.
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longest,
    raw: true,
    ...options,
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
  let line = HINT.test(start) ? 2 : 1;
  for await (const { record, raw } of parser as AsyncIterable<{ readonly record: T; readonly raw: string }>) {
    const passed = linesIn(/^[\r\n]*/u.exec(raw)?.[0] ?? '');
    yield { record, line: line + passed };
    line += linesIn(raw);
  }
  await fed;
}

/** The parser's own count takes a line break of Windows within quotes for two. */
const linesIn = (raw: string): number => raw.match(/\r\n|\r|\n/gu)?.length ?? 0;

export interface CsvError extends Error {
  readonly code: string;
  readonly lines?: number;
}

/** Whether an error is that a text is no CSV. */
export const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('CSV_');

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
