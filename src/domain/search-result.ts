import type { DateFacetName, Diacritics, SearchMode, ValueFacetName } from './search-request.ts';

/** HTML: the article's own text escaped, hits in `<mark>`. */
export interface Highlights {
  readonly title: string;
  /** `null` where the article has none or nothing in it matched. */
  readonly lead: string | null;
  readonly body: readonly string[];
  readonly captions: readonly string[];
}

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly section: string | null;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly source: string | null;
  readonly publishedAt: string;
  /** `null` where hits are sorted by date. */
  readonly score: number | null;
  readonly highlights: Highlights;
}

export interface SearchWarning {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

export interface ValueBucket {
  readonly value: string;
  /** The `total` of the same search with this value as the only one of its name. */
  readonly count: number;
}

export interface DateBucket {
  /** `2022`, `2022-01` or `2022-01-21`, in Vietnam time. */
  readonly value: string;
  /** First and last day; where the search begins or ends within the bucket, that day or instant. */
  readonly from: string;
  readonly to: string;
  /** The `total` of the same search with these as its `from` and `to`. */
  readonly count: number;
}

/** How many of the articles found are of each year, section …; those that were asked for. */
export type Facets = {
  readonly [Name in DateFacetName]?: readonly DateBucket[];
} & { readonly [Name in ValueFacetName]?: readonly ValueBucket[] };

export interface SearchResult {
  readonly query: {
    readonly text: string;
    readonly mode: SearchMode;
    readonly diacritics: Diacritics;
    /** What was loosened to find these hits, if anything. */
    readonly relaxed: 'marks' | 'words' | null;
    /** Did you mean. */
    readonly suggestion?: string;
  };
  /** Exact up to 10,000. */
  readonly total: { readonly value: number; readonly exact: boolean };
  /** Milliseconds from parse to shape. */
  readonly tookMs: number;
  /** A shard failed or ran out of time: there may be more. */
  readonly partial: boolean;
  readonly hits: readonly Hit[];
  /** Only where facets were asked for. */
  readonly facets?: Facets;
  readonly warnings: readonly SearchWarning[];
}
