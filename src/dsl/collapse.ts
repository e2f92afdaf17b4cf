import type { estypes } from '@elastic/elasticsearch';
import { SET_FIELD } from '../domain/stored-article.ts';
import type { PointInTime, SearchBody } from './build-walk.ts';

type Aggregation = estypes.AggregationsAggregationContainer;

/** Shows of each set of nearly identical articles the one that comes first. */
export const ONE_OF_EACH = { field: SET_FIELD } as const;

/** The name of the aggregation that counts the sets found. */
export const SETS = 'sets';

/**
 * Counts sets, by their hashes. Up to so many the same ones are always counted the same, wherever they are counted, and
 * hardly ever one short: beyond, it is an estimate. Takes some five bytes each for every bucket.
 */
export const countSets = (upTo: number): Aggregation => ({
  cardinality: { field: SET_FIELD, precision_threshold: upTo },
});

/** How many sets the bucket or answer of an engine has found; `null` where they were not counted. */
export const setsIn = (counted: unknown): number | null => {
  const { [SETS]: sets } = (counted ?? {}) as Partial<
    Record<typeof SETS, { value?: number; [SETS]?: { value: number } }>
  >;
  return sets?.value ?? sets?.[SETS]?.value ?? null;
};

/** Up to so many sets their number is told as exact, as that of articles is. */
const EXACT = 10_000;

/** A search's answer, its total the number of sets found where these were counted. */
export const withSetsAsTotal = <
  Answer extends { readonly aggregations?: unknown; readonly hits: { readonly total?: unknown } },
>(
  answer: Answer,
): Answer => {
  const sets = setsIn(answer.aggregations);
  if (sets === null) return answer;
  const total = { value: Math.min(sets, EXACT), relation: sets > EXACT ? 'gte' : 'eq' };
  return { ...answer, hits: { ...answer.hits, total } };
};

/** The set of a hit whose sets were asked for, or that stands for its set. */
export const setOf = ({ fields }: { readonly fields?: unknown }): string | undefined =>
  (fields as Partial<Record<string, readonly string[]>> | undefined)?.[SET_FIELD]?.[0];

const SIZES = 'sizes';

/** The part of a search's hits that is in these sets. */
const within = (query: SearchBody['query'], sets: readonly string[]): NonNullable<SearchBody['query']> => ({
  bool: { must: [query ?? { match_all: {} }], filter: [{ terms: { [SET_FIELD]: [...sets] } }] },
});

/**
 * How many of the articles that a search finds are in each of some sets, for `setSizesOf`.
 *
 * @param pit the point in time; `null` for the index as it is
 */
export const buildSetSizes = (
  body: SearchBody,
  sets: readonly string[],
  pit: PointInTime | null,
): SearchBody => ({
  size: 0,
  track_total_hits: false,
  query: {
    bool: {
      filter: [within(body.query, sets), ...(body.post_filter === undefined ? [] : [body.post_filter])],
    },
  },
  aggs: {
    [SIZES]: { terms: { field: SET_FIELD, size: sets.length, shard_size: sets.length, include: [...sets] } },
  },
  ...(pit === null ? {} : { pit: { id: pit.id, keep_alive: pit.keepAlive } }),
});

export const setSizesOf = ({
  aggregations,
}: {
  readonly aggregations?: unknown;
}): ReadonlyMap<string, number> => {
  const { [SIZES]: sizes } = (aggregations ?? {}) as Partial<
    Record<
      typeof SIZES,
      { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] }
    >
  >;
  return new Map(sizes?.buckets.map(({ key, doc_count }) => [key, doc_count]));
};

/** The same search, for the first hit of each of some sets. @param body with `collapse` and its order */
export const inSets = ({ query, ...body }: SearchBody, sets: readonly string[]): SearchBody => ({
  ...body,
  query: within(query, sets),
});
