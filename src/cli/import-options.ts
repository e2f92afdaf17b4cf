import { readFile } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import { readEncodingName, type Encoding } from '../ingest/encodings/legacy-encodings.ts';
import {
  parseFieldMap,
  parseFieldOption,
  withDateOrder,
  withSheetDays,
  withZone,
  type FieldMap,
} from '../ingest/sources/field-map.ts';
import type { DateOrder } from '../ingest/sources/date-line.ts';
import { SOURCE_FORMATS, type SourceFormat } from '../ingest/sources/source-format.ts';
import { parsePath } from '../ingest/sources/field-path.ts';
import type { ReadOptions, WhereClause } from '../ingest/sources/source-record.ts';

/** The flags of `timbao import` that say how sources are read. */
export interface ReadFlags {
  readonly section?: string;
  readonly source?: string;
  readonly author: readonly string[];
  readonly tag: readonly string[];
  readonly format?: string;
  readonly encoding?: string;
  readonly map?: string;
  readonly field: readonly string[];
  readonly records?: string;
  readonly record?: string;
  readonly where?: readonly string[];
  readonly zone?: string;
  readonly excelDates?: boolean;
  readonly dateOrder?: string;
}

/** @throws AppError `invalid_parameters` that names the flag and what it takes. */
export const toReadOptions = async (flags: ReadFlags): Promise<ReadOptions> => {
  const { section, source, author, tag, format, encoding, records, record, where = [] } = flags;
  const dateOrder = flags.dateOrder === undefined ? undefined : toDateOrder(flags.dateOrder);
  const map = await readMap(flags, dateOrder);
  return {
    ...(section === undefined ? {} : { section }),
    ...(source === undefined ? {} : { source }),
    authors: author,
    tags: tag,
    ...(format === undefined ? {} : { format: toFormat(format) }),
    ...(encoding === undefined ? {} : { encoding: toEncoding(encoding) }),
    ...(map === null ? {} : { map }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(records === undefined ? {} : { recordsAt: parsePath(records) }),
    ...(record === undefined ? {} : { record }),
    ...(where.length === 0 ? {} : { where: where.map(toWhere) }),
  };
};

const toWhere = (written: string): WhereClause => {
  const [, path, values] = /^([^=]+)=(.*)$/su.exec(written) ?? [];
  if (path !== undefined && values !== undefined) {
    return { path: parsePath(path.trim()), values: values.split('|').map((value) => value.trim()) };
  }
  throw new AppError(
    'invalid_parameters',
    `--where is written as PATH=VALUE, such as --where status=publish, or status=publish|1; “${written}” is not.`,
  );
};

const toFormat = (written: string): SourceFormat => {
  const format = SOURCE_FORMATS.find((each) => each === written.toLowerCase());
  if (format !== undefined) return format;
  throw new AppError(
    'invalid_parameters',
    `--format is one of ${SOURCE_FORMATS.join(', ')}; “${written}” is not.`,
  );
};

const toEncoding = (written: string): Encoding => {
  const encoding = readEncodingName(written);
  if (encoding !== null) return encoding;
  throw new AppError(
    'invalid_parameters',
    `--encoding is one of utf-8, utf-16le, utf-16be, tcvn3, vni, viscii, windows-1258, windows-1252; “${written}” is not.`,
  );
};

const toDateOrder = (written: string): DateOrder => {
  if (written === 'day-first' || written === 'month-first') return written;
  throw new AppError(
    'invalid_parameters',
    `--date-order is day-first or month-first; “${written}” is neither.`,
  );
};

const readMap = async (
  { map: file, field, zone, excelDates = false }: ReadFlags,
  order: DateOrder | undefined,
): Promise<FieldMap | null> => {
  const saysDates = zone !== undefined || excelDates || order !== undefined;
  if (file === undefined && field.length === 0 && !saysDates) return null;
  const fromFile = file === undefined ? {} : parseFieldMap(await readMapFile(file), file);
  const map = Object.assign({}, fromFile, ...field.map(parseFieldOption)) as FieldMap;
  const zoned = zone === undefined ? map : withZone(map, zone);
  const ordered = order === undefined ? zoned : withDateOrder(zoned, order);
  return excelDates ? withSheetDays(ordered) : ordered;
};

const readMapFile = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('invalid_parameters', `The field map ${file} cannot be read. Check the path.`, {
      cause: error,
    });
  }
};
