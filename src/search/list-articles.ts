import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { climb } from './ladder.ts';
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
  const query = readQuery(context, request.wanted);
  const { found, partial } = await climb(context, query, request, signal === undefined ? {} : { signal });
  return { articles: found?.answer.hits.flatMap(({ source }) => source ?? []) ?? [], partial };
};
