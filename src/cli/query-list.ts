import { AppError } from '../domain/app-error.ts';
import { delimiterOf, readCsv } from '../ingest/manifest/read-csv.ts';

/** A search of a list: parameters of `GET /v1/search`, as texts. */
export interface ListedQuery {
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the column of queries is called; any other heading is the name of a parameter. */
const QUERY_HEADINGS: ReadonlySet<string> = new Set(['q', 'query', 'name', 'tên', 'truy vấn']);

const BYTE_ORDER_MARK = /^\u{FEFF}/u;

const headingOf = (cell: string): string => cell.trim().normalize('NFC').toLowerCase();

/**
 * The queries of a CSV file: those of its first column, or with a heading `q` (`query`, `name`, `tên`) those of that
 * column, each with the parameters that other columns are headed with. Empty rows are passed over.
 *
 * @throws AppError `invalid_parameters` where it has none
 */
export const readQueryList = async (text: string): Promise<readonly ListedQuery[]> => {
  const bare = text.replace(BYTE_ORDER_MARK, '');
  const [firstLine = ''] = bare.split('\n', 1);
  const rows = [];
  for await (const row of readCsv(once(bare), delimiterOf(firstLine))) rows.push(row);
  const headings = rows[0]?.cells.map(headingOf) ?? [];
  const isHeaded = headings.some((heading) => QUERY_HEADINGS.has(heading));
  const names = isHeaded ? headings.map((heading) => (QUERY_HEADINGS.has(heading) ? 'q' : heading)) : ['q'];
  const queries = (isHeaded ? rows.slice(1) : rows).flatMap(({ line, cells }): ListedQuery[] => {
    const filled = names.flatMap((name, i) => {
      const value = (cells[i] ?? '').trim();
      return name === '' || value === '' ? [] : [[name, value] as const];
    });
    return filled.length === 0 ? [] : [{ line, parameters: Object.fromEntries(filled) }];
  });
  if (queries.length > 0) return queries;
  throw new AppError('invalid_parameters', 'The file has no query: write one a line, or a column headed q.');
};

async function* once(text: string): AsyncGenerator<string, void, void> {
  yield await Promise.resolve(text);
}
