import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { parseDay } from '../../query/date-range.ts';
import { ARTICLE_FIELDS } from '../article-schema.ts';

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
          `what it says for “${field}” must be a path ("headline.vi"), a list of paths, or {"from": …} or {"value": …}, with "default", "prefix", "split" or "zone" ("+07:00") beside "from" where needed`,
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
  return { [field]: { paths: [toPath(path)] } };
};

/** The same map with an offset for all times that have none and no other. */
export const withZone = (map: FieldMap, zone: string): FieldMap => {
  if (!ZONE.test(zone)) {
    throw new AppError('invalid_parameters', `--zone is an offset such as +07:00 or Z; “${zone}” is not.`);
  }
  const own = (field: string): FieldSource => map[field] ?? { paths: [[field]] };
  const dates = [...DATES].map((field): [string, FieldSource] => [field, { zone, ...own(field) }]);
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
  if (typeof written === 'string') return { paths: [toPath(written)] };
  if (Array.isArray(written)) return { paths: written.map(toPath) };
  const { from, value, ...others } = written;
  const paths = from === undefined ? [] : (typeof from === 'string' ? [from] : from).map(toPath);
  const rest = Object.fromEntries(Object.entries(others).filter(([, each]) => each !== undefined));
  return { paths, ...rest, ...(value === undefined ? {} : { default: value }) };
};

/** `bylines[].name`, `images.0.url`, `a\.b`: steps, with `*` for every entry of a list. */
const toPath = (written: string): readonly string[] =>
  written
    .replaceAll('[]', '.*')
    .replace(/\[(\d+)\]/gu, '.$1')
    .replace(/^\./u, '')
    .split(/(?<!\\)\./u)
    .map((step) => step.replaceAll('\\.', '.'));

/**
 * Makes an article of JSON of another shape. What comes out is as the contract has it, but not yet checked.
 *
 * @returns a problem where the map does not fit: what was looked for, and what there is.
 */
export const applyFieldMap = (
  map: FieldMap,
  input: unknown,
): { readonly article: unknown } | { readonly problem: string } => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { article: input };
  const article: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const field of ARTICLE_FIELDS) {
    const source = map[field] ?? { paths: [[field]] };
    const found = source.paths.map((path) => lookUp(input, path)).find(isThere) ?? source.default;
    const value = isThere(found) ? shaped(field, found, source) : undefined;
    if (value !== undefined) article[field] = value;
    else if (REQUIRED.has(field) && map[field] !== undefined) {
      missing.push(`“${field}” from ${source.paths.map((path) => `“${path.join('.')}”`).join(' or ')}`);
    }
  }
  return missing.length === 0
    ? { article }
    : {
        problem: `The field map takes ${missing.join(', ')}, which is not in this article. It has: ${pathsOf(input).join(', ')}.`,
      };
};

const REQUIRED = new Set(['id', 'title', 'body', 'publishedAt']);

const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

const lookUp = (value: unknown, path: readonly string[]): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === '*') {
    if (!Array.isArray(value)) return undefined;
    return value.flatMap((entry) => lookUp(entry, rest)).filter(isThere);
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? lookUp((value as Readonly<Record<string, unknown>>)[step], rest)
    : undefined;
};

/** A value as the field wants it; what cannot be made so is left as it is, for the schema to name. */
const shaped = (field: string, value: unknown, { prefix, split, zone }: FieldSource): unknown => {
  if (LISTS.has(field)) {
    const entries = Array.isArray(value) ? value : [value];
    return entries.flatMap((entry): unknown[] =>
      typeof entry === 'string' && split !== undefined ? entry.split(split) : [asText(entry)],
    );
  }
  if (DATES.has(field)) return toDate(value, zone);
  if (field === 'version') return typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
  if (Array.isArray(value) && PARAGRAPHS.has(field)) return value.map(asText).join('\n\n');
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return prefix === undefined ? asText(single) : `${prefix}${String(asText(single))}`;
};

/** Ids are numbers in many systems. */
const asText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** Seconds or milliseconds since 1970, and times without an offset where that is known. */
const toDate = (value: unknown, zone: string | undefined): unknown => {
  const number = typeof value === 'string' && /^\d{9,13}$/u.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    const instant = new Date(number < 1e11 ? number * 1_000 : number);
    return Number.isNaN(instant.getTime()) ? value : instant.toISOString();
  }
  if (typeof value !== 'string') return value;
  const [, day = '', clock] =
    /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?$/u.exec(
      value.trim(),
    ) ?? [];
  if (clock === undefined || zone === undefined) return value;
  const date = parseDay(day)?.from.slice(0, 10);
  const time = clock.padStart(clock.indexOf(':') === 1 ? clock.length + 1 : clock.length, '0');
  return date === undefined ? value : `${date}T${time.length === 5 ? `${time}:00` : time}${zone}`;
};

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
