import { hasCode } from '../domain/app-error.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { Facets } from '../domain/search-result.ts';
import { buildSearch } from '../dsl/build-search.ts';
import type { SearchBody } from '../dsl/build-search.ts';
import { AFTER_ALL_EQUALS, buildFacets, buildForAllPages, isRanked } from '../dsl/build-walk.ts';
import { facetBuckets } from '../dsl/facets.ts';
import type { PointInTime } from '../dsl/point-in-time.ts';
import type { SortValues } from '../domain/answer.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';
import type { Plan } from '../matching/plan-query.ts';
import { shapeFacets } from '../results/shape-facets.ts';
import { inSlices } from '../in-slices.ts';
import { shapeHits, shapeResult } from '../results/shape-result.ts';
import { countAccents } from './count-accents.ts';
import { countSimilar } from './count-similar.ts';
import { cursorExpired, digestOf } from './cursors.ts';
import type { CursorState } from './cursors.ts';
import { correctedIn, relaxedIn, suggestionIn } from './ladder.ts';
import type { Found } from './ladder.ts';
import { readQuery } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';
import { placeBehind, startOf, traceOf, walkHits } from './walk-hits.ts';
import type { Place } from './walk-hits.ts';
import type { Walks } from './walks.ts';
import type { Searched } from './searched.ts';

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
  { walks: { cursors }, engine: { view } }: WalkContext,
  request: SearchRequest,
  { query, plan, answer: { hits, total } }: Found,
): string | null => {
  const { page, size } = request.shown;
  const last = hits.at(-1);
  if (last === undefined || (total.exact && total.value <= page * size)) return null;
  const body = buildForAllPages(request, plan);
  return cursors.seal(request, {
    q: query.wanted.q === request.wanted.q ? null : query.wanted.q,
    reading: plan?.reading ?? null,
    marks: query.marks,
    pins: plan?.pins ?? null,
    asked: digestOf(body),
    at: view.at,
    total,
    pit: null,
    place: placeAfterPage(body, page * size, page, last.sort),
    seen: hits.flatMap(({ source }) => (source === null ? [] : [traceOf(source.id)])),
  });
};

/** By date the last hit says where to go on; by relevance, which every write changes, what was shown is left out. */
const placeAfterPage = (
  body: SearchBody,
  count: number,
  page: number,
  sort: SortValues,
): CursorState['place'] => {
  if (!isRanked(body) && sort.length > 0) return { kind: 'after', after: [...sort, AFTER_ALL_EQUALS] };
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
  typed: ReadQuery,
  cursor: string,
  request: SearchRequest,
  options: CallOptions,
): Promise<Searched> => {
  const started = performance.now();
  const { walks } = context;
  const { wanted, shown } = request;
  const state = walks.cursors.open(request, cursor);
  const engine = context.engine.asOf(state.at);
  const query = readQuery(context, { ...wanted, q: state.q ?? wanted.q }, state.marks);
  // The pins of the first page: what editors change meanwhile is for searches that begin after it.
  const read = state.reading === null ? null : query.plan(state.reading);
  const plan = read === null ? null : { ...read, pins: state.pins };
  const body = buildForAllPages(request, plan);
  // Another list of abbreviations, another version of the service: the order would not go on where it was left.
  if (digestOf(body) !== state.asked) throw cursorExpired();

  const opened = state.pit === null ? await walks.points.open(options) : walks.points.keep(state.pit);
  try {
    const place = await placeOf(engine, body, opened, state, options);
    const walked =
      place === null
        ? { hits: [], place: null, seen: new Set<string>(), pit: opened.id }
        : await walkHits(
            engine,
            body,
            { pit: opened, place, seen: new Set(state.seen) },
            shown.size,
            options,
          );
    const pit = walked.pit === opened.id ? opened : walks.points.keep(walked.pit);
    const accents = shown.accents ? await countAccents({ ...context, engine }, query, plan, options) : null;
    const similar = shown.collapse ? await countSimilar(engine, body, walked.hits, pit, options) : [];
    const counted = await facetsOf(engine, request, plan, pit, options);
    if (walked.place === null) walks.points.closeLater(pit);
    const result = shapeResult(wanted, {
      hits: await inSlices(shapeHits(walked.hits, shown, plan, similar, engine.view)),
      total: state.total,
      facets: counted?.facets ?? null,
      relaxed: relaxedIn({ plan, query }),
      corrected: correctedIn({ query }, typed),
      suggestion: suggestionIn({ query }, typed),
      trace: null,
      pins: null,
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
      warnings: typed.warnings,
      tookMs: Math.round(performance.now() - started),
    });
    return { node: typed.node, steps: [], result };
  } catch (error) {
    // One that was opened for this page alone is of no use to anybody.
    if (state.pit === null) walks.points.closeLater(opened);
    // The index that it was of has made room for another.
    throw hasCode(error, 'index_missing') ? cursorExpired(error) : error;
  }
};

const placeOf = (
  engine: Searcher,
  body: SearchBody,
  pit: PointInTime,
  { place }: CursorState,
  options: CallOptions,
): Promise<Place | null> | Place =>
  place.kind === 'page' ? placeBehind(engine, body, pit, place.count, options) : place;

const facetsOf = async (
  engine: Searcher,
  request: SearchRequest,
  plan: Plan | null,
  pit: PointInTime,
  options: CallOptions,
): Promise<{ readonly facets: Facets; readonly partial: boolean } | null> => {
  const { wanted, shown } = request;
  if (shown.facets.length === 0) return null;
  const answer = await engine.search(null, buildFacets(buildSearch(request, plan), pit), options);
  return { facets: shapeFacets(shown.facets, wanted, facetBuckets(answer)), partial: answer.partial };
};
