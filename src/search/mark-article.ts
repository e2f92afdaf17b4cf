import type { ArticleView } from '../domain/article-view.ts';
import type { Article } from '../domain/article.ts';
import { firstHitOf } from '../domain/search-request.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { Match } from '../matching/match.ts';
import { createMarker, findMarks } from '../results/find-marks.ts';
import { highlight } from '../results/highlight.ts';
import { climb } from './ladder.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/** Portals part paragraphs by one line break as often as by an empty line. */
const PARAGRAPH_END = /\s*\n\s*/u;

/**
 * Marks all of an article that a search is about, as the search itself read its words: where it was loosened to find
 * anything, so are the marks.
 *
 * @param request `null` marks nothing
 * @throws AppError as `searchArticles`
 */
export const markArticle = async (
  context: SearchContext,
  article: Article,
  request: SearchRequest | null,
  signal?: AbortSignal,
): Promise<ArticleView> => {
  const match = request === null ? null : await findMatch(context, request, signal);
  const inTitle = createMarker(match, 'title');
  const inText = createMarker(match, 'text');
  const marked = (text: string): string => highlight(text, findMarks(text, inText));
  return {
    article,
    marked: {
      title: highlight(article.title, findMarks(article.title, inTitle)),
      lead: article.lead === undefined ? null : marked(article.lead),
      paragraphs: article.body.split(PARAGRAPH_END).map(marked),
      captions: article.captions.map(marked),
    },
  };
};

/** What was run in the end, which depends on what it found. */
const findMatch = async (
  context: SearchContext,
  request: SearchRequest,
  signal: AbortSignal | undefined,
): Promise<Match | null> => {
  const query = readQuery(context, request.wanted);
  if (query.node === null) return null;
  const { found } = await climb(context, query, firstHitOf(request), signal === undefined ? {} : { signal });
  return found?.plan?.match ?? null;
};
