import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
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

/** A digest is made of so many bytes: more than enough to tell answers to one request apart. */
const DIGEST_BYTES = 16;

/** Of what an answer says, and not of how long that took to find out; its bytes as letters, one by one. */
const digestOf = (body: Uint8Array): ArrayBuffer => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const digest = createHash('sha256').update(text.replace(TOOK, ''), 'latin1').digest();
  return Uint8Array.from(digest.subarray(0, DIGEST_BYTES)).buffer;
};

/** What was put on the answer before it was known to be a 304, and is as true of that. */
const RETAINED = [
  ...RETAINED_304_HEADERS,
  'x-request-id',
  'age',
  'ratelimit',
  'ratelimit-policy',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'cross-origin-resource-policy',
];

const tag = etag({ weak: true, generateDigest: digestOf, retainedHeaders: RETAINED });

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
    c.header('Cache-Control', cacheControl);
    await tag(c, async () => {});
  };
