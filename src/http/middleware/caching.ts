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
const TOOK = /(?<=(?<!\\)"tookMs":)[\d.]+/;

/** A digest is made of so many bytes: more than enough to tell answers to one request apart. */
const DIGEST_BYTES = 16;

/** Of what an answer says, and not of how long that took to find out. */
const digestOf = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(bytes).digest().subarray(0, DIGEST_BYTES);

/** Of a body; its bytes as letters, one by one. */
const digestOfBytes = (body: Uint8Array): ArrayBuffer => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return Uint8Array.from(digestOf(Buffer.from(text.replace(TOOK, ''), 'latin1'))).buffer;
};

/** An answer as it is sent, but for how long it took, so that it can be sent again. */
interface JsonBody {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** The byte before which `tookMs` is put in; 0 where it tells none. */
  readonly tookAt: number;
  readonly etag: string;
}

const utf8 = new TextEncoder();

const inParts = (value: unknown): { readonly body: JsonBody; readonly took: string } => {
  const text = JSON.stringify(value);
  const match = TOOK.exec(text);
  const took = match?.[0] ?? '';
  const before = text.slice(0, match?.index ?? 0);
  const bytes = utf8.encode(before + text.slice(before.length + took.length));
  const etag = `W/"${digestOf(bytes).toString('hex')}"`;
  return { body: { bytes, tookAt: Buffer.byteLength(before), etag }, took };
};

/** An answer as JSON, with the `ETag` that {@link caching} gives it. */
export const taggedJson = <T>(
  c: Context<AppEnv>,
  value: T,
  headers: Readonly<Record<string, string>> = {},
): Response & TypedResponse<T, 200, 'json'> => {
  const { body, took } = inParts(value);
  return send<T>(c, body, took, headers);
};

interface Timed {
  readonly tookMs: number;
}

/** The bodies of answers that may be given again. */
export interface KeptJson<T extends Timed> {
  /**
   * The same as {@link taggedJson}, whose bytes are made once for each answer.
   *
   * @param answer what is the same object as long as it is the same answer
   * @param make what is sent of it
   */
  send(
    c: Context<AppEnv>,
    answer: object,
    tookMs: number,
    make: () => T,
    headers?: Readonly<Record<string, string>>,
  ): Response & TypedResponse<T, 200, 'json'>;
}

/** They are kept as long as their answers are. */
export const createKeptJson = <T extends Timed>(): KeptJson<T> => {
  const bodies = new WeakMap<object, JsonBody>();
  return {
    send: (c, answer, tookMs, make, headers = {}) => {
      let body = bodies.get(answer);
      if (body === undefined) {
        ({ body } = inParts(make()));
        bodies.set(answer, body);
      }
      return send<T>(c, body, String(tookMs), headers);
    },
  };
};

const send = <T>(
  c: Context<AppEnv>,
  { bytes, tookAt, etag }: JsonBody,
  took: string,
  headers: Readonly<Record<string, string>>,
): Response & TypedResponse<T, 200, 'json'> => {
  c.set('etag', etag);
  const whole = Buffer.concat([bytes.subarray(0, tookAt), Buffer.from(took), bytes.subarray(tookAt)]);
  const response: Response = c.body(whole, 200, { 'Content-Type': 'application/json', ...headers });
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
    const made = c.get('etag');
    if (made !== undefined) headers.set('ETag', made);
    await tag(c, async () => {});
  };
