import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';

/**
 * How long the answers of each path may be kept, by browsers and by caches between. What articles say may change at any
 * moment, so that it is asked about each time, and costs a 304 where it has not; completions and feeds may be a
 * minute old.
 */
export const CACHE_CONTROL: Readonly<Record<string, string>> = {
  '/v1/search': 'no-cache',
  '/v1/articles/{id}': 'no-cache',
  '/v1/articles/{id}/related': 'public, max-age=60',
  '/v1/trends': 'public, max-age=60',
  '/v1/suggest': 'public, max-age=60',
  '/v1/analyze': 'public, max-age=3600',
  '/v1/feed.atom': 'public, max-age=60',
  '/opensearch.xml': 'public, max-age=3600',
  '/openapi.json': 'no-cache',
};

/** What lacks a part of the index is never kept: the header that says so. */
export const keptUnlessPartial = ({ partial }: { readonly partial: boolean }): Record<string, string> =>
  partial ? { 'Cache-Control': 'no-store' } : {};

// A quotation mark within a text of JSON has a backslash before it: this is the name of a field.
const TOOK = /(?<!\\)"tookMs":[\d.]+/;

/**
 * Gives what is found an `ETag` made from it, and answers 304 to whom has it already. Errors, and what says itself how
 * it may be kept (`keptUnlessPartial`), are left alone.
 */
export const caching =
  (cacheControl: string): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    await next();
    const { status, headers } = c.res;
    if ((c.req.method !== 'GET' && c.req.method !== 'HEAD') || status !== 200) return;
    if (headers.has('Cache-Control')) return;
    // A cursor is good for minutes, and so is the next one in its answer.
    if ((c.req.query('cursor') ?? '') !== '') {
      c.header('Cache-Control', 'no-store');
      return;
    }
    const body = await c.res.text();
    c.res = new Response(body, { status, headers });
    const etag = `W/"${createHash('sha256').update(body.replace(TOOK, '')).digest('base64url').slice(0, 22)}"`;
    c.header('Cache-Control', cacheControl);
    c.header('ETag', etag);
    if (isAmong(etag, c.req.header('if-none-match'))) {
      c.res = new Response(null, { status: 304, headers: c.res.headers });
      c.res.headers.delete('Content-Type');
    }
  };

/** RFC 9110, 13.1.2: by the weak comparison. */
const isAmong = (etag: string, wanted: string | undefined): boolean => {
  if (wanted === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return wanted.trim() === '*' || wanted.split(',').some((tag) => opaque(tag) === opaque(etag));
};
