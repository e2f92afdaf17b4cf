/** How the marks of a typed syllable are read; `docs/search.md` has the rules. */
export type Diacritics = 'auto' | 'strict' | 'ignore';

export type SearchMode = 'keyword' | 'phrase';

export type SearchSort = 'relevance' | 'newest' | 'oldest';

/** The values a hit must have: any of a name's values, all of the names. Empty arrays filter nothing. */
export interface SearchFilters {
  readonly section: readonly string[];
  readonly author: readonly string[];
  readonly tag: readonly string[];
  readonly source: readonly string[];
}

/** A search, parsed and within its limits: every field is set and trusted from here on. */
export interface SearchRequest {
  /** As typed, in NFC. */
  readonly q: string;
  readonly mode: SearchMode;
  /** Syllables of freedom for `mode: 'phrase'`. */
  readonly slop: number;
  readonly diacritics: Diacritics;
  /** First instant of the first day wanted, RFC 3339. */
  readonly from?: string;
  /** Last instant of the last day wanted, RFC 3339. */
  readonly to?: string;
  readonly filters: SearchFilters;
  readonly sort: SearchSort;
  readonly size: number;
  /** From 1; `page * size` is at most 10,000. */
  readonly page: number;
  /** How many body snippets a hit carries, 0–5. */
  readonly snippets: number;
  /** The most characters a snippet has, 40–400. */
  readonly snippetSize: number;
  /** `false`: never loosen. */
  readonly relax: boolean;
}
