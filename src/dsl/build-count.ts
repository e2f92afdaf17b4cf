import type { estypes } from '@elastic/elasticsearch';
import type { SearchRequest } from '../domain/search-request.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { Match } from '../matching/match.ts';
import { filterClauses } from './clauses/filters-clause.ts';
import { matchClause } from './clauses/match-clause.ts';

/**
 * The Elasticsearch request that only counts the articles that match, within the search's filters.
 *
 * @param upTo beyond this many the count is of no interest
 */
export const buildCount = (
  request: Pick<SearchRequest, 'filters' | 'from' | 'to'>,
  match: Match,
  upTo: number,
): estypes.SearchRequest => ({
  size: 0,
  track_total_hits: upTo,
  query: { bool: { filter: [matchClause(match), ...filterClauses(request), NOT_REMOVED] } },
});
