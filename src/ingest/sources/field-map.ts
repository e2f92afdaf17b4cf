import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { articleIdFromUrl } from '../article-id.ts';
import { ARTICLE_FIELDS } from '../article-schema.ts';
import { readNames } from './byline.ts';
import type { DateOrder } from './date-line.ts';
import { isThere, lookUp, parsePath } from './field-path.ts';
import { MARKUP } from './element-markup.ts';
import { readRecordDate } from './record-dates.ts';
import { plainText } from './reduce-texts.ts';

/** Where one field of an article comes from in JSON of another shape. */
export interface FieldSource {
  /** The places to look at; the first that holds something is taken. */
  readonly paths: readonly (readonly string[])[];
  /** Taken where none of them does. */
  readonly default?: unknown;
  /** Put before the text, such as the paper's short name before its numbers as ids. */
  readonly prefix?: string;
  /** A text that holds several: `bão, lũ`. */
  readonly split?: string;
  /** The offset of times that have none: `+07:00`. */
  readonly zone?: string;
  /** The same where neither the map nor the name of the field (`date_gmt`) says it. */
  readonly usualZone?: string;
  /** Dates are the numbers of days that spreadsheets keep. */
  readonly excel?: boolean;
  /** What comes first in `11/9/2021`. */
  readonly order?: DateOrder;
}

/** By the names of the article's fields. A field that is not in it is taken from the field of its own name. */
export type FieldMap = Readonly<Record<string, FieldSource>>;

const ZONE = /^(?:Z|[+-]\d{2}:\d{2})$/;
const LISTS = new Set(['captions', 'authors', 'tags']);
const DATES = new Set(['publishedAt', 'updatedAt', 'visibleFrom', 'visibleUntil']);
/** Texts that may be given as a list of their paragraphs. */
const PARAGRAPHS = new Set(['lead', 'body']);

const sourceSchema = z.union([
  z.string().min(1),
  z.array(z.string().min(1)).min(1),
  z
    .strictObject({
      from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
      value: z.unknown().optional(),
      default: z.unknown().optional(),
      prefix: z.string().optional(),
      split: z.string().min(1).optional(),
      zone: z.string().regex(ZONE).optional(),
      excel: z.boolean().optional(),
      order: z.enum(['day-first', 'month-first']).optional(),
    })
    .refine(({ from, value }) => (from === undefined) !== (value === undefined)),
]);

/**
 * Reads a field map: a JSON object that says for fields of an article where they are.
 *
 * @param text `{"title": "headline.vi", "authors": "bylines[].name", "source": {"value": "Báo Vùng Cao"}}`
 * @param name Of the file, for messages.
 * @throws AppError `invalid_parameters` that names what is wrong.
 */
export const parseFieldMap = (text: string, name: string): FieldMap => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrongMap(name, 'it is not JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongMap(name, 'it must be an object such as {"title": "headline.vi"}');
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, source]) => {
      checkField(field, name);
      const parsed = sourceSchema.safeParse(source);
      if (!parsed.success) {
        throw wrongMap(
          name,
          `what it says for “${field}” must be a path ("headline.vi"), a list of paths, or {"from": …} or {"value": …}, with "default", "prefix", "split", "zone" ("+07:00"), "excel" (true) or "order" ("month-first") beside "from" where needed`,
        );
      }
      return [field, toSource(parsed.data)];
    }),
  );
};

/**
 * Reads one entry as the command line has it: `title=headline.vi`.
 *
 * @throws AppError `invalid_parameters`.
 */
export const parseFieldOption = (option: string): FieldMap => {
  const [, field, path] = /^([^=]+)=(.+)$/su.exec(option) ?? [];
  if (field === undefined || path === undefined) {
    throw new AppError(
      'invalid_parameters',
      `--field is written as NAME=PATH, such as --field title=headline.vi; “${option}” is not.`,
    );
  }
  checkField(field, '--field');
  return { [field]: { paths: [parsePath(path)] } };
};

/** The same map with an offset for all times that have none and no other. Fields that end in `_gmt` are UTC. */
export const withZone = (map: FieldMap, zone: string): FieldMap => {
  if (!ZONE.test(zone)) {
    throw new AppError('invalid_parameters', `--zone is an offset such as +07:00 or Z; “${zone}” is not.`);
  }
  return withDateSource(map, { usualZone: zone });
};

/** The same map where dates are the numbers of days that spreadsheets keep. */
export const withSheetDays = (map: FieldMap): FieldMap => withDateSource(map, { excel: true });

/** The same map where dates of numbers have the day, or the month, first. */
export const withDateOrder = (map: FieldMap, order: DateOrder): FieldMap => withDateSource(map, { order });

const withDateSource = (map: FieldMap, added: Partial<FieldSource>): FieldMap => {
  const dates = [...DATES].map((field): [string, FieldSource] => [
    field,
    { ...added, ...(map[field] ?? { paths: [[field]] }) },
  ]);
  return { ...map, ...Object.fromEntries(dates) };
};

const checkField = (field: string, name: string): void => {
  if (ARTICLE_FIELDS.some((known) => known === field)) return;
  throw new AppError(
    'invalid_parameters',
    `${name}: “${field}” is not a field of an article. The fields are ${ARTICLE_FIELDS.join(', ')}.`,
  );
};

const wrongMap = (name: string, what: string, cause?: unknown): AppError =>
  new AppError('invalid_parameters', `The field map ${name} cannot be used: ${what}.`, { cause });

const toSource = (written: z.infer<typeof sourceSchema>): FieldSource => {
  if (typeof written === 'string') return { paths: [parsePath(written)] };
  if (Array.isArray(written)) return { paths: written.map(parsePath) };
  const { from, value, ...others } = written;
  const paths = from === undefined ? [] : (typeof from === 'string' ? [from] : from).map(parsePath);
  const rest = Object.fromEntries(Object.entries(others).filter(([, each]) => each !== undefined));
  return { paths, ...rest, ...(value === undefined ? {} : { default: value }) };
};

export interface MappedRecord {
  readonly article: unknown;
  /** Fields of the record, by their names at its top, that nothing was taken from. */
  readonly unread?: readonly string[];
}

/**
 * Makes an article of JSON of another shape. What comes out is as the contract has it, but not yet checked.
 *
 * @returns a problem where the map does not fit: what was looked for, and what there is.
 */
export const applyFieldMap = (map: FieldMap, input: unknown): MappedRecord | { readonly problem: string } => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { article: input };
  const article: Record<string, unknown> = {};
  const read = new Set<string>();
  const missing: string[] = [];
  for (const field of ARTICLE_FIELDS) {
    const source = map[field] ?? { paths: [[field]] };
    for (const [first] of source.paths) if (first !== undefined) read.add(first);
    const path = source.paths.find((each) => holds(field, lookUp(input, each)));
    const found = path === undefined ? source.default : lookUp(input, path);
    const value = holds(field, found) ? shaped(field, found, source, path) : undefined;
    if (value !== undefined) article[field] = value;
    else if (REQUIRED.has(field) && map[field] !== undefined) {
      const written = source.paths.map((each) => lookUp(input, each)).find(isThere);
      if (written !== undefined) return { problem: noDate(field, written) };
      missing.push(`“${field}” from ${source.paths.map((each) => `“${each.join('.')}”`).join(' or ')}`);
    }
  }
  const unread = Object.keys(input).filter(
    (name) => !read.has(name) && isThere(input[name as keyof typeof input]),
  );
  return missing.length === 0
    ? { article, ...(unread.length === 0 ? {} : { unread }) }
    : {
        problem: `The field map takes ${missing.join(', ')}, which is not in this article. It has: ${pathsOf(input).join(', ')}.`,
      };
};

const REQUIRED = new Set(['id', 'title', 'body', 'publishedAt']);

/** What databases have in place of no date; SQL Server's is the beginning of a century, with its time. */
const NO_DATE =
  /^(?:(?:0000-00-00|0001-01-01)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?|1900-01-01[T ]00:00:00(?:\.0+)?)$/u;

/** The value is there, and says that there is none. */
const noDate = (field: string, written: unknown): string =>
  `The field “${field}” is “${String(written)}”, which databases write where there is no date.`;

const holds = (field: string, value: unknown): boolean =>
  isThere(value) && !(DATES.has(field) && typeof value === 'string' && NO_DATE.test(value.trim()));

/** A value as the field wants it; what cannot be made so is left as it is, for the schema to name. */
const shaped = (
  field: string,
  value: unknown,
  { prefix, split, zone, usualZone, excel, order }: FieldSource,
  path: readonly string[] = [],
): unknown => {
  if (LISTS.has(field)) {
    const entries = Array.isArray(value) ? value : [value];
    return entries.flatMap((entry): unknown[] => {
      if (typeof entry !== 'string') return [asText(entry)];
      if (split !== undefined) return entry.split(split);
      return entries.length === 1 ? [...partList(field, entry)] : [entry];
    });
  }
  if (DATES.has(field)) {
    const universal = UNIVERSAL.test(path.at(-1) ?? '') ? 'Z' : undefined;
    return readRecordDate(value, { zone: zone ?? universal ?? usualZone, isSheet: excel, order });
  }
  if (field === 'version') return typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
  if (Array.isArray(value) && PARAGRAPHS.has(field)) {
    return value.map((entry: unknown) => asText(markupOf(entry))).join('\n\n');
  }
  const single = markupOf(Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value);
  // What has an address and no number of its own.
  if (field === 'id' && typeof single === 'string' && /^https?:/iu.test(single)) {
    return `${prefix ?? ''}${articleIdFromUrl(single.trim()) ?? single}`;
  }
  return prefix === undefined ? asText(single) : `${prefix}${String(asText(single))}`;
};

/** One text that names several, as tables have it: `bão, lũ`, `Lò Thử; Vàng Sình`. */
const partList = (field: string, text: string): readonly string[] => {
  if (field === 'tags')
    return plainText(text)
      .split(/\s*[,;|]\s*/u)
      .filter((tag) => tag !== '');
  if (field !== 'authors') return field === 'captions' ? text.split(/\s*\n\s*/u) : [text];
  const plain = plainText(text);
  const names = readNames(plain);
  return names !== null && names.length > 1 ? names : plain.split(/\s*;\s+/u);
};

/** The text of an element of XML that has others in it. */
const markupOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && MARKUP in value ? value[MARKUP] : value;

/** Ids are numbers in many systems. */
const asText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** `date_gmt`, `created_utc`, `publishedUtc` */
const UNIVERSAL = /(?:_(?:gmt|utc)|(?<=[a-z])(?:Gmt|GMT|Utc|UTC))$/u;

const MOST_PATHS = 20;

/** The names in an object, those within other objects dotted. */
const pathsOf = (input: object): string[] => {
  const paths = Object.entries(input).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${key}.${inner}`)
      : [Array.isArray(value) ? `${key}[]` : key],
  );
  return paths.length > MOST_PATHS ? [...paths.slice(0, MOST_PATHS), '…'] : paths;
};
