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

/** What the articles found can be counted by, in the order in which it is answered. */
export const FACET_NAMES = ['year', 'month', 'day', 'section', 'author', 'tag', 'source'] as const;

export type FacetName = (typeof FACET_NAMES)[number];

/** Those of the facets that have a bucket for each year, month or day. */
export type DateFacetName = Extract<FacetName, 'year' | 'month' | 'day'>;

/** Those that have one for each value of a field, which can be filtered by. */
export type ValueFacetName = Exclude<FacetName, DateFacetName>;

export const isDateFacet = (name: FacetName): name is DateFacetName =>
  name === 'year' || name === 'month' || name === 'day';

/** What a hit can be asked to carry, beside what it is told by: its id, its score and how many are like it. */
export const HIT_FIELDS = [
  'title',
  'url',
  'image',
  'lead',
  'section',
  'authors',
  'tags',
  'source',
  'publishedAt',
  'updatedAt',
  'highlights',
] as const;

export type HitField = (typeof HIT_FIELDS)[number];

/** Which articles are wanted. */
export interface Wanted {
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
  /** `false`: never loosen. */
  readonly relax: boolean;
  /** Those that are hidden now as well; for whoever may see them. */
  readonly preview?: boolean;
}

/** How what is found is shown. */
export interface Shown {
  readonly sort: SearchSort;
  readonly size: number;
  /** From 1; `page * size` is at most 10,000. */
  readonly page: number;
  /** In place of a page: where an earlier answer of the same search said to go on. */
  readonly cursor?: string;
  /** What each hit carries; all of it unless asked otherwise. */
  readonly fields: readonly HitField[];
  /** How many body snippets a hit carries, 0–5. */
  readonly snippets: number;
  /** The most characters a snippet has, 40–400. */
  readonly snippetSize: number;
  /** Shows and counts one of each set of nearly identical articles. */
  readonly collapse: boolean;
  /** What to count the articles found by, each once; empty counts nothing and costs nothing. */
  readonly facets: readonly FacetName[];
  /** Whether to count how the syllables of a query without marks are written; costs nothing where not. */
  readonly accents: boolean;
  /** Whether to tell how the query was read. */
  readonly explain: boolean;
}

/** A search, parsed and within its limits: every field is set and trusted from here on. */
export interface SearchRequest {
  readonly wanted: Wanted;
  readonly shown: Shown;
}

/** The same search, for its best article alone: what it finds is of interest, not what it shows. */
export const firstHitOf = ({ wanted, shown }: SearchRequest): SearchRequest => {
  const { cursor: _cursor, ...rest } = shown;
  return {
    wanted,
    shown: { ...rest, size: 1, page: 1, snippets: 0, facets: [], accents: false, explain: false },
  };
};

/** Whether anything but its words narrows a search. */
export const hasFilter = ({ filters, from, to }: Wanted): boolean =>
  from !== undefined || to !== undefined || Object.values(filters).some((values) => values.length > 0);
