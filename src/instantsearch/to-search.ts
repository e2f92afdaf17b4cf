import type { SearchInput } from '../client/create-client.ts';
import { ALL_FACETS, facetOf } from './facet-attributes.ts';
import type { InstantSearchParams, InstantSearchRequest } from './instantsearch-types.ts';
import { readFilters } from './read-filters.ts';
import { ALL_TIME, instantText } from './time-span.ts';
import { EACH_QUOTE } from '../text/quotes.ts';

/** Parameters of the service that every search has, such as `snippetSize` and `collapse`. */
export type SearchDefaults = Omit<
  SearchInput,
  | 'q'
  | 'mode'
  | 'from'
  | 'to'
  | 'section'
  | 'author'
  | 'tag'
  | 'source'
  | 'sort'
  | 'size'
  | 'page'
  | 'cursor'
  | 'facets'
>;

const SORTS = ['relevance', 'newest', 'oldest'] as const;

/** What Algolia shows where it is not told. */
export const USUAL_HITS = 20;
/** What the service shows at most. */
const MOST_HITS = 100;
/** The service pages so far. */
export const LAST_HIT = 10_000;

/** The attributes whose values are counted. */
export const countedAttributes = ({ facets }: InstantSearchParams): readonly string[] => {
  const asked = [facets ?? []].flat();
  return asked.includes('*') ? ALL_FACETS : asked.filter((attribute) => facetOf(attribute) !== null);
};

/** Hits on a page; 0: none are shown. */
export const hitsPerPage = ({ hitsPerPage: asked = USUAL_HITS }: InstantSearchParams): number =>
  Math.max(0, Math.min(Math.trunc(asked), MOST_HITS));

/** @throws Error What follows the colon is no sort. */
const sortOf = (indexName: string): SearchInput['sort'] => {
  const [, name] = /:([^:]*)$/.exec(indexName) ?? [];
  const sort = SORTS.find((each) => each === name);
  if (name !== undefined && sort === undefined) {
    throw new Error(
      `The index ${JSON.stringify(indexName)} names no sort: it can end in :${SORTS.join(', :')}.`,
    );
  }
  return sort;
};

/**
 * A query that clauses may stand before. Quotes and brackets without a partner, which are searched as words or ignored,
 * would take up the clauses.
 */
const wholeQuery = (query: string): string => {
  const quotes = query.match(EACH_QUOTE)?.length ?? 0;
  const even = quotes % 2 === 0 ? query : query.replaceAll(EACH_QUOTE, ' ');
  let depth = 0;
  let isWhole = true;
  for (const character of even) {
    if ('(（'.includes(character)) depth += 1;
    if (')）'.includes(character)) depth -= 1;
    if (depth < 0) isWhole = false;
  }
  const text = isWhole && depth === 0 ? even : even.replace(/[()（）]/gu, ' ');
  // Alternatives bind more loosely than what stands before them.
  return /(?<![\p{L}\p{N}])(?:OR|HOẶC)(?![\p{L}\p{N}])/u.test(text) ? `(${text})` : text;
};

/**
 * The search that a request stands for.
 *
 * @param extra Clauses of the query language besides.
 * @returns `null` where nothing can be found
 * @throws Error What cannot be read.
 */
export const toSearch = (
  { indexName, params = {} }: InstantSearchRequest,
  defaults: SearchDefaults = {},
  extra: readonly string[] = [],
): SearchInput | null => {
  const sort = sortOf(indexName);
  const filters = readFilters(params);
  if (filters === null) return null;
  const query = (params.query ?? '').normalize('NFC').trim();
  const clauses = [...filters.clauses, ...extra];
  const { names } = filters;
  // To search for nothing is to browse, which takes a filter: all time will do.
  const span = filters.span ?? (query === '' && Object.keys(names).length === 0 ? ALL_TIME : null);
  const size = hitsPerPage(params);
  const facets = [...new Set(countedAttributes(params).flatMap((attribute) => facetOf(attribute) ?? []))];
  return {
    ...defaults,
    q: clauses.length === 0 ? query : [...clauses, wholeQuery(query)].join(' ').trim(),
    ...names,
    ...(span !== null && { from: instantText(span.first) }),
    ...(span !== null && span.last !== ALL_TIME.last && { to: instantText(span.last) }),
    ...(sort === undefined ? query === '' && { sort: 'newest' as const } : { sort }),
    ...(facets.length > 0 && { facets }),
    // Where none are shown, the one that there must be carries little.
    ...(size === 0
      ? { size: 1, fields: ['title'] as const, snippets: 0 }
      : { size, page: (params.page ?? 0) + 1 }),
  };
};
