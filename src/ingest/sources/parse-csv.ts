import { parse } from 'csv-parse';
import { decodeEscaped } from '../encodings/escaped-utf8.ts';

/** Tried in this order; the ones that papers use first. */
const DELIMITERS = [',', ';', '\t', '|'];
/** What else dump tools part cells with, where a file has none of those. */
const RARE_DELIMITERS = ['\u0001', '\u001F', '^', '~', '¦', '#', ':'].map((each) =>
  Buffer.from(each).toString('latin1'),
);
/** How much is looked at to tell how a table is written. */
const LOOKED_AT = 64 * 1024;

/** A row of a table. */
export interface CsvRow {
  /** Its cells; bytes in them that are not UTF-8 are escaped as by `decodeEscaped`. */
  readonly cells: readonly string[];
  /** The line that it begins on, from 1. */
  readonly line: number;
}

/**
 * Takes a table apart into its rows, one at a time, as RFC 4180, Excel and dump tools have them: cells in quotes may hold
 * delimiters and line breaks. The delimiter, and what quotes and escapes, is told by the beginning; empty lines are
 * passed over.
 *
 * @param chunks UTF-8, or an older encoding that contains ASCII: cells are told apart as bytes.
 * @param longest The most bytes of a row.
 * @throws an error that {@link isCsvError} knows, where the text is none.
 */
export async function* parseCsv(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<CsvRow, void, void> {
  const source = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  while (length < LOOKED_AT) {
    const next = await source.next();
    if (next.done === true) break;
    held.push(next.value);
    length += next.value.length;
  }
  const [written, start] = beginningOf(Buffer.concat(held));
  const parser = parse({
    ...dialectOf(start),
    // One character a byte: what is not UTF-8 would be lost otherwise.
    encoding: 'latin1',
    // One file may have several of them, put together by different hands.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longest,
    raw: true,
  });
  let [taken, onTaken] = [0, (): void => {}];
  const feed = async (): Promise<void> => {
    const write = async (part: Uint8Array): Promise<void> => {
      await new Promise((resolve) => parser.write(part, resolve));
      // What has not been taken when an error comes would be lost with it.
      while (taken < parser.info.records) await new Promise<void>((resolve) => (onTaken = resolve));
    };
    await write(written);
    for (let next = await source.next(); next.done !== true; next = await source.next())
      await write(next.value);
    parser.end();
  };
  const fed = feed().catch((error: unknown) => parser.destroy(error as Error));
  let line = HINT.test(start) ? 2 : 1;
  for await (const { record, raw } of parser as AsyncIterable<{
    readonly record: readonly string[];
    readonly raw: string;
  }>) {
    const passed = linesIn(/^[\r\n]*/u.exec(raw)?.[0] ?? '');
    yield { cells: record.map(decoded), line: line + passed };
    line += linesIn(raw);
    taken++;
    onTaken();
  }
  await fed;
}

const BEYOND_ASCII = /[\u0080-\u00FF]/u;

const decoded = (cell: string): string =>
  BEYOND_ASCII.test(cell) ? decodeEscaped(Buffer.from(cell, 'latin1')) : cell;

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
const HINT = /^sep=(.)\r?\n/u;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** The bytes to be parsed, and the text to tell the dialect by: both without a byte-order mark, the first without a hint. */
const beginningOf = (bytes: Buffer): [Uint8Array, string] => {
  const marked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const bare = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  const start = bare.toString('latin1', 0, LOOKED_AT);
  return [bare.subarray(HINT.exec(start)?.[0].length ?? 0), start];
};

/** How a table is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

/** Tells by the beginning of a table what parts its cells, and what quotes them. */
export const dialectOf = (start: string): CsvDialect => {
  const quote = /^\s*'(?:[^']|'')*'\s*(?:[^\w\s']|$)/u.test(start.replace(HINT, '')) ? "'" : '"';
  return { delimiter: delimiterOf(start, quote), quote, escape: escapeOf(start, quote) };
};

/** The delimiter that the first row has most of, outside quotes. */
const delimiterOf = (start: string, quote: string): string => {
  const hinted = HINT.exec(start)?.[1];
  if (hinted !== undefined) return hinted;
  const [first, second] = firstRows(start, quote);
  const inFirst = (delimiter: string): number => first.split(delimiter).length - 1;
  const counts = DELIMITERS.map(inFirst);
  const most = Math.max(...counts);
  if (most > 0) return DELIMITERS[counts.indexOf(most)] ?? ',';
  // A sign that both rows have equally often parts them.
  return (
    RARE_DELIMITERS.find((each) => inFirst(each) > 0 && inFirst(each) === second.split(each).length - 1) ??
    ','
  );
};

/**
 * Whether a text begins as a table does: a row of four short names or more, and one that has as many cells, or is cut.
 */
export const looksLikeTable = (start: string, delimiters: readonly string[]): boolean => {
  const [first, second] = firstRows(start.replace(HINT, ''), '"');
  return delimiters.some((each) => {
    const [names, cells] = [first.split(each), second.split(each)];
    // Commas are in sentences, too.
    const isRow = cells.length === names.length || (each !== ',' && cells.length >= 2 && isLong(second));
    return names.length >= FEWEST_CELLS && isRow && names.every(isName);
  });
};

const isLong = (row: string): boolean => row.length > 500;

const FEWEST_CELLS = 4;

/** What names a column is short. */
const isName = (cell: string): boolean => cell.length <= 60 && !/[.!?…]$/u.test(cell.trim());

const firstRows = (start: string, quote: string): [string, string] => {
  const rows: [string, string] = ['', ''];
  let [isQuoted, at] = [false, 0];
  for (const character of start.trimStart().replace(/\r\n/gu, '\n')) {
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character !== '\n' && character !== '\r') rows[at === 0 ? 0 : 1] += character;
    else if (++at === 2) break;
  }
  return rows;
};

/** A quotation mark is doubled, or, as MySQL has it, behind a backslash. A path may end in one: `"C:\"`. */
const escapeOf = (start: string, quote: string): string => {
  const behindBackslash = new RegExp(String.raw`[^\\]\\${quote}(?![\r\n,;\t|]|$)`, 'u');
  return behindBackslash.test(start) && !new RegExp(`[^${quote},;\t|\r\n]${quote}${quote}`, 'u').test(start)
    ? '\\'
    : quote;
};
