import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { Facets, SearchResult } from '../domain/search-result.ts';
import { AFTER_ALL_EQUALS, buildFacets, isRanked } from '../dsl/build-walk.ts';
import type { PointInTime, SearchBody, SortValues } from '../dsl/build-walk.ts';
import { facetBuckets } from '../dsl/facets.ts';
import type { CallOptions } from '../engine/engine.ts';
import type { ParsedQuery } from '../query/ast.ts';
import { shapeFacets } from '../results/shape-facets.ts';
import { isPartial, shapeHits, shapeResult, totalOf } from '../results/shape-result.ts';
import type { EngineAnswer } from '../results/shape-result.ts';
import { askAgain, askForAllPages } from './ask-again.ts';
import { countAccents } from './count-accents.ts';
import { countSimilar } from './count-similar.ts';
import { cursorExpired, digestOf } from './cursors.ts';
import type { Cursors, CursorState } from './cursors.ts';
import type { Found } from './find-articles.ts';
import type { PointsInTime } from './points-in-time.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';
import { placeBehind, startOf, traceOf, walkHits } from './walk-hits.ts';
import type { Place } from './walk-hits.ts';

/** What it takes to go on with a search beyond its pages. */
export interface Walks {
  readonly cursors: Cursors;
  readonly points: PointsInTime;
}

export interface WalkContext extends SearchContext {
  readonly walks: Walks;
}

/**
 * The cursor for what comes after an ordinary page. No point in time is opened for it: hardly anybody goes on. It holds
 * what was shown instead, so that nothing of it comes again.
 *
 * @returns `null` after the last page
 */
export const cursorAfterPage = (
  { walks, abbreviations }: WalkContext,
  request: SearchRequest,
  { node }: ParsedQuery,
  { reading, answer }: Found,
): string | null => {
  const total = totalOf(answer);
  const { page, size } = request;
  const last = answer.hits.hits.at(-1);
  if (last === undefined || (total.exact && total.value <= page * size)) return null;
  const { body } = askForAllPages(request, node, reading, abbreviations);
  const ids = answer.hits.hits.flatMap(({ _source }) => _source?.id ?? []);
  return walks.cursors.seal(request, {
    reading,
    asked: digestOf(body),
    total,
    pit: null,
    place: placeAfterPage(body, page * size, page, last.sort),
    seen: ids.map(traceOf),
  });
};

/** By date the last hit says where to go on; by relevance, which every write changes, what was shown is left out. */
const placeAfterPage = (
  body: SearchBody,
  count: number,
  page: number,
  sort: SortValues | undefined,
): CursorState['place'] => {
  if (!isRanked(body) && sort !== undefined) return { kind: 'after', after: [...sort, AFTER_ALL_EQUALS] };
  return page === 1 ? startOf(body) : { kind: 'page', count };
};

/**
 * The page of a search that a cursor leads to. The first use of one freezes the index for all that follow.
 *
 * @throws AppError `cursor_expired`, `invalid_parameters` for a cursor that is none or of another search,
 *   `too_many_cursors`, and as a search does; never a page that lacks anything
 */
export const continueSearch = async (
  context: WalkContext,
  request: SearchRequest,
  cursor: string,
  signal: AbortSignal | undefined,
): Promise<SearchResult> => {
  const started = performance.now();
  const { engine, abbreviations, walks } = context;
  const options: CallOptions = signal === undefined ? {} : { signal };
  const state = walks.cursors.open(request, cursor);
  const query = readQuery(request);
  const { match, body } = askForAllPages(request, query.node, state.reading, abbreviations);
  // Another list of abbreviations, another version of the service: the order would not go on where it was left.
  if (digestOf(body) !== state.asked) throw cursorExpired();

  const opened = state.pit === null ? await walks.points.open(options) : walks.points.keep(state.pit);
  try {
    const place = await placeOf(context, body, opened, state, options);
    const walked =
      place === null
        ? { hits: [], place: null, seen: new Set<string>(), pit: opened.id }
        : await walkHits(
            engine,
            body,
            { pit: opened, place, seen: new Set(state.seen) },
            request.size,
            options,
          );
    const pit = walked.pit === opened.id ? opened : walks.points.keep(walked.pit);
    const accents = request.accents ? await countAccents(context, request, query.node, match, signal) : null;
    const similar = request.collapse ? await countSimilar(engine, body, walked.hits, pit, options) : [];
    const counted = await facetsOf(context, request, query, state, pit, options);
    if (walked.place === null) walks.points.closeLater(pit);
    const answer: EngineAnswer = {
      timed_out: false,
      _shards: { total: 1, successful: 1, failed: 0 },
      hits: {
        total: { value: state.total.value, relation: state.total.exact ? 'eq' : 'gte' },
        hits: walked.hits,
      },
    };
    return shapeResult(answer, {
      request,
      hits: shapeHits(answer, request, match, similar),
      facets: counted?.facets ?? null,
      relaxed: relaxedOf(state),
      suggestion: null,
      autopsy: null,
      accents,
      partial: counted?.partial ?? false,
      nextCursor:
        walked.place === null
          ? null
          : walks.cursors.seal(request, {
              ...state,
              pit: pit.id,
              place: walked.place,
              seen: [...walked.seen],
            }),
      warnings: query.warnings,
      tookMs: Math.round(performance.now() - started),
    });
  } catch (error) {
    // One that was opened for this page alone is of no use to anybody.
    if (state.pit === null) walks.points.closeLater(opened);
    // The index that it was of has made room for another.
    throw error instanceof AppError && error.code === 'index_missing' ? cursorExpired(error) : error;
  }
};

const placeOf = (
  { engine }: SearchContext,
  body: SearchBody,
  pit: PointInTime,
  { place }: CursorState,
  options: CallOptions,
): Promise<Place | null> | Place =>
  place.kind === 'page' ? placeBehind(engine, body, pit, place.count, options) : place;

const relaxedOf = ({ reading: { words, step } }: CursorState): 'marks' | 'words' | null =>
  words ? 'words' : step === 'typed' ? null : 'marks';

const facetsOf = async (
  { engine, abbreviations }: SearchContext,
  request: SearchRequest,
  { node }: ParsedQuery,
  { reading }: CursorState,
  pit: PointInTime,
  options: CallOptions,
): Promise<{ readonly facets: Facets; readonly partial: boolean } | null> => {
  if (request.facets.length === 0) return null;
  const { body } = askAgain(request, node, reading, abbreviations);
  const answer = await engine.search<Article>(null, buildFacets(body, pit), options);
  return { facets: shapeFacets(request, facetBuckets(answer.aggregations)), partial: isPartial(answer) };
};
