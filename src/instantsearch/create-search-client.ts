import { TimbaoError } from '../client/create-client.ts';
import type { Client, SearchInput, SearchResult } from '../client/create-client.ts';
import type {
  FacetValuesRequest,
  FacetValuesResponse,
  InstantSearchRequest,
  InstantSearchResponse,
} from './instantsearch-types.ts';
import { plainRequest, toFacetSearch, toFacetValues } from './search-facet-values.ts';
import { toResponse } from './to-response.ts';
import type { SearchNotes } from './to-response.ts';
import { toSearch } from './to-search.ts';
import type { SearchDefaults } from './to-search.ts';

export type * from './instantsearch-types.ts';
export type { ArticleHit, ArticleResponse, SearchNotes } from './to-response.ts';
export type { SearchDefaults } from './to-search.ts';

/** What InstantSearch takes as its `searchClient`. */
export interface SearchClient {
  search<T>(
    requests: readonly InstantSearchRequest[],
  ): Promise<{ results: (InstantSearchResponse<T> & { readonly timbao: SearchNotes | null })[] }>;
  searchForFacetValues(requests: readonly InstantSearchRequest[]): Promise<FacetValuesResponse[]>;
  /** As version 5 of `algoliasearch` has it. */
  searchForFacetValues(request: FacetValuesRequest): Promise<FacetValuesResponse>;
}

/**
 * Lets InstantSearch search a Tìm Báo service. Whatever it asks at once is one request to the service.
 *
 * @param client Of the service; only its `searchMany` is used.
 * @param defaults Parameters of every search.
 * @throws TimbaoError from its methods, and an `Error` for what cannot be read.
 */
export const createSearchClient = (
  client: Pick<Client, 'searchMany'>,
  defaults: SearchDefaults = {},
): SearchClient => {
  /** The results of searches in their order; `null` for one that need not be asked. */
  const ask = async (searches: readonly (SearchInput | null)[]): Promise<(SearchResult | null)[]> => {
    const answers = await client.searchMany(searches.filter((search) => search !== null));
    let at = 0;
    return searches.map((search) => {
      const answer = search === null ? null : answers[at++];
      if (answer === null || answer === undefined) return null;
      if ('result' in answer) return answer.result;
      const { problem } = answer;
      throw new TimbaoError(problem.code, problem.detail, { status: problem.status, problem });
    });
  };
  const isFacetSearch = ({ type }: InstantSearchRequest): boolean => type === 'facet';

  async function searchForFacetValues(
    requests: readonly InstantSearchRequest[],
  ): Promise<FacetValuesResponse[]>;
  async function searchForFacetValues(request: FacetValuesRequest): Promise<FacetValuesResponse>;
  async function searchForFacetValues(
    asked: readonly InstantSearchRequest[] | FacetValuesRequest,
  ): Promise<FacetValuesResponse[] | FacetValuesResponse> {
    const requests = 'facetName' in asked ? [plainRequest(asked)] : asked;
    const results = await ask(requests.map((request) => toFacetSearch(request, defaults)));
    const [first, ...rest] = requests.map((request, i) => toFacetValues(request, results[i] ?? null));
    if (first === undefined) return [];
    return 'facetName' in asked ? first : [first, ...rest];
  }

  return {
    search: async <T>(requests: readonly InstantSearchRequest[]) => {
      const results = await ask(
        requests.map((request) =>
          isFacetSearch(request) ? toFacetSearch(request, defaults) : toSearch(request, defaults),
        ),
      );
      return {
        results: requests.map((request, i) => {
          const result = results[i] ?? null;
          return isFacetSearch(request) ? toFacetValues(request, result) : toResponse(request, result);
        }) as unknown as (InstantSearchResponse<T> & { readonly timbao: SearchNotes | null })[],
      };
    },
    searchForFacetValues,
  };
};
