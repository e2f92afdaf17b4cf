import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { facetBuckets } from '../dsl/facets.ts';
import { shapeFacets } from '../results/shape-facets.ts';
import { shapeHits, shapeResult } from '../results/shape-result.ts';
import { continueSearch, cursorAfterPage } from './continue-search.ts';
import { countAccents } from './count-accents.ts';
import { countSimilar } from './count-similar.ts';
import { climb, correctedIn, relaxedIn, suggestionIn } from './ladder.ts';
import type { Climbed } from './ladder.ts';
import { performAutopsy } from './perform-autopsy.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/**
 * Answers one search: read → climb the ladder of readings until one finds enough → shape.
 *
 * @throws AppError `query_too_complex`, `engine_unavailable`, `engine_timeout`, `index_missing`; with a cursor those of
 *   `continueSearch`, too
 */
export const searchArticles = async (
  context: SearchContext,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<SearchResult> => {
  const started = performance.now();
  const { wanted, shown } = request;
  const options = signal === undefined ? {} : { signal };
  const query = readQuery(context, wanted);
  if (context.walks !== undefined && shown.cursor !== undefined) {
    return continueSearch({ ...context, walks: context.walks }, query, shown.cursor, request, options);
  }
  const climbing = climb(context, query, request, options);
  // Reckoned while the engine works.
  query.suggestion();
  const climbed = await climbing;
  const { found } = climbed;
  const facets =
    shown.facets.length === 0
      ? null
      : shapeFacets(shown.facets, wanted, found === null ? {} : facetBuckets(found.answer));
  const [similar, autopsy, accents] = await Promise.all([
    found === null || !shown.collapse
      ? []
      : countSimilar(context.engine, found.body, found.answer.hits, context.index, options),
    foundNothing(climbed) && context.autopsy !== false
      ? performAutopsy(context, query, request, options)
      : null,
    shown.accents ? countAccents(context, found?.query ?? query, found?.plan ?? null, options) : null,
  ]);
  return shapeResult(wanted, {
    hits: shapeHits(found?.answer.hits ?? [], shown, found?.plan?.match ?? null, similar),
    total: found?.answer.total ?? { value: 0, exact: true },
    facets,
    relaxed: relaxedIn(found),
    corrected: correctedIn(found, query),
    suggestion: suggestionIn(found, query),
    trace: shown.explain ? climbed.steps : null,
    autopsy,
    partial: climbed.partial,
    accents,
    nextCursor:
      context.walks === undefined || found === null ? null : cursorAfterPage(context.walks, request, found),
    warnings: query.warnings,
    tookMs: Math.round(performance.now() - started),
  });
};

/** Whether it is known that there is nothing: not where a part of the index did not answer. */
const foundNothing = ({ found, partial }: Climbed): boolean =>
  !partial && (found === null || found.answer.total.value === 0);
