import { createHash } from 'node:crypto';
import type { FoundDocument, SortValues } from '../domain/answer.ts';
import { AppError } from '../domain/app-error.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import { DERIVED_FIELDS } from '../domain/stored-article.ts';
import { BEST, buildBest, buildInOrder, isRanked } from '../dsl/build-walk.ts';
import type { SearchBody } from '../dsl/build-search.ts';
import type { PointInTime } from '../dsl/point-in-time.ts';
import { inSets, setOf } from '../dsl/collapse.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';

/** How far a walk through the hits of a search has come. */
export type Place =
  /** Among the best hits, which have the full ranking: so many of them are passed. */
  | { readonly kind: 'best'; readonly passed: number }
  /** Behind the hit with these sort values; `null` is before the first. */
  | { readonly kind: 'after'; readonly after: SortValues | null };

export type WalkedHit = FoundDocument<StoredArticle>;

export interface WalkOptions extends CallOptions {
  /** `true`: whole articles, not only what a result shows. */
  readonly whole?: boolean;
}

/** Some hits of a walk. */
export interface Walked {
  readonly hits: readonly WalkedHit[];
  /** `null` where these are the last. */
  readonly place: Place | null;
  /** Those of the traces that may still come. */
  readonly seen: ReadonlySet<string>;
  /** As the engine names it from now on. */
  readonly pit: string;
}

/** Where a walk begins. */
export const startOf = (body: SearchBody): Place =>
  isRanked(body) ? { kind: 'best', passed: 0 } : { kind: 'after', after: null };

export const TRACE_LENGTH = 8;

/** A short stand-in for an id, for those that are not to come again: 48 bits of its digest. */
export const traceOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, TRACE_LENGTH);

/**
 * The next hits of a search in a point in time. All steps together give each hit once: the best ones by the full
 * ranking, then the others by its first step; or all of them by date.
 *
 * @param body of `buildSearch`, without facets
 * @param seen traces of hits that are left out
 * @throws AppError `engine_unavailable` where a shard does not answer: its hits would be lost; `cursor_expired` where
 *   the point in time is gone
 */
export const walkHits = async (
  engine: Searcher,
  body: SearchBody,
  start: { readonly pit: PointInTime; readonly place: Place; readonly seen: ReadonlySet<string> },
  size: number,
  { whole = false, ...options }: WalkOptions = {},
): Promise<Walked> => {
  const seen = new Set(start.seen);
  const best: string[] = [];
  let pit = start.pit;
  const ask = async (request: SearchBody): Promise<readonly WalkedHit[]> => {
    const answer = await engine.search<StoredArticle>(null, request, options);
    if (answer.partial) throw shardAway();
    pit = { id: answer.pit ?? pit.id, keepAlive: pit.keepAlive };
    return answer.hits;
  };
  const source = whole ? { source: { excludes: [...DERIVED_FIELDS] } } : {};

  const taken: { readonly hit: WalkedHit; readonly next: Place }[] = [];
  const take = (hit: WalkedHit, next: Place): void => {
    const trace = traceOf(hit.id);
    if (!seen.has(trace)) taken.push({ hit, next });
    else if (taken.length < size) seen.delete(trace);
  };
  // One more than is wanted tells whether there are more.
  const lacking = (): number => size + 1 - taken.length + seen.size;

  let place: Place | null = start.place;
  while (place !== null && taken.length <= size) {
    if (place.kind === 'after') {
      const wanted = lacking();
      const hits = await ask(buildInOrder(body, pit, place.after, { size: wanted, ...source }));
      const shown = place.after === null ? hits : await firstOfSets(ask, body, pit, hits);
      for (const hit of shown) take(hit, { kind: 'after', after: hit.sort });
      const last = hits.at(-1);
      place = last === undefined || hits.length < wanted ? null : { kind: 'after', after: last.sort };
      continue;
    }
    const first = await ask(buildInOrder(body, pit, null, { size: BEST, source: false }));
    const { passed } = place;
    const last = first.at(-1);
    best.push(...first.map(({ id }) => id));
    if (passed < best.length) {
      const wanted = Math.min(lacking(), best.length - passed);
      const hits = await ask(buildBest(body, pit, best, passed, { size: wanted, ...source }));
      hits.forEach((hit, i) => take(hit, { kind: 'best', passed: passed + i + 1 }));
    }
    place = last === undefined || best.length < BEST ? null : { kind: 'after', after: last.sort };
  }
  const page = taken.slice(0, size);
  const end = page.at(-1);
  if (end?.next.kind === 'after') for (const id of best) seen.delete(traceOf(id));
  return {
    hits: page.map(({ hit }) => hit),
    place: taken.length > size && end !== undefined ? end.next : null,
    seen,
    pit: pit.id,
  };
};

/** How much text a batch is to hold: how many articles that is shows after the first, small one. */
const BATCH_LENGTH = 1024 * 1024;
const FIRST_BATCH = 20;
const MOST_IN_BATCH = 250;

/**
 * All hits of a search in a point in time, whole. One batch of some megabytes is held at a time, and the next one is
 * asked for when all of it is taken.
 *
 * @throws AppError as `walkHits` does
 */
export async function* walkAll(
  engine: Searcher,
  body: SearchBody,
  opened: PointInTime,
  options: CallOptions = {},
): AsyncGenerator<WalkedHit, void, void> {
  let pit = opened;
  let place: Place | null = startOf(body);
  let size = FIRST_BATCH;
  while (place !== null) {
    const walked: Walked = await walkHits(engine, body, { pit, place, seen: new Set() }, size, {
      ...options,
      whole: true,
    });
    ({ place } = walked);
    pit = { id: walked.pit, keepAlive: opened.keepAlive };
    yield* walked.hits;
    const length = walked.hits.reduce((sum, { source }) => sum + (source?.body?.length ?? 0), 1);
    const fitting = Math.floor((BATCH_LENGTH * walked.hits.length) / length);
    size = Math.max(1, Math.min(MOST_IN_BATCH, fitting));
  }
}

/** Of a collapsed search, those of the hits that stand first of their sets: the others were folded under one before. */
const firstOfSets = async (
  ask: (request: SearchBody) => Promise<readonly WalkedHit[]>,
  body: SearchBody,
  pit: PointInTime,
  hits: readonly WalkedHit[],
): Promise<readonly WalkedHit[]> => {
  const sets = [...new Set(hits.flatMap((hit) => setOf(hit) ?? []))];
  if (body.collapse === undefined || sets.length === 0) return hits;
  const request = buildInOrder(inSets(body, sets), pit, null, { size: sets.length, source: false });
  const first = new Set((await ask(request)).map(({ id }) => id));
  return hits.filter((hit) => setOf(hit) === undefined || first.has(hit.id));
};

/** The sort values behind the first so many hits, from which the next ones follow. */
export const placeBehind = async (
  engine: Searcher,
  body: SearchBody,
  pit: PointInTime,
  count: number,
  options: CallOptions = {},
): Promise<Place | null> => {
  if (isRanked(body) && count < BEST) return { kind: 'best', passed: count };
  const request = { ...buildInOrder(body, pit, null, { size: 1, source: false }), from: count - 1 };
  const answer = await engine.search(null, request, options);
  if (answer.partial) throw shardAway();
  const [last] = answer.hits;
  return last === undefined ? null : { kind: 'after', after: last.sort };
};

/** What a walk or an export says where it cannot go on without gaps. */
export const shardAway = (): AppError =>
  new AppError(
    'engine_unavailable',
    'Part of the index does not answer, so that what comes next is not known. Try the same again in a moment.',
    { retryAfter: 5 },
  );
