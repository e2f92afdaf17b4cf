import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler, TypedResponse } from 'hono';
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

/** Of what an answer says, and not of how long that took to find out. */
const digestOf = (text: string, encoding: 'utf8' | 'latin1'): Buffer =>
  createHash('sha256').update(text.replace(TOOK, ''), encoding).digest().subarray(0, DIGEST_BYTES);

/** Of a body; its bytes as letters, one by one. */
const digestOfBytes = (body: Uint8Array): ArrayBuffer => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return Uint8Array.from(digestOf(text, 'latin1')).buffer;
};

/** An answer as JSON, whose `ETag` {@link caching} makes of its text, which takes half the time that it takes of its body. */
export const taggedJson = <T>(
  c: Context<AppEnv>,
  value: T,
  headers: Readonly<Record<string, string>> = {},
): Response & TypedResponse<T, 200, 'json'> => {
  const text = JSON.stringify(value);
  c.set('taggedText', text);
  const response: Response = c.body(text, 200, { 'Content-Type': 'application/json', ...headers });
  return response as Response & TypedResponse<T, 200, 'json'>;
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

const tag = etag({ weak: true, generateDigest: digestOfBytes, retainedHeaders: RETAINED });

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
      headers.set('Cache-Control', 'no-store');
      return;
    }
    headers.set('Cache-Control', cacheControl);
    const text = c.get('taggedText');
    if (text !== undefined) headers.set('ETag', `W/"${digestOf(text, 'utf8').toString('hex')}"`);
    await tag(c, async () => {});
  };
