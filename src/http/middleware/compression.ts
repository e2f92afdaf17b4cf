import { Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';

const COMPRESSIBLE =
  /^(?:text\/|image\/svg\+xml|application\/(?:[\w.-]+\+)?(?:json|xml)|application\/(?:x-ndjson|javascript))/;

/** Made while it is sent: every piece has to get through at once. */
const STREAMED = /^(?:application\/x-ndjson|text\/csv|text\/event-stream)/;

/** Less is one packet anyway. */
const LEAST_BYTES = 1024;

/** The encodings that are offered, the better one first. Of 100 kB of JSON each takes about a millisecond. */
const ENCODINGS = ['br', 'gzip'] as const;

type Encoding = (typeof ENCODINGS)[number];

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

const compress = (bytes: ArrayBuffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br'
    ? toBrotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength },
      })
    : toGzip(bytes);

/**
 * Compresses answers for clients that take them so. What is streamed goes on being a stream: each piece is
 * compressed by itself and sent at once, and a failure or a client that leaves ends it as before.
 */
export const compression = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  await next();
  const { res } = c;
  const type = res.headers.get('Content-Type') ?? '';
  if (!COMPRESSIBLE.test(type) || res.headers.has('Content-Encoding') || res.status === 304) return;
  res.headers.append('Vary', 'Accept-Encoding');
  const accepted = acceptedOf(c.req.header('accept-encoding') ?? '');
  const encoding = ENCODINGS.find(accepted);
  // The body last: once it is looked at, it is sent as a stream, which costs more than a text.
  if (encoding === undefined || c.req.method === 'HEAD' || res.body === null) return;
  const { status, headers } = res;

  if (STREAMED.test(type)) {
    if (!accepted('gzip')) return;
    const compressed = createGzip({ flush: constants.Z_SYNC_FLUSH });
    // Failures travel along the pipeline to the client; there is nothing else to be done about them here.
    pipeline(Readable.fromWeb(res.body), compressed, () => {});
    replace(c, new Response(Readable.toWeb(compressed) as ReadableStream, { status, headers }), 'gzip');
    return;
  }
  const bytes = await res.arrayBuffer();
  if (bytes.byteLength < LEAST_BYTES) {
    c.res = new Response(bytes, { status, headers });
    return;
  }
  replace(c, new Response(new Uint8Array(await compress(bytes, encoding)), { status, headers }), encoding);
};

const replace = (
  c: Parameters<MiddlewareHandler<AppEnv>>[0],
  response: Response,
  encoding: Encoding,
): void => {
  c.res = response;
  c.res.headers.delete('Content-Length');
  c.res.headers.set('Content-Encoding', encoding);
};

/** RFC 9110, 12.5.3: which encodings a client takes; `q=0` is one that it does not. */
const acceptedOf = (header: string): ((encoding: Encoding) => boolean) => {
  const weights = new Map(
    header
      .toLowerCase()
      .split(',')
      .map((entry) => {
        const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
        const weight = parameters.find((part) => part.startsWith('q='));
        return [name, weight === undefined ? 1 : Number(weight.slice(2))] as const;
      }),
  );
  return (encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
};
