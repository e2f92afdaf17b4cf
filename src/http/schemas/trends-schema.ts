import { z } from '@hono/zod-openapi';
import { TREND_INTERVALS } from '../../domain/trends.ts';
import type { TrendsRequest } from '../../domain/trends.ts';
import { MAX_QUERY_LENGTH } from '../../query/limits.ts';
import { choice, NOTHING_SHOWN, searchParameters, texts, toSearchRequest } from './search-parameters.ts';
import { searchWarnings } from './search-response.ts';

/** The most searches that are compared. */
export const MAX_TRENDS = 8;

const queries = texts
  .refine(
    (items) =>
      items.length >= 1 && items.length <= MAX_TRENDS && items.every((q) => q.length <= MAX_QUERY_LENGTH),
    `must be 1 to ${MAX_TRENDS} queries of at most ${MAX_QUERY_LENGTH} characters`,
  )
  .openapi({
    type: 'array',
    items: { type: 'string', maxLength: MAX_QUERY_LENGTH },
    minItems: 1,
    maxItems: MAX_TRENDS,
    example: ['hạn hán', 'lũ quét'],
    description: `The searches to compare, 1 to ${MAX_TRENDS}: the parameter repeated`,
  });

/** The parameters of `GET /v1/trends`: those of a search that say which articles, for all of the searches. */
export const trendsParameters = searchParameters
  .pick({
    mode: true,
    slop: true,
    diacritics: true,
    from: true,
    to: true,
    section: true,
    author: true,
    tag: true,
    source: true,
  })
  .extend({
    q: queries,
    interval: choice(TREND_INTERVALS, 'What to count by, in Vietnam time; a week begins on Monday', 'month'),
    format: choice(['json', 'csv'], 'JSON, or a table for a spreadsheet', 'json'),
  });

export const trendsParameterNames = Object.keys(trendsParameters.shape);

/** @throws AppError `invalid_parameters` for what only shows when they are seen together */
export const toTrendsRequest = ({
  q,
  interval,
  format: _format,
  ...narrowing
}: z.output<typeof trendsParameters>): TrendsRequest => {
  const { wanted } = toSearchRequest(
    { ...narrowing, ...NOTHING_SHOWN, q: '', sort: undefined, relax: 'false', preview: undefined },
    { mayBeEmpty: true },
  );
  const { q: _q, ...common } = wanted;
  return { queries: q, wanted: common, interval: interval ?? 'month' };
};

const period = z
  .object({
    value: z.string().openapi({
      description: 'The year, month or day; of a week its Monday',
      example: '2022-01',
    }),
    from: z.string().openapi({
      description: 'Its first day; where the search begins amid it, that day or RFC 3339 time',
      example: '2022-01-01',
    }),
    to: z.string().openapi({ description: 'Its last day; likewise', example: '2022-01-31' }),
    published: z.int().min(0).openapi({
      description: 'How many articles of it pass the filters, whatever they say',
      example: 240,
    }),
  })
  .openapi('TrendPeriod', { description: 'A day, week, month or year' });

const trend = z
  .object({
    q: z.string().openapi({ description: 'The query, in NFC', example: 'hạn hán' }),
    total: z.int().min(0).openapi({ description: 'How many articles it finds in all', example: 12 }),
    counts: z
      .array(z.int().min(0))
      .readonly()
      .openapi({
        description: 'One for each period: the total of the same search, not loosened, with its from and to',
        example: [12],
      }),
    shares: z
      .array(z.number().min(0).max(1))
      .readonly()
      .openapi({ description: 'The same as parts of what was published', example: [0.05] }),
    warnings: searchWarnings,
  })
  .openapi('Trend', { description: 'One of the searches over time' });

/** The answer of `GET /v1/trends`. */
export const trendsResponse = z
  .object({
    interval: z.enum(TREND_INTERVALS).openapi({ description: 'What was counted by', example: 'month' }),
    periods: z.array(period).readonly().openapi({
      description: 'From the first to the last article that passes the filters, without gaps',
    }),
    trends: z
      .array(trend)
      .readonly()
      .openapi({ description: 'One for each of the searches, in their order' }),
    partial: z
      .boolean()
      .openapi({ description: 'Some of the index did not answer: there may be more', example: false }),
    tookMs: z.number().openapi({ description: 'Milliseconds that it took', example: 9 }),
  })
  .openapi('Trends', { description: 'Searches compared over time' });
