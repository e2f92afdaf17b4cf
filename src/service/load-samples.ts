import { NOT_REMOVED } from '../domain/tombstone.ts';
import { secondOf, visibleAt } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';
import { importArticles } from '../ingest/import-articles.ts';
import type { ArticleStoreDeps } from '../ingest/open-article-store.ts';
import { findFiles } from '../ingest/sources/find-files.ts';
import { readFiles } from '../ingest/sources/read-sources.ts';
import { NO_DEFAULTS } from '../ingest/sources/source-record.ts';
import { packageFile } from '../package-file.ts';

/** How many articles readers see now. */
export const countSeen = (engine: Pick<Engine, 'count'>, index: string): Promise<number> =>
  engine.count(index, { bool: { filter: [NOT_REMOVED, visibleAt(secondOf(Date.now))] } });

/**
 * Puts the sample articles into an index, by the way that any import goes, and makes them findable.
 *
 * @returns how many there are now that readers see.
 */
export const loadSamples = async (store: ArticleStoreDeps, tell: (text: string) => void): Promise<number> => {
  const { files } = await findFiles([packageFile('fixtures', 'articles')]);
  const { stoppedBy } = await importArticles(store, readFiles(files, NO_DEFAULTS), ({ from, error }) => {
    if (error !== null) tell(`Warning: the sample ${from} was not loaded: ${error.message}`);
  });
  if (stoppedBy !== null) throw stoppedBy;
  await store.engine.refresh(store.names.read);
  const seen = await countSeen(store.engine, store.names.read);
  tell(`Loaded ${seen} sample articles. (TIMBAO_SAMPLES=off leaves an empty index empty.)`);
  return seen;
};
