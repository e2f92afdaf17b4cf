import { isCsvError, parseCsv } from './parse-csv.ts';
import { readRecord } from './json-records.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** The most bytes of one row. */
const LONGEST = 32 * 1024 * 1024;

/**
 * Reads a table as CSV and TSV have it, a row at a time: its first row names the fields, and each other is a record as
 * one of JSON is. Its delimiter, quotes and escapes are told by its beginning.
 *
 * @param name Of the file, for messages.
 */
export async function* readTable(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<ReadRecord> {
  let columns: readonly string[] | null = null;
  let rows = 0;
  try {
    for await (const { cells, line } of parseCsv(chunks, LONGEST)) {
      if (columns === null) {
        columns = toColumns(cells, options);
        continue;
      }
      const record = toRecord(columns, cells);
      if (Object.keys(record).length === 0) continue;
      rows++;
      yield readRecord(record, `${name}:${line}`, options, { isForeign: true });
    }
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

/** A column without a name holds the numbers of the rows, unless a field is taken from it. */
const toColumns = (cells: readonly string[], { map }: ReadOptions): readonly string[] =>
  cells.map((cell, at) => cell.trim() || (map === undefined ? '' : `column ${at + 1}`));

/** Without cells that are empty, or say so as databases do. What has the name of another column is a list with it. */
const toRecord = (
  columns: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, unknown>> => {
  const record: Record<string, string | string[]> = {};
  columns.forEach((column, at) => {
    const cell = cells[at] ?? '';
    if (column === '' || cell.trim() === '' || cell === '\\N' || cell === 'NULL') return;
    const before = Object.hasOwn(record, column) ? record[column] : undefined;
    record[column] = before === undefined ? cell : [...(Array.isArray(before) ? before : [before]), cell];
  });
  return record;
};
