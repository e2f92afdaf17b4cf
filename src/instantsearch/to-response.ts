import type { Facets, Hit, SearchResult } from '../client/create-client.ts';
import { markedPieces } from '../web/marked-text.ts';
import { facetOf, isNameFacet, isNumeric } from './facet-attributes.ts';
import type {
  FacetStats,
  HighlightedText,
  InstantSearchHit,
  InstantSearchParams,
  InstantSearchRequest,
  InstantSearchResponse,
} from './instantsearch-types.ts';
import { markText } from './mark-text.ts';
import { countedAttributes, hitsPerPage, LAST_HIT } from './to-search.ts';

/** What the service says of a search besides its hits. */
export interface SearchNotes {
  /** How the query was read: what it was corrected to, what was loosened, what was perhaps meant. */
  readonly query: SearchResult['query'];
  readonly warnings: SearchResult['warnings'];
  readonly partial: boolean;
}

/** An article that was found. Of its body there are snippets alone. */
export type ArticleHit = Hit & InstantSearchHit & { readonly body?: undefined };

/** An answer of the service as InstantSearch reads it; `timbao` has what InstantSearch does not know of. */
export interface ArticleResponse extends InstantSearchResponse<Hit> {
  readonly timbao: SearchNotes | null;
}

/** @param result `null` where nothing could be found */
export const toResponse = (
  { indexName, params = {} }: InstantSearchRequest,
  result: SearchResult | null,
): ArticleResponse => {
  const size = hitsPerPage(params);
  const total = result?.total ?? { value: 0, exact: true };
  return {
    index: indexName,
    query: params.query ?? '',
    params: '',
    hits: size === 0 ? [] : (result?.hits ?? []).map((hit) => ({ ...hit, ...marksOf(hit, params) })),
    page: params.page ?? 0,
    nbPages: size === 0 ? 0 : Math.min(Math.ceil(total.value / size), Math.floor(LAST_HIT / size)),
    hitsPerPage: size,
    nbHits: total.value,
    exhaustiveNbHits: total.exact,
    exhaustiveFacetsCount: true,
    processingTimeMS: result?.tookMs ?? 0,
    ...facetsOf(params, result?.facets ?? {}),
    timbao:
      result === null ? null : { query: result.query, warnings: result.warnings, partial: result.partial },
  };
};

const highlighted = (html: string, params: InstantSearchParams): HighlightedText => {
  const pieces = markedPieces(html);
  return {
    value: markText(pieces, params),
    matchLevel: pieces.some(({ marked }) => marked) ? 'full' : 'none',
    matchedWords: [],
  };
};

/** The marks of an article, and its other texts without any: a template may ask for those of each. */
const marksOf = (hit: Hit, params: InstantSearchParams): InstantSearchHit => {
  const plain = (text: string): HighlightedText => ({
    value: markText([{ text, marked: false }], params),
    matchLevel: 'none',
    matchedWords: [],
  });
  const { title, lead, body = [], captions = [] } = hit.highlights ?? {};
  const titleText = title === undefined ? plain(hit.title ?? '') : highlighted(title, params);
  const leadText = lead === undefined || lead === null ? plain(hit.lead ?? '') : highlighted(lead, params);
  return {
    objectID: hit.id,
    _highlightResult: {
      title: titleText,
      lead: leadText,
      section: plain(hit.section ?? ''),
      source: plain(hit.source ?? ''),
      authors: (hit.authors ?? []).map(plain),
      tags: (hit.tags ?? []).map(plain),
      captions: captions.map((caption) => highlighted(caption, params)),
    },
    _snippetResult: {
      title: titleText,
      lead: leadText,
      body: highlighted(body.join(' … '), params),
    },
  };
};

/** The first instant that a bound of a bucket stands for. */
const instantOf = (bound: string): number =>
  Date.parse(bound.length === '2022-01-21'.length ? `${bound}T00:00:00+07:00` : bound);

const facetsOf = (
  params: InstantSearchParams,
  counted: Facets,
): Pick<InstantSearchResponse<Hit>, 'facets' | 'facets_stats'> => {
  const facets: Record<string, Record<string, number>> = {};
  const stats: Record<string, FacetStats> = {};
  for (const attribute of countedAttributes(params)) {
    const facet = facetOf(attribute);
    if (facet === null) continue;
    if (isNameFacet(facet)) {
      const values = (counted[facet] ?? []).slice(0, params.maxValuesPerFacet);
      facets[attribute] = Object.fromEntries(values.map(({ value, count }) => [value, count]));
      continue;
    }
    const buckets = (counted[facet as 'year'] ?? []).filter(({ count }) => count > 0);
    const isTime = attribute === 'publishedAt';
    facets[attribute] = Object.fromEntries(
      buckets.map(({ value, from, count }) => [isTime ? String(instantOf(from)) : value, count]),
    );
    const [first] = buckets;
    const last = buckets.at(-1);
    if (first === undefined || last === undefined || !isNumeric(attribute)) continue;
    const numberOf = ({ value, from }: typeof first): number => (isTime ? instantOf(from) : Number(value));
    const [count, sum] = buckets.reduce(
      ([count, sum], bucket) => [count + bucket.count, sum + bucket.count * numberOf(bucket)],
      [0, 0],
    );
    // A day ends with its last millisecond.
    const end =
      last.to.length === '2022-01-21'.length ? instantOf(last.to) + 86_400_000 - 1 : instantOf(last.to);
    stats[attribute] = { min: numberOf(first), max: isTime ? end : numberOf(last), avg: sum / count, sum };
  }
  return { facets, facets_stats: stats };
};
