import type { estypes } from '@elastic/elasticsearch';
import type { Answer } from '../domain/answer.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { TrendInterval, TrendsRequest } from '../domain/trends.ts';
import type { Plan } from '../matching/plan-query.ts';
import { planClauses } from './build-search.ts';
import { filterClauses } from './clauses/filters-clause.ts';

type Aggregation = estypes.AggregationsAggregationContainer;

const FIRST = 'first';
const LAST = 'last';
const PERIODS = 'periods';

const within = ({ wanted }: TrendsRequest): estypes.SearchRequest => ({
  size: 0,
  track_total_hits: false,
  query: { bool: { filter: [...filterClauses(wanted), NOT_REMOVED] } },
});

/** The Elasticsearch request for the first and the last article that a request's filters let through. */
export const buildSpan = (request: TrendsRequest): estypes.SearchRequest => ({
  ...within(request),
  aggs: { [FIRST]: { min: { field: 'publishedAt' } }, [LAST]: { max: { field: 'publishedAt' } } },
});

/** When they were published, in milliseconds; `null` where there is none. */
export const readSpan = ({
  aggregations,
}: Answer): { readonly first: number; readonly last: number } | null => {
  const [first, last] = [aggregations[FIRST]?.value ?? null, aggregations[LAST]?.value ?? null];
  return first === null || last === null ? null : { first, last };
};

/** By the offset that `from` and `to` are read with: see `facets.ts`. */
const periods = (interval: TrendInterval): Aggregation => ({
  date_histogram: {
    field: 'publishedAt',
    calendar_interval: interval,
    time_zone: '+07:00',
    min_doc_count: 1,
  },
});

const nameOf = (search: number): string => `search-${search}`;

/**
 * The Elasticsearch request that counts all articles, and those of each plan, over time.
 *
 * @param plans `null` counts nothing
 */
export const buildTrends = (
  request: TrendsRequest,
  plans: readonly (Plan | null)[],
): estypes.SearchRequest => {
  const counts = plans.flatMap((plan, i): [string, Aggregation][] =>
    plan === null
      ? []
      : [
          [
            nameOf(i),
            {
              filter: { bool: { filter: planClauses(plan) } },
              aggs: { [PERIODS]: periods(request.interval) },
            },
          ],
        ],
  );
  return {
    ...within(request),
    aggs: { [PERIODS]: periods(request.interval), ...Object.fromEntries(counts) },
  };
};

/** How many articles there are of a period, by its first millisecond. */
export type CountAt = (start: number) => number;

/** What a `buildTrends` request counted: all articles, and those of a search by its place. */
export const readTrends = ({
  aggregations,
}: Answer): { readonly published: CountAt; readonly of: (search: number) => CountAt } => {
  const countsIn = (one: Answer['aggregations'][string]): CountAt => {
    const counts = new Map(one?.buckets.map(({ key, count }) => [Number(key), count]));
    return (start) => counts.get(start) ?? 0;
  };
  return {
    published: countsIn(aggregations[PERIODS]),
    of: (search) => countsIn(aggregations[nameOf(search)]?.within[PERIODS]),
  };
};
