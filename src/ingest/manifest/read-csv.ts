/** A row of a CSV file. */
export interface CsvRow {
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that is longer is none: somebody forgot to close a quotation mark. */
const LONGEST_ROW = 1024 * 1024;

/**
 * Takes text apart into rows and cells (RFC 4180): cells in double quotes may hold delimiters, line breaks, and quotes
 * written twice. Of a row that is too long only what was read until then is given. Holds one row.
 *
 * @param delimiter one character
 */
export async function* readCsv(
  texts: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRow, void, void> {
  let cells: string[] = [];
  let cell = '';
  let length = 0;
  let isQuoted = false;
  /** The character before was a quotation mark within quotes: the end of them, or the first half of one. */
  let isPending = false;
  let line = 1;
  let begunOn = 1;

  const finish = (): CsvRow => {
    const row = { line: begunOn, cells: [...cells, cell.endsWith('\r') ? cell.slice(0, -1) : cell] };
    cells = [];
    cell = '';
    length = 0;
    isQuoted = false;
    isPending = false;
    return row;
  };

  for await (const text of texts) {
    for (const character of text) {
      if (character === '\n') line++;
      length++;
      if (isPending) {
        isPending = false;
        if (character === '"') {
          cell += '"';
          continue;
        }
        isQuoted = false;
      } else if (isQuoted && length <= LONGEST_ROW) {
        if (character === '"') isPending = true;
        else cell += character;
        continue;
      }
      if (character === '"' && cell === '') isQuoted = true;
      else if (character === delimiter) {
        cells.push(cell);
        cell = '';
      } else if (character === '\n') {
        yield finish();
        begunOn = line;
      } else if (length <= LONGEST_ROW) cell += character;
    }
  }
  if (length > 0) yield finish();
}

const DELIMITERS = [',', ';', '\t'];

/** The delimiter of a first line: of those that there are, the one that it has most of, outside of quotes. */
export const delimiterOf = (firstLine: string): string => {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
};
