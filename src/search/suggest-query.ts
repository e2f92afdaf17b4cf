import { LRUCache } from 'lru-cache';
import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { buildCount } from '../dsl/build-count.ts';
import { buildSearch } from '../dsl/build-search.ts';
import type { Searcher } from '../engine/engine.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import type { Match } from '../matching/match.ts';
import { planMatch } from '../matching/plan-match.ts';
import type { PlanOptions } from '../matching/plan-match.ts';
import { rescueTyping } from '../matching/rescue-typing.ts';
import type { QueryNode } from '../query/ast.ts';
import { articlesOf, isPartial, totalOf } from '../results/shape-result.ts';
import { suggestMarks } from '../results/suggest-marks.ts';
import { readQuery } from './read-query.ts';

interface SuggestContext {
  readonly engine: Searcher;
  readonly index: string;
  readonly abbreviations: Abbreviations;
}

/** What a search came to. */
export interface FoundToSuggestFrom {
  readonly match: Match | null;
  readonly relaxed: 'marks' | 'words' | null;
  /** How many articles are shown. */
  readonly total: number;
  /** Those on the page, best first. */
  readonly articles: readonly Article[];
}

/** More than this many need not be told from each other. */
const COUNTED = 10_000;

/** How a query is read when it is compared with another: to the letter, or as kindly as a search reads it. */
type Reading = 'strict' | 'kind' | 'kindest';

/**
 * Did you mean: a query that finds more than the one typed.
 *
 * First the typed one with the marks that the articles it found have (`sop cop` → `sốp cộp`), where read to the
 * letter it finds more than the typed one to the letter. Where no article has all that was typed: keys and
 * missing spaces (`ddangr booj`), where read by the rules of the search it finds more than the typed one.
 *
 * @param node what `request.q` was read as
 * @returns `null` where there is nothing better
 * @throws AppError as a search does
 */
export const suggestQuery = async (
  context: SuggestContext,
  request: SearchRequest,
  node: QueryNode,
  found: FoundToSuggestFrom,
  signal?: AbortSignal,
): Promise<string | null> => {
  const marked = suggestMarks(request.q, node, found.match, found.articles);
  if (marked !== null) {
    const better = await findsMore(context, request, marked, signal);
    if (better) return marked;
  }
  const emptyHanded = found.total === 0 || found.relaxed === 'words';
  return request.relax && emptyHanded ? rescue(context, request, node, signal) : null;
};

/** The same searches come again and again, and what is written how changes slowly. */
const known = new LRUCache<string, boolean>({ max: 5_000, ttl: 10 * 60_000 });

/** Whether a query finds more than the typed one, both to the letter. Asked once in a while. */
const findsMore = async (
  context: SuggestContext,
  request: SearchRequest,
  suggestion: string,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const { q, mode, slop, filters, from, to } = request;
  const key = JSON.stringify([context.index, q, suggestion, mode, slop, filters, from, to]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const queries = [q, suggestion].map((each) => ({ q: each, reading: 'strict' as const }));
  const { counts, partial } = await countAll(context, request, queries, signal);
  const [typed = 0, suggested = 0] = counts;
  // What a part of the index says is good for this search alone.
  if (!partial) known.set(key, suggested > typed);
  return suggested > typed;
};

const rescue = async (
  context: SuggestContext,
  request: SearchRequest,
  node: QueryNode,
  signal: AbortSignal | undefined,
): Promise<string | null> => {
  const candidates = rescueTyping(request.q, node);
  if (candidates.length === 0) return null;
  const counted = await countAll(
    context,
    request,
    [
      // At its kindest, as it was searched for before anything else was tried.
      { q: request.q, reading: 'kindest' },
      ...candidates.map(({ asked }) => ({ q: asked, reading: 'kind' as const })),
    ],
    signal,
  );
  const [typed = 0, ...counts] = counted.counts;
  const rescued = candidates.find((_, i) => (counts[i] ?? 0) > typed);
  return rescued === undefined ? null : withItsMarks(context, { ...request, q: rescued.q }, signal);
};

/** A rescued query with the marks that the articles it finds have: `sơnla` → `sơn la` → `Sơn La`. */
const withItsMarks = async (
  context: SuggestContext,
  request: SearchRequest,
  signal: AbortSignal | undefined,
): Promise<string> => {
  const { node } = readQuery(request);
  const match = matchOf(context, request, request.q, 'kind');
  if (node === null || match === null) return request.q;
  const body = buildSearch({ ...request, page: 1, facets: [] }, match);
  const answer = await context.engine.search<Article>(context.index, body, optionsOf(signal));
  const marked = suggestMarks(request.q, node, match, articlesOf(answer));
  return marked !== null && (await findsMore(context, request, marked, signal)) ? marked : request.q;
};

const READINGS: Readonly<Record<Reading, Pick<PlanOptions, 'step' | 'meantUnmarked'>>> = {
  strict: { step: 'typed', meantUnmarked: () => true },
  kind: { step: 'typed', meantUnmarked: () => false },
  kindest: { step: 'folded', meantUnmarked: () => false },
};

const matchOf = (
  { abbreviations }: SuggestContext,
  request: SearchRequest,
  q: string,
  reading: Reading,
): Match | null => {
  const { node } = readQuery({ ...request, q });
  if (node === null) return null;
  const diacritics = reading === 'strict' ? 'strict' : request.diacritics;
  return planMatch(node, { diacritics, abbreviations, ...READINGS[reading] });
};

/** How many articles each query finds within the filters of the request. */
const countAll = async (
  context: SuggestContext,
  request: SearchRequest,
  queries: readonly { readonly q: string; readonly reading: Reading }[],
  signal: AbortSignal | undefined,
): Promise<{ readonly counts: readonly number[]; readonly partial: boolean }> => {
  const matches = queries.map(({ q, reading }) => matchOf(context, request, q, reading));
  const bodies = matches.flatMap((match) => (match === null ? [] : [buildCount(request, match, COUNTED)]));
  if (bodies.length === 0) return { counts: matches.map(() => 0), partial: false };
  const answers = await context.engine.msearch(context.index, bodies, optionsOf(signal));
  const found = answers.map((answer) => totalOf(answer as Parameters<typeof totalOf>[0]).value);
  const counts = matches.map((match) => (match === null ? 0 : (found.shift() ?? 0)));
  return { counts, partial: answers.some(isPartial) };
};

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
