import type { estypes } from '@elastic/elasticsearch';
import type { SortValues } from '../domain/answer.ts';
import { firstHitOf } from '../domain/search-request.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { Plan } from '../matching/plan-query.ts';
import { buildSearch, RESCORE_WINDOW } from './build-search.ts';
import type { SearchBody } from './build-search.ts';
import type { PointInTime } from './point-in-time.ts';

type Body = SearchBody;

const inOrder = (values: readonly string[]): string[] => [...values].sort();

/** The request for the hits of all pages of a search, in their order: the same for whatever is shown of them. */
export const buildForAllPages = ({ wanted, shown }: SearchRequest, plan: Plan | null): SearchBody => {
  const { section, author, tag, source } = wanted.filters;
  const filters = {
    section: inOrder(section),
    author: inOrder(author),
    tag: inOrder(tag),
    source: inOrder(source),
  };
  return buildSearch(firstHitOf({ wanted: { ...wanted, filters }, shown }), plan);
};

/** How many hits are asked for, and which of their fields. */
export interface Portion {
  readonly size: number;
  readonly source?: boolean | { readonly excludes: string[] };
}

/** How many of the first hits of a ranked search are put in order by the full ranking. */
export const BEST = RESCORE_WINDOW;

/** A place behind every document of equal sort values. */
export const AFTER_ALL_EQUALS = Number.MAX_SAFE_INTEGER;

const BY_SCORE: estypes.SortCombinations[] = [{ _score: { order: 'desc' } }];
const AS_STORED: estypes.SortCombinations[] = [{ _shard_doc: { order: 'asc' } }];

/** Whether the first hits of a search have an order of their own. */
export const isRanked = (body: Body): boolean => body.rescore !== undefined;

const within = ({ id, keepAlive }: PointInTime) => ({ pit: { id, keep_alive: keepAlive } });

const portion = ({ size, source }: Portion): Pick<Body, 'size' | '_source'> => ({
  size,
  ...(source === undefined ? {} : { _source: source }),
});

/**
 * The hits of a search in one total order: by date, or by the first step of the ranking, which every hit has. Equal
 * ones stand as they do in the index, which a point in time does not change.
 *
 * @param body of `buildSearch`, without facets
 * @param after of the last hit before; `null` begins
 */
export const buildInOrder = (
  { rescore: _rescore, sort, from: _from, collapse, aggs: _aggs, ...body }: Body,
  pit: PointInTime,
  after: SortValues | null,
  wanted: Portion,
): Body => ({
  ...body,
  ...portion(wanted),
  ...within(pit),
  track_total_hits: false,
  sort: [...(sort === undefined ? BY_SCORE : [sort].flat()), ...AS_STORED],
  // Elasticsearch collapses from the beginning only: further on, hits come with their sets.
  ...(collapse === undefined ? {} : after === null ? { collapse } : { docvalue_fields: [collapse.field] }),
  ...(after === null ? {} : { search_after: [...after] }),
});

/**
 * Some hits of a ranked search by the full ranking.
 *
 * @param ids of the first `BEST` hits of `buildInOrder`
 * @param from how many of them to pass over
 */
export const buildBest = (
  body: Body,
  pit: PointInTime,
  ids: readonly string[],
  from: number,
  wanted: Portion,
): Body => ({
  ...body,
  ...portion(wanted),
  ...within(pit),
  from,
  track_total_hits: false,
  query: { bool: { must: [body.query ?? { match_all: {} }], filter: [{ ids: { values: [...ids] } }] } },
});

/** The facets alone of a search, in a point in time. */
export const buildFacets = (
  { rescore: _rescore, sort: _sort, from: _from, ...body }: Body,
  pit: PointInTime,
): Body => ({ ...body, ...within(pit), size: 0, track_total_hits: false });

/** What was removed, by id, each with the version that its removal is stored under. */
export const buildTombstones = (): Body => ({
  query: { exists: { field: 'removedAt' } },
  sort: [{ id: { order: 'asc' } }],
  version: true,
  _source: false,
});

/** How many hits a search has, all counted, in a point in time. */
export const buildExactCount = (body: Body, pit: PointInTime): Body => ({
  ...buildFacets(body, pit),
  track_total_hits: true,
});
