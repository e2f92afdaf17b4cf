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
import type { EngineAnswer } from '../results/shape-result.ts';
import { suggestMarks } from '../results/suggest-marks.ts';
import { createArticleTest } from '../results/article-test.ts';
import { isShort, readLiterally } from './literal-match.ts';
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
  /** How many hold the query to the letter; `null` where that was not counted beside the search. */
  readonly literally: Counted | null;
}

/** A count that may be of a part of the index only, and need not go beyond what it was asked for. */
export interface Counted {
  readonly value: number;
  readonly partial: boolean;
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
    const better = await findsMore(context, request, marked, found, signal);
    if (better) return marked;
  }
  const emptyHanded = found.total === 0 || found.relaxed === 'words';
  return request.relax && emptyHanded ? rescue(context, request, node, signal) : null;
};

/** The same searches come again and again, and what is written how changes slowly. */
const MEMORY = { max: 5_000, ttl: 10 * 60_000 };
const known = new LRUCache<string, boolean>(MEMORY);
const knownLiterally = new LRUCache<string, Counted>(MEMORY);

/** What the number of articles that match depends on. */
const keyOf = ({ index }: SuggestContext, request: SearchRequest, suggestion: string): string => {
  const { q, mode, slop, filters, from, to } = request;
  return JSON.stringify([index, q, suggestion, mode, slop, filters, from, to]);
};

/**
 * Whether a query finds more than the typed one, both to the letter. The articles on the page mostly tell, against
 * the count of the typed one; otherwise both are counted, once in a while.
 */
const findsMore = async (
  context: SuggestContext,
  request: SearchRequest,
  suggestion: string,
  found: Pick<FoundToSuggestFrom, 'articles' | 'literally'>,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const key = keyOf(context, request, suggestion);
  const before = known.get(key);
  if (before !== undefined) return before;
  const { literally } = found;
  if (literally !== null && showsMore(context, request, suggestion, literally.value, found.articles)) {
    if (!literally.partial) known.set(key, true);
    return true;
  }
  const queries = [request.q, suggestion].map((q) => ({ q, reading: 'strict' as const }));
  const { counts, partial } = await countAll(context, request, queries, signal);
  const [typed = 0, suggested = 0] = counts;
  // What a part of the index says is good for this search alone.
  if (!partial) known.set(key, suggested > typed);
  return suggested > typed;
};

/** Whether more than so many of the articles hold the suggestion to the letter. */
const showsMore = (
  context: SuggestContext,
  request: SearchRequest,
  suggestion: string,
  typed: number,
  articles: readonly Article[],
): boolean => {
  const match = matchOf(context, request, suggestion, 'strict');
  if (match === null || typed >= articles.length) return false;
  const holds = createArticleTest(match);
  let more = 0;
  for (const article of articles) {
    if (holds(article) === true) more++;
    if (more > typed) return true;
  }
  return false;
};

/**
 * Counts the articles that hold a short query without marks to the letter, beside the search itself: what a
 * suggestion is measured by is there as soon as the articles are that it is read off.
 *
 * @returns `null` where it is not counted
 */
export const countLiterally = (
  context: SuggestContext,
  request: SearchRequest,
  node: QueryNode | null,
  signal?: AbortSignal,
): Promise<Counted> | Counted | null => {
  if (node === null || request.diacritics === 'strict' || !isShort(node)) return null;
  const match = readLiterally(context.abbreviations, node);
  if (match === null) return null;
  // No more than a page of articles can show that the suggestion finds more.
  const upTo = request.size;
  const key = keyOf(context, request, String(upTo));
  const before = knownLiterally.get(key);
  if (before !== undefined) return before;
  const counting = context.engine
    .search(context.index, buildCount(request, match, upTo), optionsOf(signal))
    .then((answer) => {
      const counted = { value: totalOf(answer as EngineAnswer).value, partial: isPartial(answer) };
      if (!counted.partial) knownLiterally.set(key, counted);
      return counted;
    });
  // Where the search fails, nobody waits for this any more.
  counting.catch(() => undefined);
  return counting;
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
  const articles = articlesOf(answer);
  const marked = suggestMarks(request.q, node, match, articles);
  if (marked === null) return request.q;
  const more = await findsMore(context, request, marked, { articles, literally: null }, signal);
  return more ? marked : request.q;
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
  const found = answers.map((answer) => totalOf(answer as EngineAnswer).value);
  const counts = matches.map((match) => (match === null ? 0 : (found.shift() ?? 0)));
  return { counts, partial: answers.some(isPartial) };
};

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
