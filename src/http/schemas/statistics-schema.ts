import { z } from '@hono/zod-openapi';
import { ID } from '../../domain/id.ts';
import { addDays, dayInVietnam } from '../../domain/days.ts';
import { STATISTICS_KINDS } from '../../domain/search-statistics.ts';
import type { StatisticsRequest } from '../../domain/search-statistics.ts';
import { MAX_QUERY_LENGTH } from '../../query/limits.ts';
import { invalidParameters } from './field-errors.ts';
import { choice, day, integer } from './search-parameters.ts';

const MOST_DAYS = 3_650;
const USUAL_DAYS = 7;

/** The parameters of `GET /v1/stats/searches`. */
export const statisticsParameters = z.strictObject({
  kind: choice(
    STATISTICS_KINDS,
    'top: what is searched for most; empty: what found nothing; rising: what is searched for oftener than in as many days before',
    'top',
  ),
  days: integer(
    1,
    MOST_DAYS,
    USUAL_DAYS,
    'So many days, the last of them today or to; where from is not given',
  ),
  from: day('from', 'From this day on, in Vietnam; the forms of GET /v1/search'),
  to: day('to', 'To this day, inclusive; today where it is not given'),
  size: integer(1, 500, 20, 'The most searches'),
  format: choice(['json', 'csv'], 'JSON, or a table for a spreadsheet', 'json'),
});

export const statisticsParameterNames = Object.keys(statisticsParameters.shape);

/** @throws AppError `invalid_parameters` where it ends before it begins */
export const toStatisticsRequest = (
  { kind, days, from, to, size }: z.output<typeof statisticsParameters>,
  now = Date.now(),
): StatisticsRequest => {
  const dayOf = (instant: string): string => dayInVietnam(Date.parse(instant));
  const last = to === undefined ? dayInVietnam(now) : dayOf(to);
  const first = from === undefined ? addDays(last, 1 - days) : dayOf(from);
  if (first > last) throw invalidParameters([{ path: 'from', message: 'is later than to' }]);
  return { kind: kind ?? 'top', from: first, to: last, size };
};

const share = (description: string, example: number) =>
  z.number().min(0).max(1).nullable().openapi({ description, example });

const count = (description: string, example: number) =>
  z.int().min(0).nullable().openapi({ description, example });

const figures = {
  withoutHits: share('Which part of them, 0 to 1, found nothing', 0.05),
  loosened: share('Which part found something only once words or marks were loosened', 0.1),
  corrected: share('Which part was shown corrected', 0.02),
  clicks: count('How many articles were opened from what they found', 210),
  clickRate: z.number().min(0).nullable().openapi({
    description: 'Clicks a search; more than 1 where several articles are opened',
    example: 0.625,
  }),
  meanRank: z.number().min(1).nullable().openapi({
    description: 'The mean place, from 1, of what was opened; null where nothing was',
    example: 2.4,
  }),
};

const filterCount = (what: string, example: number) =>
  count(`Searches that were narrowed by ${what}`, example);

const countedSearch = z
  .object({
    q: z.string().openapi({ description: 'As it is written most', example: 'hạn hán' }),
    searches: z.int().min(1).openapi({
      description: 'How often it was made, in whichever spelling; at least atLeast',
      example: 336,
    }),
    before: count('Of kind=rising: how often in as many days before', 40).optional(),
    hits: z.int().min(0).openapi({ description: 'How many articles it found, in the mean', example: 128 }),
    ...figures,
    tookMs: z.int().min(0).openapi({ description: 'Milliseconds an answer took, in the mean', example: 9 }),
  })
  .openapi('CountedSearch', { description: 'A search that many readers made' });

/** The answer of `GET /v1/stats/searches`. */
export const statisticsResponse = z
  .object({
    kind: z
      .enum(STATISTICS_KINDS)
      .openapi({ description: 'What the searches are ordered by', example: 'top' }),
    from: z.string().openapi({ description: 'The first day, in Vietnam', example: '2026-11-23' }),
    to: z.string().openapi({ description: 'The last day', example: '2026-11-29' }),
    atLeast: z.int().min(1).openapi({
      description: 'Smaller numbers are not told: they are null, and a search made less often is not listed',
      example: 5,
    }),
    total: z
      .object({
        searches: count('All searches of these days', 5210),
        ...figures,
        filters: z
          .object({
            date: filterCount('dates', 310),
            section: filterCount('section', 140),
            author: filterCount('author', 22),
            tag: filterCount('tag', 35),
            source: filterCount('source', 18),
          })
          .openapi({ description: 'By what they were narrowed' }),
      })
      .openapi({ description: 'All searches of these days, those that are not listed among them' }),
    searches: z.array(countedSearch).readonly().openapi({ description: 'The searches, the first first' }),
    partial: z
      .boolean()
      .openapi({ description: 'Some of the index did not answer: there may be more', example: false }),
  })
  .openapi('SearchStatistics', { description: 'What readers look for' });

/** The body of `POST /v1/clicks`, as it is read. */
export const clickInput = z
  .strictObject({
    q: z.string().min(1).max(MAX_QUERY_LENGTH).openapi({
      description: 'What was searched for, as typed',
      example: 'hạn hán',
    }),
    id: z
      .string()
      .regex(ID, 'must be 1 to 128 letters, digits or . _ : -')
      .openapi({ description: 'The article that was opened', example: 'bao-2022-00117' }),
    rank: z.int().min(1).max(10_000).openapi({ description: 'Its place among the hits, from 1', example: 3 }),
  })
  .openapi('ClickInput', { description: 'That a reader opened an article of what a search found' });
