import { describe, expect, it } from 'vitest';
import { startHttpServer } from '../../../src/service/http-server.ts';
import { AppError, type AppErrorCode } from '../../../src/domain/app-error.ts';
import { tryApp } from './try-app.ts';

const failing = (error: unknown) =>
  tryApp(
    {},
    {
      searchArticles: () => Promise.reject(error),
      checkReady: () => Promise.reject(error),
    },
  );

describe('errors', () => {
  it.each<[AppErrorCode, number, string | null]>([
    ['query_too_complex', 400, null],
    ['engine_unavailable', 503, '5'],
    ['engine_timeout', 504, null],
    ['engine_rejected', 500, null],
    ['index_missing', 503, '10'],
    ['index_mismatch', 503, '60'],
    ['internal', 500, null],
  ])('%s is a %i', async (code, status, retryAfter) => {
    const { send } = failing(new AppError(code, 'said by the service'));
    const response = await send('/v1/search?q=a');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    const requestId = response.headers.get('x-request-id');
    expect(await response.json()).toMatchObject({ status, code, requestId, type: 'about:blank' });
  });

  it('takes Retry-After from the error, in whole seconds', async () => {
    const { send } = failing(new AppError('engine_unavailable', 'busy', { retryAfter: 12.2 }));
    expect((await send('/v1/search?q=a')).headers.get('retry-after')).toBe('13');
  });

  it.each([
    new Error('index_not_found_exception at http://10.1.2.3:9200 /srv/secret.ts:5'),
    new AppError('internal', 'index_not_found_exception', { cause: new Error('http://10.1.2.3:9200') }),
    new AppError('engine_unavailable', 'http://10.1.2.3:9200 does not answer'),
    new AppError('configuration', 'http://10.1.2.3:9200'),
    new TypeError("Cannot read properties of undefined (reading 'hits')"),
  ])('tells nothing of its insides: $message', async (error) => {
    const { send, logged } = failing(error);
    const response = await send('/v1/search?q=a');
    const text = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(text).not.toMatch(/exception|10\.1\.2\.3|\.ts|undefined|stack/);
    const line = logged.find(({ level }) => level === 50);
    expect(line).toMatchObject({ requestId: response.headers.get('x-request-id') });
    expect(JSON.stringify(line)).toContain(error.message.slice(0, 20).replaceAll('"', '\\"'));
  });

  it('is not ready while a search fails', async () => {
    const { problem, logged } = failing(new AppError('engine_unavailable', 'no'));
    expect(await problem('/ready')).toMatchObject({ status: 503, code: 'engine_unavailable' });
    // Probes ask every few seconds: their answers must not bury what is said once.
    expect(logged.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('writes down what breaks /ready itself', async () => {
    const { problem, logged } = failing(new Error('broken'));
    expect(await problem('/ready')).toMatchObject({ status: 500, code: 'internal' });
    expect(logged.filter(({ level }) => level === 50)).toHaveLength(1);
  });

  it.each(['/nothing', '/v1', '/v1/articles', '/v1/articles/a/b', '/v1/searched'])(
    'answers 404 at %s',
    async (path) => {
      const { problem } = tryApp();
      expect(await problem(path)).toMatchObject({ status: 404, code: 'not_found' });
    },
  );

  it.each([
    ['POST', '/v1/search', 'GET, HEAD'],
    ['PATCH', '/v1/articles/a', 'GET, HEAD, PUT, DELETE'],
    ['DELETE', '/health', 'GET, HEAD'],
    ['OPTIONS', '/v1/search', 'GET, HEAD'],
  ])('answers 405 to %s %s with what is allowed', async (method, path, allow) => {
    const { send } = tryApp();
    const response = await send(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  it('does not make a 405 of an article that is not there', async () => {
    const { problem } = tryApp();
    expect(await problem('/v1/articles/a', { method: 'DELETE' })).toMatchObject({ status: 404 });
  });
});

describe('request ids', () => {
  it('keeps a sane one', async () => {
    const { send } = tryApp();
    const response = await send('/health', { headers: { 'X-Request-Id': 'front-7_3=a' } });
    expect(response.headers.get('x-request-id')).toBe('front-7_3=a');
  });

  it.each(['a'.repeat(300), 'a b', '<script>', '{"a":1}'])('makes its own instead of %s', async (id) => {
    const { send } = tryApp();
    const response = await send('/health', { headers: { 'X-Request-Id': id } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the access log', () => {
  it('has a line a request, without what was searched for and by whom', async () => {
    const { send, logged } = tryApp();
    await send('/v1/search?q=b%E1%BB%87nh+hi%E1%BA%BFm', { from: '203.0.113.7' });
    await send('/health');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ method: 'GET', path: '/v1/search', status: 200, msg: 'request' });
    expect(logged[0]?.['ms']).toBeTypeOf('number');
    expect(JSON.stringify(logged)).not.toMatch(/hi%E1|hiếm|203\.0\.113\.7/);
  });
});

it('a search is given up with its connection', async () => {
  const seen: AbortSignal[] = [];
  const { app, logged } = tryApp(
    {},
    {
      searchArticles: (_request, signal) => {
        seen.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    },
  );
  const leaving = new AbortController();
  const pending = app.request('http://localhost/v1/search?q=a', { signal: leaving.signal });
  await new Promise((resolve) => setTimeout(resolve, 10));
  leaving.abort();
  expect((await pending).status).toBe(499);
  expect(seen[0]?.aborted).toBe(true);
  expect(logged.filter(({ level }) => level === 50)).toEqual([]);
});

it.each(['the engine’s error', 'the bare reason'])(
  'a client that hangs up is no error, whatever is thrown: %s',
  async (thrown) => {
    let gaveUp: (value: unknown) => void = () => {};
    const givenUp = new Promise((resolve) => (gaveUp = resolve));
    const { app, logged } = tryApp(
      {},
      {
        searchArticles: async (_request, signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          gaveUp(signal.reason);
          if (thrown === 'the bare reason') signal.throwIfAborted();
          throw new DOMException('The caller gave up.', 'AbortError');
        },
      },
    );
    const server = await startHttpServer(app.fetch, { host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const pending = fetch(`http://127.0.0.1:${server.port}/v1/search?q=a`, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 100);
    await expect(pending).rejects.toThrow();
    await givenUp;
    expect((await fetch(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
    await server.close(1_000);
    expect(logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(logged.map(({ status }) => status)).toContain(499);
  },
);
