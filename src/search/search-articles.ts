import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { buildSearch } from '../dsl/build-search.ts';
import { facetBuckets } from '../dsl/facets.ts';
import { inSlices } from '../in-slices.ts';
import { shapeFacets } from '../results/shape-facets.ts';
import { shapeHits, shapeResult } from '../results/shape-result.ts';
import { asFarAsAnswered } from './as-far-as-answered.ts';
import { continueSearch, cursorAfterPage } from './continue-search.ts';
import { countAccents } from './count-accents.ts';
import { countSimilar } from './count-similar.ts';
import { climb, correctedIn, relaxedIn, suggestionIn } from './ladder.ts';
import type { Climbed } from './ladder.ts';
import { performAutopsy } from './perform-autopsy.ts';
import { readQuery } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
import type { Searched } from './searched.ts';
import type { SearchContext } from './search-context.ts';

/**
 * Answers one search: read → climb the ladder of readings until one finds enough → shape.
 *
 * @throws AppError `query_too_complex`, `engine_unavailable`, `engine_timeout`, `index_missing`; with a cursor those of
 *   `continueSearch`, too
 */
export const answerSearch = async (
  context: SearchContext,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<Searched> => {
  const started = performance.now();
  const { wanted, shown } = request;
  const options = signal === undefined ? {} : { signal };
  const query = readQuery(context, wanted);
  if (context.walks !== undefined && shown.cursor !== undefined) {
    return continueSearch({ ...context, walks: context.walks }, query, shown.cursor, request, options);
  }
  const climbing = climb(context, query, request, options);
  const [climbed] = await Promise.all([climbing, reckonMeanwhile(query)]);
  const { found } = climbed;
  const facets =
    shown.facets.length === 0
      ? null
      : shapeFacets(shown.facets, wanted, found === null ? {} : facetBuckets(found.answer));
  const extras = asFarAsAnswered();
  const [similar, autopsy, accents] = await Promise.all([
    found === null || !shown.collapse
      ? []
      : extras(
          countSimilar(
            context.engine,
            buildSearch(request, found.plan),
            found.answer.hits,
            context.index,
            options,
          ),
          found.answer.hits.map(() => 0),
        ),
    foundNothing(climbed) && context.autopsy !== false
      ? extras(performAutopsy(context, query, request, options), null)
      : null,
    shown.accents
      ? extras(countAccents(context, found?.query ?? query, found?.plan ?? null, options), null)
      : null,
  ]);
  const { view } = context.engine;
  const hits = shapeHits(found?.answer.hits ?? [], shown, found?.plan ?? null, similar, view);
  const result = shapeResult(wanted, {
    hits: await inSlices(hits, signal),
    total: found?.answer.total ?? { value: 0, exact: true },
    facets,
    relaxed: relaxedIn(found),
    corrected: correctedIn(found, query),
    suggestion: suggestionIn(found, query),
    trace: shown.explain ? climbed.steps : null,
    pins: shown.explain ? (found?.plan?.pins ?? null) : null,
    autopsy,
    partial: climbed.partial || extras.lack(),
    accents,
    nextCursor:
      context.walks === undefined || found === null
        ? null
        : cursorAfterPage({ ...context, walks: context.walks }, request, found),
    warnings: query.warnings,
    tookMs: Math.round(performance.now() - started),
  });
  return { node: query.node, steps: climbed.steps, result };
};

/** {@link answerSearch}, without how it came to its answer. */
export const searchArticles = async (...asked: Parameters<typeof answerSearch>): Promise<SearchResult> =>
  (await answerSearch(...asked)).result;

/** So many it takes until a request is on its way, with one to spare. */
const TURNS_TO_SEND = 2;

/**
 * What to suggest is reckoned while the engine works: only when the request is on its way, for which the client needs
 * some turns of the event loop.
 */
const reckonMeanwhile = async (query: ReadQuery): Promise<void> => {
  for (let turn = 0; turn < TURNS_TO_SEND; turn++) await nextTurn();
  query.suggestion();
};

/** Whether it is known that there is nothing: not where a part of the index did not answer. */
const foundNothing = ({ found, partial }: Climbed): boolean =>
  !partial && (found === null || found.answer.total.value === 0);
