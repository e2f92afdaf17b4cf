import { dayInVietnam } from '../domain/days.ts';
import { AppError } from '../domain/app-error.ts';
import type { TrendInterval, Trends, TrendsRequest } from '../domain/trends.ts';
import { buildSpan, buildTrends, readSpan, readTrends, type CountAt } from '../dsl/build-trends.ts';
import type { Plan } from '../matching/plan-query.ts';
import { nextStart, periodsWithin, startOf } from '../results/calendar.ts';
import { isOnlyExclusions, readQuery, type ReadQuery } from './read-query.ts';
import { hasFilter } from '../domain/search-request.ts';
import type { SearchContext } from './search-context.ts';

/** Three years of days, twenty of weeks, ninety of months. */
export const MAX_PERIODS = 1_100;

/**
 * Counts what each search finds, and all that was published, over time. Two requests to the engine.
 *
 * @throws AppError `invalid_parameters` where there would be more than `MAX_PERIODS`; `query_too_complex`, and as an engine
 *   does
 */
export const countTrends = async (
  context: SearchContext,
  request: TrendsRequest,
  signal?: AbortSignal,
): Promise<Trends> => {
  const started = performance.now();
  // What editors moved is no part of what was published about something.
  const { engine, index, pins: _moved, ...reading } = context;
  const { interval, wanted } = request;
  const options = signal === undefined ? {} : { signal };
  const queries = request.queries.map((q) => readQuery(reading, { ...wanted, q, relax: false }));
  const spanned = await engine.search(index, buildSpan(request), options);
  const span = readSpan(spanned);
  const starts = span === null ? [] : startsBetween(interval, span.first, span.last);
  const counted =
    starts.length === 0
      ? null
      : await engine.search(index, buildTrends(request, queries.map(asTyped)), options);
  const counts = counted === null ? null : readTrends(counted);
  const countsOf = (at: CountAt | undefined): number[] => starts.map((start) => at?.(start) ?? 0);
  const published = countsOf(counts?.published);
  const periodAt = periodsWithin(interval, wanted);
  return {
    interval,
    periods: starts.map((start, i) => ({
      ...periodAt(start),
      published: published[i] ?? 0,
    })),
    trends: queries.map((query, i) => {
      const found = countsOf(counts?.of(i));
      return {
        q: query.wanted.q,
        total: found.reduce((sum, count) => sum + count, 0),
        counts: found,
        shares: found.map((count, at) => shareOf(count, published[at] ?? 0)),
        warnings: query.warnings,
      };
    }),
    partial: spanned.partial || counted?.partial === true,
    tookMs: Math.round(performance.now() - started),
  };
};

/** As a search of `relax=false` reads it; `null` where that finds nothing by itself. */
const asTyped = ({ node, wanted, marks, plan }: ReadQuery): Plan | null =>
  node === null || (isOnlyExclusions(node) && !hasFilter(wanted)) ? null : plan({ marks, extent: 'words' });

const shareOf = (count: number, published: number): number =>
  published === 0 ? 0 : Math.round((count / published) * 1e6) / 1e6;

const startsBetween = (interval: TrendInterval, first: number, last: number): number[] => {
  const starts: number[] = [];
  for (let start = startOf(interval, first); start <= last; start = nextStart(interval, start)) {
    if (starts.length === MAX_PERIODS) throw tooMany(interval, first, last);
    starts.push(start);
  }
  return starts;
};

const tooMany = (interval: TrendInterval, first: number, last: number): AppError => {
  const message =
    `asks for every ${interval} from ${dayInVietnam(first)} to ${dayInVietnam(last)}, which is more than the ` +
    `${MAX_PERIODS.toLocaleString('en-US')} that are given at once; narrow the search with from and to, or take a longer interval`;
  return new AppError('invalid_parameters', `The parameter interval ${message}.`, {
    errors: [{ path: 'interval', message }],
  });
};
