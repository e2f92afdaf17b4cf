import type { Engine } from '../engine/engine.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { ensureIndex, toCreateOptions } from '../index-lifecycle/create-index.ts';
import { openArticleStore, type ArticleStoreDeps } from '../ingest/open-article-store.ts';
import type { CommandDeps, OfNewIndex } from './command-deps.ts';

export interface ImportStore {
  readonly store: ArticleStoreDeps;
  /** The index by its own name. */
  readonly index: string;
}

/**
 * Opens what an import writes to: waits for an engine that is starting, and creates the index where there is none. For a
 * dry run nothing is waited for, and nothing created.
 */
export const openImportStore = async (
  engine: Engine,
  { config, err }: Pick<CommandDeps<OfNewIndex>, 'config' | 'err'>,
  isDryRun: boolean,
): Promise<ImportStore> => {
  const store = openArticleStore(engine, config.index);
  if (isDryRun) return { store, index: '' };
  let isTold = false;
  const onWaiting = (): void => {
    if (!isTold) err.write('Waiting for the search engine …\n');
    isTold = true;
  };
  // One that is not there at all is not waited for: only one that is still starting.
  await engine.info();
  const state = await waitUntilReady(engine, config.index, { onWaiting });
  const { index, created } = await ensureIndex(engine, toCreateOptions(config));
  if (created) err.write(`Created the index ${index}.\n`);
  if (state === 'index_missing') await waitUntilReady(engine, config.index, { onWaiting });
  return { store, index };
};
