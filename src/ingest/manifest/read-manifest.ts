import { AppError } from '../../domain/app-error.ts';
import { ARTICLE_ID, ARTICLE_VERSION } from '../article-schema.ts';
import {
  MANIFEST_FIELDS,
  type ManifestEntry,
  type ManifestFields,
  type ManifestLine,
} from './manifest-entry.ts';
import { isCsvError, parseCsv } from '../sources/parse-csv.ts';
import { readLines } from '../sources/read-lines.ts';
import { isGzipFault, openSource } from '../sources/source-bytes.ts';

/**
 * Reads a CMS's list of its articles: CSV with or without a heading (comma, semicolon or tab), or JSON lines; UTF-8
 * or Excel's UTF-16, gzipped or not. Other columns and fields are passed over. Gives one result a line, in order; holds one line.
 *
 * @throws AppError `invalid_parameters` where it has no such column, or is neither of the two.
 */
export async function* readManifest(
  chunks: AsyncIterable<Uint8Array>,
  fields: ManifestFields = MANIFEST_FIELDS,
): AsyncGenerator<ManifestLine, void, void> {
  const { first, all } = await openSource(chunks, undefined).catch(throwDamaged);
  const beginning = new TextDecoder().decode(first).trimStart();
  if (beginning === '') return;
  if (beginning.startsWith('[')) {
    throw new AppError(
      'invalid_parameters',
      'The manifest is one JSON list. Give one JSON object a line, or CSV.',
    );
  }
  try {
    yield* beginning.startsWith('{') ? readJson(all, fields) : readTable(all, fields);
  } catch (error) {
    throwDamaged(error);
  }
}

const throwDamaged = (error: unknown): never => {
  if (!(error instanceof Error && 'code' in error && isGzipFault(String(error.code)))) throw error;
  throw new AppError(
    'invalid_parameters',
    'The manifest is not whole: its gzip data break off or are damaged.',
    { cause: error },
  );
};

/** No line of a list of ids is longer than a whole article. */
const LONGEST_LINE = 1024 * 1024;

async function* readJson(
  chunks: AsyncIterable<Uint8Array>,
  fields: ManifestFields,
): AsyncGenerator<ManifestLine> {
  for await (const { number: line, bytes, isTooLong } of readLines(chunks, LONGEST_LINE)) {
    if (isTooLong) {
      yield { line, problem: 'is longer than 1 MB' };
      continue;
    }
    const text = new TextDecoder().decode(bytes).trim();
    if (text === '') continue;
    yield { line, ...readObject(text, fields) };
  }
}

const readObject = (text: string, fields: ManifestFields): Read => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null) return { problem: 'is no JSON object' };
  const found = value as Readonly<Record<string, unknown>>;
  return toEntry(found[fields.id], found[fields.version]);
};

/** Of a list with the texts of its articles, too. */
const LONGEST_ROW = 32 * 1024 * 1024;

async function* readTable(
  chunks: AsyncIterable<Uint8Array>,
  fields: ManifestFields,
): AsyncGenerator<ManifestLine> {
  let columns: Columns | null = null;
  try {
    for await (const { cells, line } of parseCsv(chunks, LONGEST_ROW)) {
      if (columns === null) {
        columns = toColumns(cells, fields);
        if (columns.isHeading) continue;
      }
      if (cells.every((cell) => cell.trim() === '')) continue;
      const version = columns.version === null ? undefined : cells[columns.version];
      yield { line, ...toEntry(cells[columns.id], version) };
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    throw new AppError(
      'invalid_parameters',
      `The manifest cannot be read to its end: ${error.message}. Mend that line.`,
      { cause: error },
    );
  }
}

interface Columns {
  readonly id: number;
  readonly version: number | null;
  readonly isHeading: boolean;
}

const toColumns = (cells: readonly string[], fields: ManifestFields): Columns => {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const id = names.indexOf(fields.id.toLowerCase());
  const version = names.indexOf(fields.version.toLowerCase());
  if (id !== -1) return { id, version: version === -1 ? null : version, isHeading: true };
  // Without a heading the first column is the id, and the second one, if it is a number, the version.
  const [first = '', second] = cells;
  const isEntry = ARTICLE_ID.safeParse(first.trim()).success && (second === undefined || isNumber(second));
  if (isEntry && fields.id === MANIFEST_FIELDS.id) {
    return { id: 0, version: second === undefined ? null : 1, isHeading: false };
  }
  throw new AppError(
    'invalid_parameters',
    `The manifest has no column “${fields.id}”. It has: ${cells.slice(0, 12).join(', ')}. Name the one with the ids: --id-field`,
  );
};

const isNumber = (text: string): boolean => /^\d*$/.test(text.trim());

type Read = { readonly entry: ManifestEntry } | { readonly problem: string };

/** Ids and versions as databases write them: also a number for an id, and text for a version. */
const toEntry = (id: unknown, version: unknown): Read => {
  const readId = ARTICLE_ID.safeParse(typeof id === 'number' ? String(id) : trimmed(id));
  if (!readId.success) {
    return { problem: `has no id, or one that no article has: ${shown(id)}` };
  }
  const given = trimmed(version);
  if (given === undefined || given === null || given === '') {
    return { entry: { id: readId.data, version: null } };
  }
  const readVersion = ARTICLE_VERSION.safeParse(
    typeof given === 'string' && /^\d{1,16}$/.test(given) ? Number(given) : given,
  );
  return readVersion.success
    ? { entry: { id: readId.data, version: readVersion.data } }
    : { problem: `has a version that is no whole number: ${shown(version)}` };
};

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
