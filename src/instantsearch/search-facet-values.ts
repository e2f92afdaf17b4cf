import type { SearchInput, SearchResult } from '../client/create-client.ts';
import { facetOf, isNameFacet } from './facet-attributes.ts';
import type { FacetName } from './facet-attributes.ts';
import type {
  FacetHit,
  FacetValuesRequest,
  FacetValuesResponse,
  InstantSearchParams,
  InstantSearchRequest,
} from './instantsearch-types.ts';
import { markText } from './mark-text.ts';
import { toSearch } from './to-search.ts';
import type { SearchDefaults } from './to-search.ts';

const USUAL_VALUES = 10;
/** A query with a star takes so many letters. */
const LEAST_LETTERS = 2;

/** A letter without its marks; as long as it was. */
const foldLetter = (letter: string): string => {
  const [bare = letter] = letter.normalize('NFD').toLowerCase();
  return bare === 'đ' ? 'd' : bare;
};

const fold = (text: string): string => text.replace(/./gsu, foldLetter);

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** A search for values of a facet as InstantSearch makes it. */
export const plainRequest = ({
  indexName,
  facetName,
  searchForFacetValuesRequest: { params = '', ...asked } = {},
}: FacetValuesRequest): InstantSearchRequest => {
  const rest = [...new URLSearchParams(params)].map(([name, value]) => [
    name,
    value.startsWith('[') ? (JSON.parse(value) as unknown) : value,
  ]);
  return { indexName, params: { ...Object.fromEntries(rest), ...asked, facetName } };
};

/** @throws Error The values of it cannot be searched. */
const facetAsked = ({ facet, params = {} }: InstantSearchRequest): FacetName => {
  const attribute = params.facetName ?? facet ?? '';
  const name = facetOf(attribute);
  if (name === null)
    throw new Error(`There is no facet ${JSON.stringify(attribute)} to search the values of.`);
  return name;
};

/**
 * The search whose facet holds the values that a text begins a word of. The service counts the hundred most frequent
 * ones: of articles that have such a word in that field.
 */
export const toFacetSearch = (
  request: InstantSearchRequest,
  defaults?: SearchDefaults,
): SearchInput | null => {
  const facet = facetAsked(request);
  const words = wordsOf((request.params?.facetQuery ?? '').normalize('NFC'));
  const clauses = !isNameFacet(facet)
    ? []
    : words.flatMap((word, i) => {
        if (i < words.length - 1) return [`${facet}:${word}`];
        return word.length < LEAST_LETTERS ? [] : [`${facet}:${word}*`];
      });
  const params = { ...request.params, hitsPerPage: 0, facets: [facet] };
  return toSearch({ ...request, params }, defaults, clauses);
};

/** The values of a facet in which a text begins a word, with or without its marks. */
export const toFacetValues = (
  request: InstantSearchRequest,
  result: SearchResult | null,
): FacetValuesResponse => {
  const { params = {} } = request;
  const buckets = result?.facets?.[facetAsked(request)] ?? [];
  const hits = buckets.flatMap(({ value, count }): FacetHit[] => {
    const highlighted = highlightedValue(value.normalize('NFC'), params);
    return highlighted === null || count === 0 ? [] : [{ value, highlighted, count }];
  });
  return {
    facetHits: hits.slice(0, params.maxFacetHits ?? USUAL_VALUES),
    exhaustiveFacetsCount: true,
    processingTimeMS: result?.tookMs ?? 0,
  };
};

/** A value with what was typed marked; `null` where it does not have it. */
const highlightedValue = (value: string, params: InstantSearchParams): string | null => {
  const typed = fold(wordsOf((params.facetQuery ?? '').normalize('NFC')).join(' '));
  if (typed === '') return markText([{ text: value, marked: false }], params);
  const folded = fold(value);
  for (const { index } of folded.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    if (!folded.startsWith(typed, index)) continue;
    const end = index + typed.length;
    return markText(
      [
        { text: value.slice(0, index), marked: false },
        { text: value.slice(index, end), marked: true },
        { text: value.slice(end), marked: false },
      ],
      params,
    );
  }
  return null;
};
