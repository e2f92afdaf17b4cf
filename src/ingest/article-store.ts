import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { Engine, Refresh } from '../engine/engine.ts';
import type { IndexNames } from '../index-lifecycle/index-names.ts';

export interface ArticleStoreDeps {
  readonly engine: Engine;
  readonly names: IndexNames;
}

export interface WriteArticleOptions {
  readonly refresh?: Refresh;
  readonly signal?: AbortSignal;
}

/**
 * The version that an article is stored under. One that carries none counts as version 0: it replaces another
 * without one, and never one that the CMS has numbered.
 */
export const storedVersion = (article: Article): number => article.version ?? 0;

/**
 * Stores a checked article. The same version again replaces.
 *
 * @throws AppError `stale_version` where a newer version is stored.
 */
export const putArticle = async (
  { engine, names }: ArticleStoreDeps,
  article: Article,
  options: WriteArticleOptions = {},
): Promise<'created' | 'updated'> => {
  try {
    return await engine.index(names.write, article.id, article, {
      ...options,
      version: storedVersion(article),
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale_version') throw staleArticle(article, error);
    throw error;
  }
};

/** The article as last written, whether a search finds it yet or not; `null` where there is none. */
export const getArticle = async ({ engine, names }: ArticleStoreDeps, id: string): Promise<Article | null> =>
  (await engine.get<Article>(names.read, id))?.source ?? null;

/** How often a delete is tried again when a write comes in between. */
const DELETE_TRIES = 5;

/**
 * Removes an article, whichever version is stored.
 *
 * @returns whether there was one.
 */
export const deleteArticle = async (
  { engine, names }: ArticleStoreDeps,
  id: string,
  options: WriteArticleOptions = {},
): Promise<boolean> => {
  for (let attempt = 1; ; attempt++) {
    const stored = await engine.get<Article>(names.read, id);
    if (stored === null) return false;
    try {
      // Deleted under its own version: a plain delete would count the version up and, for a minute, refuse the
      // same article when it is put back.
      const result = await engine.delete(names.write, id, { ...options, version: stored.version });
      return result === 'deleted';
    } catch (error) {
      const overtaken = error instanceof AppError && error.code === 'stale_version';
      if (!overtaken || attempt === DELETE_TRIES) throw error;
    }
  }
};

/** The error for an article whose version is older than what is stored. */
export const staleArticle = (article: Article, cause: unknown): AppError =>
  new AppError(
    'stale_version',
    article.version === undefined
      ? `The article “${article.id}” is stored with a version number; one without a version does not replace it. Give its version.`
      : `A newer version of the article “${article.id}” is stored; version ${article.version} was not.`,
    { cause },
  );
