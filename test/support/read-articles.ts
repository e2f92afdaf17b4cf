import { toReadOptions, type ReadFlags } from '../../src/cli/import-options.ts';
import type { Article } from '../../src/domain/article.ts';
import { importArticles, type ImportEvent } from '../../src/ingest/import-articles.ts';
import { findFiles } from '../../src/ingest/sources/find-files.ts';
import { readFiles } from '../../src/ingest/sources/read-sources.ts';

export interface ReadArticles {
  readonly articles: readonly Article[];
  readonly events: readonly ImportEvent[];
}

/** What `timbao import` makes of files, up to the engine. */
export const readArticles = async (
  paths: readonly string[],
  flags: Partial<ReadFlags> = {},
): Promise<ReadArticles> => {
  const options = await toReadOptions({ author: [], tag: [], field: [], ...flags });
  const { files } = await findFiles(paths, options);
  const articles: Article[] = [];
  const events: ImportEvent[] = [];
  await importArticles(null, readFiles(files, options), (event) => {
    events.push(event);
    if (event.article !== null) articles.push(event.article);
  });
  return { articles, events };
};
