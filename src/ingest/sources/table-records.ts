import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { isCsvError, parseCsv } from './parse-csv.ts';
import { readRecord } from './json-records.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** The most characters of one row. */
const LONGEST = 32 * 1024 * 1024;

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
  let rows = 0;
  try {
    const records = parseCsv<Readonly<Record<string, unknown>>>(decoded(chunks), LONGEST, {
      columns: (names: string[]) => names.map((each, at) => each.trim() || `column ${at + 1}`),
      skip_records_with_empty_values: true,
      group_columns_by_name: true,
    });
    for await (const { record, line } of records) {
      rows++;
      yield readRecord(withoutEmpty(record), `${name}:${line}`, options, { isForeign: true });
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

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = escapedUtf8Decoder();
  for await (const chunk of chunks) yield decoder.decode(chunk);
  yield decoder.end();
}

/** Cells that are empty, or say so as databases do. */
const withoutEmpty = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== '' && value !== '\\N' && value !== 'NULL'),
  );
