import type { estypes } from '@elastic/elasticsearch';
import type { SearchRequest } from '../domain/search-request.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { LooseMatch } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { matchClause } from './clauses/match-clause.ts';
import { countSets, ONE_OF_EACH, SETS } from './collapse.ts';
import { planFacets } from './facets.ts';
import { ranking } from './ranking.ts';

type Aggregation = estypes.AggregationsAggregationContainer;

/** How many of the best hits get the full ranking. */
export const RESCORE_WINDOW = 100;

/** `total` is counted exactly up to here; also the deepest hit a `page` can reach. */
export const MAX_TOTAL = 10_000;

/** Sets are counted nearly exactly up to here: some more than are ever told exactly. */
const COUNTED_SETS = 40_000;

const SORTS = {
  newest: [{ publishedAt: 'desc' }, { id: 'asc' }],
  oldest: [{ publishedAt: 'asc' }, { id: 'asc' }],
} as const;

/**
 * The Elasticsearch request for one page of the articles that match, and for the facets asked for. `null` matches
 * all: browsing.
 *
 * @param counted matches to be counted among them, for `countsOf`; named otherwise than any facet
 */
export const buildSearch = (
  request: SearchRequest,
  match: Match | null,
  counted: Readonly<Record<string, Match>> = {},
): estypes.SearchRequest => searchWith(request, match, match === null ? [] : [matchClause(match)], counted);

const searchWith = (
  request: SearchRequest,
  match: Match | null,
  found: estypes.QueryDslQueryContainer[],
  counted: Readonly<Record<string, Match>> = {},
): estypes.SearchRequest => {
  const { within, after, aggregations } = planFacets(request);
  const filter = [...found, ...within, NOT_REMOVED];
  const counts = Object.entries(counted).map(([name, one]): [string, Aggregation] => [
    name,
    { filter: { bool: { filter: [matchClause(one), ...after] } } },
  ]);
  const sets = (): Aggregation =>
    after.length === 0
      ? countSets(COUNTED_SETS)
      : { filter: { bool: { filter: [...after] } }, aggs: { [SETS]: countSets(COUNTED_SETS) } };
  const aggs = {
    ...aggregations,
    ...Object.fromEntries(counts),
    ...(request.collapse ? { [SETS]: sets() } : {}),
  };
  const page = {
    from: (request.page - 1) * request.size,
    size: request.size,
    track_total_hits: MAX_TOTAL,
    // As it is stored: little of it is not shown, and for Elasticsearch it is less work to send it than to pick from it.
    _source: true,
    // After the aggregations: these filters hold for the hits and their total, not for the facets of their fields.
    ...(after.length === 0 ? {} : { post_filter: { bool: { filter: [...after] } } }),
    ...(Object.keys(aggs).length === 0 ? {} : { aggs }),
    ...(request.collapse ? { collapse: ONE_OF_EACH } : {}),
  };
  const ranked = request.sort === 'relevance' && match !== null ? rankedSyllables(match) : [];
  const { first, second } = ranking(ranked);
  // Dates, names and prefixes alone tell nothing about which article is the better one: then the newest is.
  if (first.length === 0) {
    const sort = request.sort === 'oldest' ? SORTS.oldest : SORTS.newest;
    return { ...page, query: { bool: { filter } }, sort: sort.map((key) => ({ ...key })) };
  }
  // Elasticsearch does not rescore what it collapses: all get the full ranking at once.
  if (request.collapse) {
    return { ...page, query: { bool: { filter, should: [...first, ...second] } } };
  }
  return {
    ...page,
    query: { bool: { filter, should: [...first] } },
    rescore: {
      // The same for every page: a window that grew with it would bring hits forward to pages already shown.
      window_size: RESCORE_WINDOW,
      query: { rescore_query: { bool: { should: [...second] } } },
    },
  };
};

/**
 * As `buildSearch`, for the articles that hold most of the words, the nearest first.
 *
 * @param counted matches to be counted among them, for `countsOf`; named otherwise than any facet
 */
export const buildLooseSearch = (
  request: SearchRequest,
  match: Match,
  { required, words, least }: LooseMatch,
  counted: Readonly<Record<string, Match>> = {},
): estypes.SearchRequest =>
  searchWith(
    request,
    match,
    [
      ...(required.length === 0 ? [] : [matchClause({ type: 'all', children: required })]),
      { bool: { should: words.map((word) => matchClause(word)), minimum_should_match: least } },
    ],
    counted,
  );

/** How many articles that a search found match each of what it counted. */
export const countsOf = <Name extends string>(
  answer: { readonly aggregations?: unknown },
  counted: Readonly<Record<Name, Match>>,
): Readonly<Record<Name, number>> => {
  const buckets = (answer.aggregations ?? {}) as Partial<Record<string, { readonly doc_count: number }>>;
  const counts = Object.keys(counted).map((name) => [name, buckets[name]?.doc_count ?? 0]);
  return Object.fromEntries(counts) as Record<Name, number>;
};
