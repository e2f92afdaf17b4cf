import type { ArticleView } from '../domain/article-view.ts';
import type { Article } from '../domain/article.ts';
import { firstHitOf } from '../domain/search-request.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { inSlices } from '../in-slices.ts';
import type { Match } from '../matching/match.ts';
import { createMarker, findMarks } from '../results/find-marks.ts';
import type { Mark, Marker } from '../results/find-marks.ts';
import { highlight } from '../results/highlight.ts';
import { climb } from './ladder.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/** Portals part paragraphs by one line break as often as by an empty line. */
const paragraphsOf = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

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
  return inSlices(marked(article, createMarker(match, 'title'), createMarker(match, 'text')), signal);
};

function* marked(article: Article, inTitle: Marker, inText: Marker): Generator<void, ArticleView> {
  const each = function* (texts: readonly string[]): Generator<void, string[]> {
    const done: string[] = [];
    for (const text of texts) {
      done.push(yield* highlighted(text, yield* findMarks(text, inText)));
      yield;
    }
    return done;
  };
  const { lead, body, captions } = article;
  return {
    article,
    marked: {
      title: highlight(article.title, yield* findMarks(article.title, inTitle)),
      lead: lead === undefined ? null : highlight(lead, yield* findMarks(lead, inText)),
      paragraphs: yield* each(paragraphsOf(body)),
      captions: yield* each(captions),
    },
  };
}

/** Longer paragraphs are written in pieces, between which somebody else may have a turn. */
const LONGEST_PIECE = 64 * 1024;

function* highlighted(text: string, marks: readonly Mark[]): Generator<void, string> {
  let html = '';
  for (let from = 0; from < text.length; from += LONGEST_PIECE) {
    if (from > 0) yield;
    html += highlight(text, marks, from, Math.min(from + LONGEST_PIECE, text.length));
  }
  return html;
}

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
