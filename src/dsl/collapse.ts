import type { estypes } from '@elastic/elasticsearch';
import type { Aggregations, Answer, FoundDocument } from '../domain/answer.ts';
import { SET_FIELD } from '../domain/stored-article.ts';
import type { PointInTime } from './point-in-time.ts';

type Aggregation = estypes.AggregationsAggregationContainer;
type SearchBody = estypes.SearchRequest;

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

/** How many sets were counted in an answer or in one of its buckets; `null` where they were not. */
export const setsIn = ({ [SETS]: sets }: Aggregations): number | null =>
  sets?.value ?? sets?.within[SETS]?.value ?? null;

/** Up to so many sets their number is told as exact, as that of articles is. */
const EXACT = 10_000;

/** A search's answer, its total the number of sets found where these were counted. */
export const withSetsAsTotal = <T>(answer: Answer<T>): Answer<T> => {
  const sets = setsIn(answer.aggregations);
  return sets === null
    ? answer
    : { ...answer, total: { value: Math.min(sets, EXACT), exact: sets <= EXACT } };
};

/** The set of a hit whose sets were asked for, or that stands for its set. */
export const setOf = ({ fields }: Pick<FoundDocument<unknown>, 'fields'>): string | undefined => {
  const [set] = fields[SET_FIELD] ?? [];
  return typeof set === 'string' ? set : undefined;
};

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

export const setSizesOf = ({ aggregations }: Answer): ReadonlyMap<string, number> =>
  new Map(aggregations[SIZES]?.buckets.map(({ key, count }) => [String(key), count]));

/** The same search, for the first hit of each of some sets. @param body with `collapse` and its order */
export const inSets = ({ query, ...body }: SearchBody, sets: readonly string[]): SearchBody => ({
  ...body,
  query: within(query, sets),
});
