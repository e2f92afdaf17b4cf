/** What InstantSearch asks for, as far as it is read here. */
export interface InstantSearchRequest {
  /** Any name; after a colon the sort: `articles:newest`. */
  readonly indexName: string;
  readonly params?: InstantSearchParams | undefined;
  /** `facet`: values of a facet are searched for. */
  readonly type?: string | undefined;
  readonly facet?: string | undefined;
}

/** One, or several that all hold; a list within it means either. Lists go no deeper, although Algolia's types do. */
export type FilterList = string | readonly FilterList[];

export interface InstantSearchParams {
  readonly query?: string | undefined;
  /** From 0. */
  readonly page?: number | undefined;
  readonly hitsPerPage?: number | undefined;
  readonly facets?: string | readonly string[] | undefined;
  readonly maxValuesPerFacet?: number | undefined;
  readonly facetFilters?: FilterList | undefined;
  readonly numericFilters?: FilterList | undefined;
  readonly highlightPreTag?: string | undefined;
  readonly highlightPostTag?: string | undefined;
  readonly facetName?: string | undefined;
  readonly facetQuery?: string | undefined;
  readonly maxFacetHits?: number | undefined;
  readonly [name: string]: unknown;
}

/** A text with its marks. */
export interface HighlightedText {
  readonly value: string;
  readonly matchLevel: 'none' | 'full';
  readonly matchedWords: string[];
}

type Highlighted = HighlightedText | readonly HighlightedText[];

/** What InstantSearch is given for an article besides its own fields. */
export interface InstantSearchHit {
  readonly objectID: string;
  readonly _highlightResult: Readonly<Record<string, Highlighted>>;
  readonly _snippetResult: Readonly<Record<string, Highlighted>>;
}

export interface FacetStats {
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly sum: number;
}

/** An answer to one request, as InstantSearch reads it. */
export interface InstantSearchResponse<T> {
  readonly index: string;
  readonly query: string;
  readonly params: string;
  hits: (T & InstantSearchHit)[];
  readonly page: number;
  readonly nbPages: number;
  readonly hitsPerPage: number;
  readonly nbHits: number;
  readonly exhaustiveNbHits: boolean;
  readonly exhaustiveFacetsCount: boolean;
  readonly processingTimeMS: number;
  readonly facets: Record<string, Record<string, number>>;
  readonly facets_stats: Record<string, FacetStats>;
}

export interface FacetHit {
  readonly value: string;
  readonly highlighted: string;
  readonly count: number;
}

export interface FacetValuesResponse {
  facetHits: FacetHit[];
  readonly exhaustiveFacetsCount: boolean;
  readonly processingTimeMS: number;
}

/** A search for values of a facet, as version 5 of `algoliasearch` has it; `params` are those of an address. */
export interface FacetValuesRequest {
  readonly indexName: string;
  readonly facetName: string;
  readonly searchForFacetValuesRequest?:
    | {
        readonly params?: string | undefined;
        readonly facetQuery?: string | undefined;
        readonly maxFacetHits?: number | undefined;
      }
    | undefined;
}
