import { AppError } from '../domain/app-error.ts';
import { isCsvError, parseCsv } from '../ingest/sources/parse-csv.ts';

/** A search of a list: parameters of `GET /v1/search`, as texts. */
export interface ListedQuery {
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the column of queries is called; any other heading is the name of a parameter. */
const QUERY_HEADINGS: ReadonlySet<string> = new Set(['q', 'query', 'name', 'tên', 'truy vấn']);

const LONGEST_ROW = 64 * 1024;

/**
 * The queries of a file: one a line, as it is typed; or of a CSV file with a heading `q` (`query`, `name`, `tên`) those of that
 * column, each with the parameters that other columns are headed with. Empty rows are passed over.
 *
 * @throws AppError `invalid_parameters` where it has none, or is no CSV
 */
export const readQueryList = async (text: string): Promise<readonly ListedQuery[]> => {
  const queries = (await readTable(text)) ?? readQueries(text);
  if (queries.length > 0) return queries;
  throw new AppError('invalid_parameters', 'The file has no query: write one a line, or a column headed q.');
};

const readQueries = (text: string): ListedQuery[] =>
  text.split(/\r\n|\r|\n/u).flatMap((typed, i) => {
    const q = typed.trim();
    return q === '' ? [] : [{ line: i + 1, parameters: { q } }];
  });

/** `null` where no column is headed as one of queries. */
const readTable = async (text: string): Promise<ListedQuery[] | null> => {
  let names: readonly string[] | null = null;
  const queries: ListedQuery[] = [];
  try {
    for await (const { cells, line } of parseCsv(once(text), LONGEST_ROW)) {
      if (names === null) {
        const headings = cells.map((cell) => cell.trim().normalize('NFC').toLowerCase());
        if (!headings.some((heading) => QUERY_HEADINGS.has(heading))) return null;
        names = headings.map((heading) => (QUERY_HEADINGS.has(heading) ? 'q' : heading));
        continue;
      }
      const filled = names.flatMap((name, i) => {
        const value = (cells[i] ?? '').trim();
        return name === '' || value === '' ? [] : [[name, value] as const];
      });
      if (filled.length > 0) queries.push({ line, parameters: Object.fromEntries(filled) });
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    if (names === null) return null;
    throw new AppError('invalid_parameters', 'The file is no CSV that can be read.', { cause: error });
  }
  return names === null ? null : queries;
};

async function* once(text: string): AsyncGenerator<Uint8Array, void, void> {
  yield await Promise.resolve(Buffer.from(text));
}
