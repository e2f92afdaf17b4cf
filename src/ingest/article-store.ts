import type { Article } from '../domain/article.ts';
import type { OutcomeStatus } from '../domain/outcome.ts';
import { toArticle, type StoredArticle } from '../domain/stored-article.ts';
import { isTombstone, type Tombstone } from '../domain/tombstone.ts';
import type { Refresh } from '../engine/engine.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { prepareWrite, writeBatch, type WriteOperation } from './write-batch.ts';

export interface WriteArticleOptions {
  readonly refresh?: Refresh;
  readonly signal?: AbortSignal;
}

export interface DeleteArticleOptions extends WriteArticleOptions {
  /** Remove this version and what is older, and nothing newer. */
  readonly version?: number;
}

/** The article as last written, whether a search finds it yet or not; `null` where there is none. */
export const getArticle = async (
  { engine, names }: ArticleStoreDeps,
  id: string,
  signal?: AbortSignal,
): Promise<Article | null> => {
  const options = signal === undefined ? {} : { signal };
  const stored = await engine.get<StoredArticle | Tombstone>(names.read, id, options);
  return stored === null || isTombstone(stored.source) ? null : toArticle(stored.source);
};

/**
 * Stores a checked article. The same version again replaces.
 *
 * @throws AppError `stale_version` where a newer version is stored, or was removed.
 */
export const putArticle = async (
  deps: ArticleStoreDeps,
  article: Article,
  options: WriteArticleOptions = {},
): Promise<'created' | 'updated'> =>
  (await writeOne(deps, { article }, options)) === 'created' ? 'created' : 'updated';

/**
 * Removes an article: as of a version, which is remembered wherever the article itself is, or whichever is stored.
 *
 * @returns whether there was one to remove; `true` with a version.
 * @throws AppError `stale_version` where a newer version than the one named is stored, or where others kept writing it.
 */
export const deleteArticle = async (
  deps: ArticleStoreDeps,
  id: string,
  { version, ...options }: DeleteArticleOptions = {},
): Promise<boolean> => {
  const operation = { remove: id, ...(version === undefined ? {} : { version }) };
  return (await writeOne(deps, operation, options)) === 'deleted';
};

/** Somebody waits for the answer: a broken connection is mended, an engine that is away is not waited for. */
const RETRY_FOR_MS = 1_000;

const writeOne = async (
  deps: ArticleStoreDeps,
  operation: WriteOperation,
  options: WriteArticleOptions,
): Promise<OutcomeStatus> => {
  const [result] = await writeBatch(deps, [prepareWrite(operation)], {
    retryForMs: RETRY_FOR_MS,
    ...options,
  });
  if (result === undefined) throw new Error('A batch of one has one result.');
  if (result.error !== null) throw result.error;
  return result.status;
};
