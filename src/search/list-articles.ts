import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { checkLimits } from '../query/limits.ts';
import { articlesOf } from '../results/shape-result.ts';
import { findArticles } from './find-articles.ts';
import { noteMissing } from './note-missing.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/** The articles of a page of a search, as they are, with nothing marked. */
export interface ListedArticles {
  readonly articles: readonly Article[];
  /** A part of the index did not answer: there may be more. */
  readonly partial: boolean;
}

/** @throws AppError as a search does */
export const listArticles = async (
  context: SearchContext,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<ListedArticles> => {
  const heard = noteMissing(context.engine);
  const query = readQuery(request);
  checkLimits(query.node);
  const { answer } = await findArticles({ ...context, engine: heard.engine }, request, query, signal);
  return { articles: articlesOf(answer), partial: heard.isMissing() };
};
