import { z } from '@hono/zod-openapi';
import type { FieldError } from '../../domain/app-error.ts';
import { FACET_NAMES, HIT_FIELDS } from '../../domain/search-request.ts';
import type { SearchRequest } from '../../domain/search-request.ts';
import { ARTICLE_LIMITS } from '../../ingest/article-schema.ts';
import { MAX_QUERY_LENGTH, MAX_SLOP } from '../../query/limits.ts';
import { parseSearchDate } from '../../query/relative-day.ts';
import { dayInVietnam } from '../../domain/days.ts';
import { invalidParameters } from './field-errors.ts';

/** Elasticsearch's own bound for `from + size`, and the contract's. */
const deepestHit = 10_000;

/** Longer than any that is given. */
const MAX_CURSOR_LENGTH = 8_000;

/** An address has nothing but texts; one that is repeated arrives as an array. */
export const once = z.string({ error: 'is given more than once; give it once' }).optional();

/** A form sends its empty fields, too: empty is not given. */
const blankIsUnset = once.transform((value) =>
  value === undefined || value.trim() === '' ? undefined : value.trim(),
);

export const integer = (min: number, max: number, fallback: number, description: string) =>
  blankIsUnset
    .transform((value) =>
      value === undefined ? fallback : /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN,
    )
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .openapi({
      type: 'integer',
      minimum: min,
      maximum: max,
      default: fallback,
      example: fallback,
      description,
    });

export const choice = <const T extends string>(
  values: readonly [T, ...T[]],
  description: string,
  fallback?: T,
) =>
  blankIsUnset.pipe(z.enum(values, `must be one of ${values.join(', ')}`).optional()).openapi({
    type: 'string',
    enum: [...values],
    ...(fallback !== undefined && { default: fallback }),
    example: fallback ?? values[0],
    description,
  });

export const day = (bound: 'from' | 'to', description: string) =>
  blankIsUnset
    .transform((value, context) => {
      if (value === undefined) return undefined;
      const range = parseSearchDate(value, dayInVietnam(Date.now()));
      if (range !== null) return range[bound];
      context.addIssue({
        code: 'custom',
        message: `is not a date that exists: ${JSON.stringify(value.slice(0, 40))}; write it as 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022, today, 7d, this-month or RFC 3339`,
      });
      return z.NEVER;
    })
    .openapi({ type: 'string', example: bound === 'from' ? '2022-01-01' : '21/01/2022', description });

/** What somebody typed; nothing where it is not given. */
export const typed = (example: string, description: string, maxLength = MAX_QUERY_LENGTH) =>
  once
    .transform((value) => (value ?? '').normalize('NFC'))
    .refine((q) => q.length <= maxLength, `must be at most ${maxLength} characters`)
    .openapi({ type: 'string', maxLength, example, description });

/** Texts of a parameter that may be repeated; what is empty is not given. */
export const texts = z
  .union([z.string(), z.array(z.string())], { error: 'must be text' })
  .optional()
  .transform((value) =>
    [value ?? []].flat().flatMap((item) => {
      const text = item.normalize('NFC').trim();
      return text === '' ? [] : [text];
    }),
  );

const repeatable = (description: string, example: string) =>
  texts
    .refine(
      // As long as an article's names may be: every value that a facet shows can be filtered by.
      (items) => items.length <= 50 && items.every((item) => item.length <= ARTICLE_LIMITS.name),
      `must be at most 50 values of at most ${ARTICLE_LIMITS.name} characters`,
    )
    .openapi({
      type: 'array',
      items: { type: 'string', maxLength: ARTICLE_LIMITS.name },
      maxItems: 50,
      example: [example],
      description: `${description}; repeated: any of them`,
    });

/** Some of several names, separated by commas or repeated, in the order of `known`. */
const namesOf = <const T extends string>(known: readonly T[]) =>
  z
    .union([z.string(), z.array(z.string())], { error: 'must be text' })
    .optional()
    .transform((value, context): T[] => {
      const asked = [value ?? []].flat().flatMap((item) => item.split(',').map((name) => name.trim()));
      const unknown = asked.find((name) => name !== '' && !known.some((one) => one === name));
      if (unknown === undefined) return known.filter((name) => asked.includes(name));
      context.addIssue({
        code: 'custom',
        message: `can be any of ${known.join(', ')}, separated by commas; ${JSON.stringify(unknown.slice(0, 40))} is none of them`,
      });
      return z.NEVER;
    });

const facets = namesOf(FACET_NAMES).openapi({
  type: 'array',
  items: { type: 'string', enum: [...FACET_NAMES] },
  example: ['year', 'section'],
  description:
    'What to count the articles found by; repeated, or separated by commas. Years, months and days are those of Vietnam, without gaps, at most 3,700 of them; of a field, the 100 values that most articles have',
});

const fields = namesOf(HIT_FIELDS)
  .transform((names) => (names.length === 0 ? HIT_FIELDS : names))
  .openapi({
    type: 'array',
    items: { type: 'string', enum: [...HIT_FIELDS] },
    example: ['title', 'url', 'publishedAt'],
    description:
      'What each hit carries besides its id, score and similar; repeated, or separated by commas. All of it where it is not given',
  });

/** Whether what is hidden now is shown, too; only for a key that may see it (`middleware/preview.ts`). */
export const preview = choice(
  ['true', 'false'],
  'true: what is hidden now as well, marked by hidden; needs a key',
  'false',
);

/** The parameters of `GET /v1/search`, as the address has them. */
export const searchParameters = z.strictObject({
  q: typed('đảng bộ huyện', 'The query; with or without marks. May be empty where a filter is given: browse'),
  mode: choice(['keyword', 'phrase'], 'The query language, or all of q as one phrase', 'keyword'),
  slop: integer(0, MAX_SLOP, 0, 'How many syllables of freedom mode=phrase has'),
  diacritics: choice(
    ['auto', 'strict', 'ignore'],
    'auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference',
    'auto',
  ),
  from: day(
    'from',
    'Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y',
  ),
  to: day('to', 'Published on this day or earlier, inclusive; the same forms'),
  section: repeatable('Only these sections', 'Kinh tế'),
  author: repeatable('Only by these authors', 'Lò Thu Hiên'),
  tag: repeatable('Only with one of these tags', 'giao thông'),
  source: repeatable('Only from these sources', 'Báo Mường Ảng'),
  sort: choice(['relevance', 'newest', 'oldest'], 'Default: relevance with q, newest without'),
  size: integer(1, 100, 10, 'Hits on a page'),
  page: integer(1, deepestHit, 1, 'Which page, from 1; page × size goes up to 10,000. Beyond that: cursor'),
  cursor: blankIsUnset
    .refine(
      (value) => value === undefined || value.length <= MAX_CURSOR_LENGTH,
      'is not a cursor of this service',
    )
    .openapi({
      type: 'string',
      maxLength: MAX_CURSOR_LENGTH,
      example: 'q83vEjRWeJCrze8SNFZ4kA',
      description:
        'nextCursor of an answer to the same search, for what comes after it. Every other parameter as it was, but size, fields, snippets, snippetSize and facets may change; no page. It is good for five minutes',
    }),
  fields,
  snippets: integer(0, 5, 2, 'Snippets of the body for each hit'),
  snippetSize: integer(40, 400, 160, 'The most characters a snippet has'),
  relax: choice(
    ['true', 'false'],
    'Whether a search that finds nothing may be loosened: marks first, then words',
    'true',
  ),
  collapse: choice(
    ['true', 'false'],
    'true: shows and counts one of each set of nearly identical articles; similar tells how many others there are',
    'false',
  ),
  facets,
  accents: choice(
    ['true', 'false'],
    'Whether to count how the syllables of a query without marks are written in what is found',
    'false',
  ),
  explain: choice(['true', 'false'], 'Whether to tell how the query was read: query.trace', 'false'),
  preview,
});

export const searchParameterNames = Object.keys(searchParameters.shape);

export interface ToRequestOptions {
  /** `true`: with neither words nor a filter everything is meant. */
  readonly mayBeEmpty?: boolean;
}

/** What says how hits are shown, for those who want to know which articles there are, and nothing of them. */
export const NOTHING_SHOWN = {
  size: 1,
  page: 1,
  cursor: undefined,
  fields: [],
  snippets: 0,
  snippetSize: 40,
  facets: [],
  collapse: undefined,
  accents: undefined,
  explain: undefined,
} satisfies Partial<z.output<typeof searchParameters>>;

/**
 * The parameters with their defaults, as a search the rest of the service trusts.
 *
 * @throws AppError `invalid_parameters` for what only shows when they are seen together.
 */
export const toSearchRequest = (
  parameters: z.output<typeof searchParameters>,
  { mayBeEmpty = false }: ToRequestOptions = {},
): SearchRequest => {
  const { q, from, to, section, author, tag, source, size, page, cursor, snippets, snippetSize, slop } =
    parameters;
  const hasQuery = q.trim() !== '';
  const sort = parameters.sort ?? 'relevance';
  const filtered =
    from !== undefined ||
    to !== undefined ||
    [section, author, tag, source].some((values) => values.length > 0);

  const errors: FieldError[] = [];
  if (!hasQuery && !filtered && !mayBeEmpty) {
    errors.push({
      path: 'q',
      message:
        'is empty: give words to search for, or a filter (from, to, section, author, tag, source) to browse',
    });
  }
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    errors.push({ path: 'from', message: 'is later than to: nothing can be published between them' });
  }
  if (page * size > deepestHit) {
    errors.push({
      path: 'page',
      message: `goes past hit 10,000 (page ${page} × size ${size}); to get further, follow nextCursor from page to page, or narrow the search with from and to`,
    });
  }
  if (cursor !== undefined && page !== 1) {
    errors.push({ path: 'page', message: 'cannot stand beside a cursor, which says where to go on' });
  }
  if (errors.length > 0) throw invalidParameters(errors);

  return {
    wanted: {
      q,
      mode: parameters.mode ?? 'keyword',
      slop,
      diacritics: parameters.diacritics ?? 'auto',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      filters: { section, author, tag, source },
      relax: parameters.relax !== 'false',
      ...(parameters.preview === 'true' && { preview: true }),
    },
    shown: {
      // Without words there is nothing to rank by.
      sort: sort === 'relevance' && !hasQuery ? 'newest' : sort,
      size,
      page,
      ...(cursor !== undefined && { cursor }),
      fields: parameters.fields,
      snippets,
      snippetSize,
      collapse: parameters.collapse === 'true',
      facets: parameters.facets,
      accents: parameters.accents === 'true',
      explain: parameters.explain === 'true',
    },
  };
};
