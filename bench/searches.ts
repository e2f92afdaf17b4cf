import { HIT_FIELDS } from '../src/domain/search-request.ts';
import type { SearchRequest, Shown, Wanted } from '../src/domain/search-request.ts';
import type { Searcher } from '../src/engine/engine.ts';
import type { KnownLanguage } from '../src/search/archive-language.ts';
import { MAX_QUERY_LENGTH } from '../src/query/limits.ts';
import { createAbbreviationsFile } from '../src/search/abbreviations-file.ts';
import { viewNow } from '../src/domain/visibility.ts';
import { createReader } from '../src/search/reader.ts';
import { searchArticles } from '../src/search/search-articles.ts';

/** How many hits every search asks for. */
export const DEPTH = 10;

/** Runs one search with its highlights. @returns the ids found, best first */
export type Search = (query: string) => Promise<readonly string[]>;

/** In what a search differs from that of the page. */
export interface Changes {
  readonly wanted?: Partial<Wanted>;
  readonly shown?: Partial<Shown>;
}

/** What the page of the search asks for. */
export const requestFor = (q: string, { wanted, shown }: Changes = {}): SearchRequest => ({
  wanted: {
    // What the API takes at most; a few questions are longer.
    q: q.normalize('NFC').slice(0, MAX_QUERY_LENGTH),
    mode: 'keyword',
    slop: 0,
    diacritics: 'auto',
    filters: { section: [], author: [], tag: [], source: [] },
    relax: true,
    ...wanted,
  },
  shown: {
    sort: 'relevance',
    size: DEPTH,
    page: 1,
    fields: HIT_FIELDS,
    snippets: 2,
    snippetSize: 160,
    facets: [],
    accents: false,
    explain: false,
    collapse: false,
    ...shown,
  },
});

/**
 * The service's own function, as the API calls it.
 *
 * @param known `languageOf` the index: read once, outside of what is timed
 */
export const timbao = (
  engine: Searcher,
  index: string,
  known: KnownLanguage,
  changes: Changes = {},
): Search => {
  const abbreviations = createAbbreviationsFile().current();
  return async (query) => {
    const request = requestFor(query, changes);
    const result = await searchArticles(
      { engine: createReader(engine, viewNow(Date.now)), index, abbreviations, ...known },
      request,
    );
    return result.hits.map((hit) => hit.id);
  };
};

/**
 * What most people would send: any of the words, titles weighing double, with Elasticsearch's highlights.
 *
 * @param source the fields that the answer carries; all of the document where it is left out, as without asking
 */
export const plain =
  (engine: Searcher, index: string, source?: readonly string[]): Search =>
  async (query) => {
    const answer = await engine.search(index, {
      size: DEPTH,
      track_total_hits: 10_000,
      ...(source === undefined ? {} : { _source: source }),
      query: { multi_match: { query, fields: ['title^2', 'body'] } },
      highlight: {
        fields: { title: { number_of_fragments: 0 }, body: { fragment_size: 160, number_of_fragments: 2 } },
      },
    });
    return answer.hits.map(({ id }) => id);
  };
