import type { estypes } from '@elastic/elasticsearch';
import type { SearchRequest } from '../domain/search-request.ts';
import type { LooseMatch } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { filterClauses } from './clauses/filters-clause.ts';
import { matchClause } from './clauses/match-clause.ts';
import { ranking } from './ranking.ts';

/** How many of the best hits get the full ranking. */
export const RESCORE_WINDOW = 100;

/** `total` is counted exactly up to here; also the deepest hit a `page` can reach. */
export const MAX_TOTAL = 10_000;

/** What a result shows; everything else stays in the index. */
const SHOWN = [
  'id', 'title', 'lead', 'body', 'captions', 'url', 'section', 'source', 'authors', 'tags', 'publishedAt',
]; // prettier-ignore

const SORTS = {
  newest: [{ publishedAt: 'desc' }, { id: 'asc' }],
  oldest: [{ publishedAt: 'asc' }, { id: 'asc' }],
} as const;

/** The Elasticsearch request for one page of the articles that match. `null` matches all: browsing. */
export const buildSearch = (request: SearchRequest, match: Match | null): estypes.SearchRequest =>
  searchWith(request, match, [...(match === null ? [] : [matchClause(match)]), ...filterClauses(request)]);

const searchWith = (
  request: SearchRequest,
  match: Match | null,
  filter: estypes.QueryDslQueryContainer[],
): estypes.SearchRequest => {
  const page = {
    from: (request.page - 1) * request.size,
    size: request.size,
    track_total_hits: MAX_TOTAL,
    _source: SHOWN,
  };
  if (request.sort !== 'relevance' || match === null) {
    const sort = request.sort === 'oldest' ? SORTS.oldest : SORTS.newest;
    return { ...page, query: { bool: { filter } }, sort: sort.map((key) => ({ ...key })) };
  }
  const { first, second } = ranking(rankedSyllables(match));
  if (first.length === 0) return { ...page, query: { bool: { filter } } };
  return {
    ...page,
    query: { bool: { filter, should: [...first] } },
    rescore: {
      window_size: Math.max(RESCORE_WINDOW, page.from + page.size),
      query: { rescore_query: { bool: { should: [...second] } } },
    },
  };
};

/** As `buildSearch`, for the articles that hold most of the words, the nearest first. */
export const buildLooseSearch = (
  request: SearchRequest,
  match: Match,
  { required, words, least }: LooseMatch,
): estypes.SearchRequest => {
  const wanted = words.map((word) => matchClause(word));
  return searchWith(request, match, [
    ...(required.length === 0 ? [] : [matchClause({ type: 'all', children: required })]),
    { bool: { should: wanted, minimum_should_match: least } },
    ...filterClauses(request),
  ]);
};
