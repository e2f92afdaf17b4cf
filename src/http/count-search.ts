import type { Context } from 'hono';
import { FILTER_KINDS } from '../domain/search-statistics.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import type { AppEnv } from './app-env.ts';

/** What programs that go from page to page call themselves. */
const ROBOTS = /bot\b|bots\b|crawl|spider|slurp|facebookexternalhit|lighthouse|headless|monitor|uptime/i;

/**
 * Whether a reader stands behind a request, who has nothing against being counted. What the browser says of itself is read
 * for this and forgotten.
 */
export const isReaders = (c: Context<AppEnv>): boolean => {
  const { req } = c;
  const isRefused = req.header('sec-gpc') === '1' || req.header('dnt') === '1';
  const purpose = req.header('sec-purpose') ?? req.header('purpose') ?? req.header('x-moz') ?? '';
  return (
    req.method !== 'HEAD' &&
    !isRefused &&
    !/prefetch|prerender|preview/i.test(purpose) &&
    !ROBOTS.test(req.header('user-agent') ?? '')
  );
};

/**
 * Counts the search of a reader, where that is counted. To go on to the next page is no new search; what only part of the
 * index has answered says nothing of what there is.
 */
export const countSearch = (
  c: Context<AppEnv>,
  { wanted, shown }: SearchRequest,
  { query, total, partial, tookMs }: SearchResult,
): void => {
  const { statistics } = c.var.services;
  const isNew = shown.page === 1 && shown.cursor === undefined;
  const isTried = wanted.preview === true || shown.explain;
  if (statistics === null || wanted.q.trim() === '' || !isNew || isTried || partial || !isReaders(c)) return;
  const { filters, from, to } = wanted;
  statistics.countSearch({
    q: wanted.q,
    filters: FILTER_KINDS.filter((kind) =>
      kind === 'date' ? from !== undefined || to !== undefined : filters[kind].length > 0,
    ),
    hits: total.value,
    loosened: query.relaxed !== null,
    corrected: query.corrected !== null,
    tookMs,
  });
};
