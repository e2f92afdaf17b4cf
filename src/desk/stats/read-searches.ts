import type { Aggregations, Bucket } from '../../domain/answer.ts';
import { addDays, daysBetween } from '../../domain/days.ts';
import { FILTER_KINDS } from '../../domain/search-statistics.ts';
import type {
  CountedSearch,
  FilterKind,
  SearchFigures,
  SearchStatistics,
  StatisticsRequest,
} from '../../domain/search-statistics.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { searchesIndices } from './searches-index.ts';

/** Each index of a day offers so many of its searches: of more, the rarest may be missing from a sum. */
export const OFFERED = 5_000;

/** So many are looked at for those that are rising. */
const CANDIDATES = 2_000;

/** How many standard deviations oftener than before a search must be made to be rising. */
const RISING = 2;

const SUMS = ['searches', 'empty', 'loosened', 'corrected', 'hits', 'tookMs', 'clicks', 'ranks'] as const;

type Sum = (typeof SUMS)[number];

export const sumsOf = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { sum: { field: name } }]));

const filterSums = sumsOf(FILTER_KINDS.map((kind) => `filters.${kind}`));

/** Hours from the first of one day to the last of another, in Vietnam. */
export const hoursOf = (from: string, to: string) => ({
  range: { hour: { gte: `${from}T00:00:00+07:00`, lt: `${addDays(to, 1)}T00:00:00+07:00` } },
});

/** The spellings of a search, the commonest first. */
export const spellings = (size: number) => ({
  terms: { field: 'query', size, order: { searches: 'desc' } },
  aggs: sumsOf(['searches']),
});

const queries = (size: number, order: string, aggs: object) => ({
  terms: { field: 'key', size, shard_size: Math.max(size, OFFERED), order: { [order]: 'desc' } },
  aggs: { ...(aggs as Record<string, object>), spellings: spellings(1) },
});

/**
 * Reads what was counted.
 *
 * @param atLeast smaller numbers are not told
 */
export const readSearches = async (
  engine: Pick<Engine, 'refresh' | 'search'>,
  alias: string,
  { kind, from, to, size }: StatisticsRequest,
  atLeast: number,
  options: CallOptions = {},
): Promise<SearchStatistics> => {
  const now = hoursOf(from, to);
  const earlier = hoursOf(addDays(from, -daysBetween(from, to)), addDays(from, -1));
  const isRising = kind === 'rising';
  const found = kind === 'empty' ? [{ exists: { field: 'empty' } }] : [];
  const named = (order: string, most: number, aggs: object) => ({
    filter: { bool: { filter: [...found, { exists: { field: 'key' } }] } },
    aggs: { queries: queries(most, order, aggs) },
  });
  await engine.refresh(searchesIndices(alias), options);
  const answer = await engine.search(
    searchesIndices(alias),
    {
      size: 0,
      track_total_hits: false,
      query: isRising ? { bool: { should: [now, earlier] } } : { bool: { filter: [now] } },
      aggs: {
        now: { filter: now, aggs: { ...sumsOf(SUMS), ...filterSums } },
        earlier: { filter: earlier, aggs: sumsOf(['searches']) },
        named: isRising
          ? named('now>searches', CANDIDATES, {
              now: { filter: now, aggs: sumsOf(SUMS) },
              earlier: { filter: earlier, aggs: sumsOf(['searches']) },
            })
          : named(kind === 'empty' ? 'empty' : 'searches', size, sumsOf(SUMS)),
      },
    },
    options,
  );
  const { aggregations, partial } = answer;
  const total = aggregations['now']?.within ?? {};
  const buckets = aggregations['named']?.within['queries']?.buckets ?? [];
  const shown = (count: number): number | null => (count > 0 && count < atLeast ? null : count);
  const told = (sums: Aggregations): SearchFigures => figuresOf(sums, shown);
  const counted = (bucket: Bucket, sums: Aggregations): CountedSearch[] => {
    const searches = sumIn(sums, 'searches');
    if (searches < atLeast || (kind === 'empty' && sumIn(sums, 'empty') < atLeast)) return [];
    return [
      {
        q: String(bucket.within['spellings']?.buckets[0]?.key ?? bucket.key),
        ...told(sums),
        searches,
        hits: Math.round(sumIn(sums, 'hits') / searches),
        tookMs: Math.round(sumIn(sums, 'tookMs') / searches),
      },
    ];
  };
  const searches = isRising
    ? risingOf(buckets, sumIn(total, 'searches'), sumIn(aggregations['earlier']?.within ?? {}, 'searches'))
        .slice(0, size)
        .flatMap(({ bucket, now, before }) =>
          counted(bucket, now).map((one) => ({ ...one, before: shown(before) })),
        )
    : buckets.flatMap((bucket) => counted(bucket, bucket.within));
  return {
    kind,
    from,
    to,
    atLeast,
    total: { ...told(total), filters: filtersOf(total, shown) },
    searches,
    partial,
  };
};

const sumIn = (sums: Aggregations, name: Sum | `filters.${FilterKind}`): number => sums[name]?.value ?? 0;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const figuresOf = (sums: Aggregations, shown: (count: number) => number | null): SearchFigures => {
  const searches = shown(sumIn(sums, 'searches'));
  const clicks = shown(sumIn(sums, 'clicks'));
  const share = (name: Sum): number | null => {
    const count = shown(sumIn(sums, name));
    return count === null || searches === null ? null : searches === 0 ? 0 : rounded(count / searches, 3);
  };
  return {
    searches,
    withoutHits: share('empty'),
    loosened: share('loosened'),
    corrected: share('corrected'),
    clicks,
    clickRate: clicks === null ? null : share('clicks'),
    meanRank: clicks === null || clicks === 0 ? null : rounded(sumIn(sums, 'ranks') / clicks, 1),
  };
};

const filtersOf = (
  sums: Aggregations,
  shown: (count: number) => number | null,
): Record<FilterKind, number | null> => {
  const of = (kind: FilterKind): number | null => shown(sumIn(sums, `filters.${kind}`));
  return {
    date: of('date'),
    section: of('section'),
    author: of('author'),
    tag: of('tag'),
    source: of('source'),
  };
};

/**
 * The searches that are made oftener than chance has it, beside how often all are made now and were made before: counts
 * that come by chance differ by about their square root.
 */
const risingOf = (buckets: readonly Bucket[], allNow: number, allBefore: number) => {
  // Before anything was counted there was nothing to rise from.
  if (allBefore === 0) return [];
  const growth = allNow / allBefore;
  return buckets
    .map((bucket) => {
      const now = bucket.within['now']?.within ?? {};
      const searches = sumIn(now, 'searches');
      const before = sumIn(bucket.within['earlier']?.within ?? {}, 'searches');
      const deviation = Math.sqrt(searches + growth ** 2 * before);
      return {
        bucket,
        now,
        before,
        score: deviation === 0 ? 0 : (searches - growth * before) / deviation,
      };
    })
    .filter(({ score }) => score >= RISING)
    .toSorted((a, b) => b.score - a.score);
};
