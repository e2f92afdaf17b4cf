import type { estypes } from '@elastic/elasticsearch';
import type { Aggregation as CountedAggregation, Answer, Bucket } from '../domain/answer.ts';
import { FACET_NAMES, isDateFacet } from '../domain/search-request.ts';
import type { FacetName, SearchRequest, ValueFacetName } from '../domain/search-request.ts';
import { dateFilters, NAME_FIELDS, valueFilters, WITHOUT_KEYS } from './clauses/filters-clause.ts';
import { commonestForm } from '../text/name-key.ts';
import { countSets, SETS, setsIn } from './collapse.ts';

type Query = estypes.QueryDslQueryContainer;
type Aggregation = estypes.AggregationsAggregationContainer;

/** The most values that a facet of a field lists: those that most articles have. */
export const MAX_VALUES = 100;

/**
 * How many values each shard reports, so that what several of them report adds up to exact counts. An archive with
 * more different authors or tags than this in one search, on more than one shard, is counted nearly exactly.
 */
const SHARD_VALUES = 50_000;

/**
 * The offset that `query/date-range.ts` reads dates with, and not `Asia/Ho_Chi_Minh`, whose offset was another before
 * June 1975: a bucket and the `from` and `to` that narrow to it must hold the same articles.
 */
const VIETNAM = '+07:00';

/** Where the filters of a request go that has facets. */
export interface FacetPlan {
  /** Filters that hold for the hits and for every facet. */
  readonly within: readonly Query[];
  /** Filters of fields that are faceted: they hold for the hits, and for every facet but their own. */
  readonly after: readonly Query[];
  /** One for each facet, by its name. */
  readonly aggregations: Readonly<Record<string, Aggregation>>;
}

/** Filters and aggregations of a request; without facets all filters are `within`, and nothing is counted. */
export const planFacets = ({ wanted, shown }: SearchRequest): FacetPlan => {
  const filters = valueFilters(wanted);
  const faceted = new Set<FacetName>(shown.facets);
  const after = filters.filter(({ name }) => faceted.has(name));
  const countedBy = (facet: FacetName, aggregation: Aggregation): [FacetName, Aggregation] => [
    facet,
    counted(
      after.filter(({ name }) => name !== facet).map(({ clause }) => clause),
      aggregation,
    ),
  ];
  const { collapse } = shown;
  const ofValues = shown.facets.filter((facet) => !isDateFacet(facet));
  return {
    within: [
      ...filters.filter(({ name }) => !faceted.has(name)).map(({ clause }) => clause),
      ...dateFilters(wanted),
    ],
    after: after.map(({ clause }) => clause),
    aggregations: {
      ...Object.fromEntries(
        shown.facets.map((facet) =>
          countedBy(facet, isDateFacet(facet) ? datesOf(facet, collapse) : valuesOf(facet, collapse)),
        ),
      ),
      ...unkeyed(ofValues.map((facet) => countedBy(facet, writtenValuesOf(facet, collapse)))),
    },
  };
};

const BUCKETS = 'buckets';

const UNKEYED = 'unkeyed';

/** The same of articles whose names have no key: one look at each article, and nothing more where it has one. */
const unkeyed = (
  aggregations: readonly (readonly [FacetName, Aggregation])[],
): Record<string, Aggregation> =>
  aggregations.length === 0
    ? {}
    : { [UNKEYED]: { filter: WITHOUT_KEYS, aggs: Object.fromEntries(aggregations) } };

/** What is counted of the articles that pass all of the filters. */
const counted = (filter: readonly Query[], aggregation: Aggregation): Aggregation =>
  filter.length === 0
    ? aggregation
    : { filter: { bool: { filter: [...filter] } }, aggs: { [BUCKETS]: aggregation } };

/** Up to how many sets are counted exactly in a bucket: more in few buckets than in many, which take the memory. */
const SETS_OF = { year: 10_000, month: 10_000, day: 3_000, value: 10_000 };

/** So many more values than are listed are counted by sets, of those that most articles have. */
const SPARE_VALUES = 100;

/**
 * Empty buckets are not asked for: there could be any number of them, and they are easily filled in.
 *
 * @param bySets whether the sets of nearly identical articles in each are counted, too
 */
const datesOf = (interval: 'year' | 'month' | 'day', bySets: boolean): Aggregation => ({
  date_histogram: {
    field: 'publishedAt',
    calendar_interval: interval,
    time_zone: VIETNAM,
    min_doc_count: 1,
  },
  ...(bySets ? { aggs: { [SETS]: countSets(SETS_OF[interval]) } } : {}),
});

/** The commonest values of a field, and what else is counted of each. */
const commonest = (field: string, aggs: Readonly<Record<string, Aggregation>>, bySets: boolean) => ({
  terms: {
    field,
    // Sets are counted only of the values that most articles have: of every author of an archive it would take a
    // gigabyte.
    size: bySets ? MAX_VALUES + SPARE_VALUES : MAX_VALUES,
    shard_size: bySets ? (MAX_VALUES + SPARE_VALUES) * 2 : SHARD_VALUES,
    order: [{ _count: 'desc' }, { _key: 'asc' }],
    // What is counted of each is only looked at of those that are shown.
    collect_mode: 'breadth_first',
  } satisfies Aggregation['terms'],
  aggs: { ...aggs, ...(bySets ? { [SETS]: countSets(SETS_OF.value) } : {}) },
});

const WRITTEN = 'written';

/** So many spellings are looked at to find the commonest of a name: those of an article's other authors are among them. */
const SPELLINGS = 20;

/** The names by their keys, each with how it is written. */
const valuesOf = (name: ValueFacetName, bySets: boolean): Aggregation =>
  commonest(
    NAME_FIELDS[name].key,
    { [WRITTEN]: { terms: { field: NAME_FIELDS[name].written, size: SPELLINGS } } },
    bySets,
  );

/** The names as they are written, of articles whose names have no key. */
const writtenValuesOf = (name: ValueFacetName, bySets: boolean): Aggregation =>
  commonest(NAME_FIELDS[name].written, {}, bySets);

/** A name in its commonest form. */
const asWritten = ({ key, within }: Bucket): string | number =>
  commonestForm(
    String(key),
    (within[WRITTEN]?.buckets ?? []).map((written) => String(written.key)),
  ) ?? key;

/** One bucket of a facet: a field's value, or the first millisecond of a year, month or day. */
export type CountedBucket = Pick<Bucket, 'key' | 'count'>;

/** The buckets that the answer to a request that was built with facets has for each of them. */
export const facetBuckets = ({
  aggregations,
}: Pick<Answer, 'aggregations'>): Partial<Record<FacetName, readonly CountedBucket[]>> =>
  Object.fromEntries(
    FACET_NAMES.flatMap((name) => {
      const keyed = aggregations[name];
      if (keyed === undefined) return [];
      const buckets = [keyed, aggregations[UNKEYED]?.within[name]].flatMap(bucketsIn);
      return [[name, inSets(buckets, name)]];
    }),
  );

/** Those of an aggregation, narrowed or not. */
const bucketsIn = (one: CountedAggregation | undefined): readonly Bucket[] =>
  (one?.within[BUCKETS] ?? one)?.buckets ?? [];

/** Buckets counted by sets, if they were: of values, those that most sets have. */
const inSets = (buckets: readonly Bucket[], name: FacetName): readonly CountedBucket[] => {
  const named = buckets.map((bucket) => ({ key: asWritten(bucket), count: bucket.count }));
  if (buckets.every(({ within }) => setsIn(within) === null)) return named;
  const counted = named.map(({ key }, i) => ({ key, count: setsIn(buckets[i]?.within ?? {}) ?? 0 }));
  if (isDateFacet(name)) return counted;
  return counted
    .sort((a, b) => b.count - a.count || (String(a.key) < String(b.key) ? -1 : 1))
    .slice(0, MAX_VALUES);
};
