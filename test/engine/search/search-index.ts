import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SYLLABLE_TOKENIZER } from '../../../src/analysis/analysis-settings.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import { viewNow } from '../../../src/domain/visibility.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { writeArticles } from '../../../src/ingest/bulk-writer.ts';
import type { WriteRequest } from '../../../src/ingest/bulk-writer.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { findFiles } from '../../../src/ingest/sources/find-files.ts';
import { readFiles } from '../../../src/ingest/sources/read-sources.ts';
import { NO_DEFAULTS } from '../../../src/ingest/sources/source-record.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { learnLanguage } from '../../../src/search/archive-language.ts';
import type { KnownLanguage } from '../../../src/search/archive-language.ts';
import { createCursors } from '../../../src/search/cursors.ts';
import { createPointsInTime } from '../../../src/search/points-in-time.ts';
import { createReader } from '../../../src/search/reader.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { unescapeHtml } from '../../../src/text/escape-html.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

/** Where the sample articles are. */
export const FIXTURE_ARTICLES = fileURLToPath(new URL('../../../fixtures/articles', import.meta.url));

/** Parameters as an address has them. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** The list that the service comes with. */
const SHIPPED = parseAbbreviations(readFileSync(ABBREVIATIONS_FILE, 'utf8'));

const requestOf = (parameters: Parameters): SearchRequest =>
  toSearchRequest(searchParameters.parse(parameters));

/** An index of a test's own, filled and searched by the service's own code, HTTP left out. */
export const createSearchIndex = async ({
  abbreviations = SHIPPED,
  url = elasticsearchUrl(),
  tokenizer = SYLLABLE_TOKENIZER,
} = {}) => {
  const store = await scratchStore(url, { tokenizer });
  const { engine, names } = store;
  await waitUntilReady(engine, store.index);
  const walks = { cursors: createCursors(null), points: createPointsInTime(engine, names.read) };

  /** What was learnt of the index as it is; `null` where it was written to since. */
  let known: KnownLanguage | null = null;
  const language = async (): Promise<KnownLanguage> => {
    if (known !== null) return known;
    // Anew each time: one who follows an index takes a second look to see what was written.
    const learnt = learnLanguage(engine, names.read);
    await learnt.look();
    known = learnt.current();
    return known;
  };

  return {
    engine,
    index: store.index,
    alias: store.alias,
    /** Imports files or folders as `timbao import` does; every record has to go in. */
    importFiles: async (...paths: readonly string[]): Promise<number> => {
      const { files } = await findFiles(paths);
      const { counts } = await importArticles(store, readFiles(files, NO_DEFAULTS), ({ from, error }) => {
        if (error !== null) throw new Error(`${from}: ${error.message}`);
      });
      await engine.refresh(names.read);
      known = null;
      return counts.created;
    },
    /** Stores articles as they would come in. */
    put: async (...articles: readonly object[]): Promise<void> => {
      const requests = async function* (): AsyncGenerator<WriteRequest<null>> {
        for (const article of articles) yield { tag: null, article: parseArticle(article) };
      };
      for await (const { error } of writeArticles(store, requests())) if (error !== null) throw error;
      await engine.refresh(names.read);
      known = null;
    },
    /** Every article that readers see. */
    articles: async (): Promise<Article[]> => {
      const reader = createReader(engine, viewNow(Date.now));
      const query = { bool: { filter: [NOT_REMOVED] } };
      const { hits } = await reader.search<Article>(names.read, { size: 10_000, query });
      return hits.map(({ source }) => source as Article);
    },
    request: requestOf,
    /** What the index's articles say about their language, all of them. */
    language,
    search: async (parameters: Parameters): Promise<SearchResult> =>
      searchArticles(
        {
          engine: createReader(engine, viewNow(Date.now)),
          index: names.read,
          abbreviations,
          ...(await language()),
          walks,
        },
        requestOf(parameters),
      ),
    close: (): Promise<void> => store.dispose(),
  };
};

export type SearchIndex = Awaited<ReturnType<typeof createSearchIndex>>;

/** A highlight's text, without its marks, as it was before it was escaped. */
export const plainText = (html: string): string => unescapeHtml(html.replace(/<\/?mark>/g, ''));

/** What is marked in a highlight. */
export const marksOf = (html: string): string[] =>
  Array.from(html.matchAll(/<mark>(.*?)<\/mark>/gs), ([, marked = '']) => plainText(marked));
