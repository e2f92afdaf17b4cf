import { createSearchIndex, FIXTURE_ARTICLES } from './search-index.ts';
import type { Parameters as SearchParameters } from './search-index.ts';

/** An index with all the sample articles, and the articles themselves as they are stored. */
export const createSampleIndex = async (options: Parameters<typeof createSearchIndex>[0] = {}) => {
  const index = await createSearchIndex(options);
  await index.importFiles(FIXTURE_ARTICLES);
  const articles = await index.articles();
  return {
    ...index,
    stored: articles,
    /** The ids that a search finds, best first; all on one page. */
    ids: async (parameters: SearchParameters): Promise<string[]> =>
      (await index.search({ size: '100', snippets: '0', ...parameters })).hits.map(({ id }) => id),
  };
};

export type SampleIndex = Awaited<ReturnType<typeof createSampleIndex>>;
