import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { facetBuckets } from '../dsl/facets.ts';
import type { ParsedQuery } from '../query/ast.ts';
import { checkLimits } from '../query/limits.ts';
import { shapeFacets } from '../results/shape-facets.ts';
import { articlesOf, isPartial, shapeHits, shapeResult, totalOf } from '../results/shape-result.ts';
import { askAgain } from './ask-again.ts';
import { continueSearch, cursorAfterPage } from './continue-search.ts';
import { countAccents } from './count-accents.ts';
import { countSimilar } from './count-similar.ts';
import { findArticles } from './find-articles.ts';
import type { Found } from './find-articles.ts';
import { noteMissing } from './note-missing.ts';
import { performAutopsy } from './perform-autopsy.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';
import { countLiterally, suggestQuery } from './suggest-query.ts';

/**
 * Answers one search: parse → build → run, loosened step by step where little is found → shape.
 *
 * @throws AppError `query_too_complex`, `engine_unavailable`, `engine_timeout`, `index_missing`; with a cursor those of
 *   `continueSearch`, too
 */
export const searchArticles = async (
  asked: SearchContext,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<SearchResult> => {
  const { walks } = asked;
  if (walks !== undefined && request.cursor !== undefined) {
    return continueSearch({ ...asked, walks }, request, request.cursor, signal);
  }
  const started = performance.now();
  const heard = noteMissing(asked.engine);
  const context = { ...asked, engine: heard.engine };
  const query = readQuery(request);
  checkLimits(query.node);
  const finding = findArticles(context, request, query, signal);
  const literally = countLiterally(context, request, query.node, signal);
  const found = await finding;
  const facets =
    request.facets.length === 0 ? null : shapeFacets(request, facetBuckets(found.answer.aggregations));
  // A suggestion is counted by the engine while the hits are shaped here.
  const suggesting = suggest(context, request, query, found, literally, signal);
  const nothing = totalOf(found.answer).value === 0 && !heard.isMissing() && context.autopsy !== false;
  const autopsying = nothing ? performAutopsy(context, request, query.node, signal) : null;
  const counting = request.accents ? countAccents(context, request, query.node, found.match, signal) : null;
  const similar = request.collapse
    ? await countSimilar(
        context.engine,
        askAgain(request, query.node, found.reading, context.abbreviations).body,
        found.answer.hits.hits,
        context.index,
        signal === undefined ? {} : { signal },
      )
    : [];
  const hits = shapeHits(found.answer, request, found.match, similar);
  const [suggestion, autopsy, accents] = await Promise.all([suggesting, autopsying, counting]);
  return shapeResult(found.answer, {
    request,
    hits,
    facets,
    relaxed: found.relaxed,
    suggestion,
    autopsy,
    // One that decided how to read the query counts, too: with all of its answers another reading might have won.
    partial: heard.isMissing(),
    accents,
    nextCursor: walks === undefined ? null : cursorAfterPage({ ...context, walks }, request, query, found),
    warnings: query.warnings,
    tookMs: Math.round(performance.now() - started),
  });
};

const suggest = async (
  context: SearchContext,
  request: SearchRequest,
  { node }: ParsedQuery,
  { match, relaxed, answer, literally }: Found,
  counting: ReturnType<typeof countLiterally>,
  signal: AbortSignal | undefined,
): Promise<string | null> => {
  if (node === null || match === null) return null;
  const suggestFrom = {
    match,
    relaxed,
    total: totalOf(answer).value,
    articles: articlesOf(answer),
    literally: literally === undefined ? await counting : { value: literally, partial: isPartial(answer) },
  };
  return suggestQuery(context, request, node, suggestFrom, signal);
};
