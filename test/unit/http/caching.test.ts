import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import type { AppEnv } from '../../../src/http/app-env.ts';
import { createKeptJson } from '../../../src/http/middleware/caching.ts';
import { anArticle, put, tryApp } from './try-app.ts';

const result = (change: Partial<SearchResult> = {}): SearchResult => ({
  query: { text: 'lũ', mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null },
  total: { value: 0, exact: true },
  tookMs: 1,
  partial: false,
  hits: [],
  warnings: [],
  ...change,
});

const answering = (...results: readonly SearchResult[]) => {
  let i = 0;
  return tryApp({}, { searchArticles: () => Promise.resolve(results[i++ % results.length] as SearchResult) });
};

describe('an answer that was had before', () => {
  it('is 304 while it says the same, however long it took', async () => {
    const { send } = answering(
      result({ tookMs: 3 }),
      result({ tookMs: 98 }),
      result({ total: { value: 1, exact: true } }),
    );
    const first = await send('/v1/search?q=lu');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\da-f]{32}"$/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const same = await send('/v1/search?q=lu', { headers: { 'If-None-Match': `"other", ${etag}` } });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe('');
    expect(same.headers.get('etag')).toBe(etag);
    expect(same.headers.get('x-request-id')).not.toBeNull();
    const other = await send('/v1/search?q=lu', { headers: { 'If-None-Match': etag } });
    expect(other.status).toBe(200);
    expect(other.headers.get('etag')).not.toBe(etag);
  });

  it.each(['q="tookMs":5', 'q=\\"tookMs":5,"partial":true'])(
    'is told from another by its words: %s',
    async (query) => {
      const q = query.slice(2);
      const { send } = answering(
        result({ query: { text: q, mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null } }),
        result({
          query: {
            text: q.replace('5', '6'),
            mode: 'keyword',
            diacritics: 'auto',
            relaxed: null,
            corrected: null,
          },
        }),
      );
      const etags = [await send('/v1/search?q=a'), await send('/v1/search?q=a')].map(({ headers }) =>
        headers.get('etag'),
      );
      expect(etags[0]).not.toBeNull();
      expect(etags[0]).not.toBe(etags[1]);
    },
  );

  it('is had by HEAD, too', async () => {
    const { send } = answering(result());
    const etag = (await send('/v1/search?q=lu')).headers.get('etag');
    const head = await send('/v1/search?q=lu', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(etag);
    expect(await head.text()).toBe('');
  });

  it('is sent again as it was made, with the time that it took this time', async () => {
    const q = 'lũ "tookMs":5 ở Huế';
    const made = result({
      query: { text: q, mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null },
    });
    const { send } = answering(made, { ...made, tookMs: 1_234 }, result());
    const [first, again, other] = [
      await send('/v1/search?q=a'),
      await send('/v1/search?q=a'),
      await send('/v1/search?q=b'),
    ];
    expect(await first.json()).toEqual(made);
    expect(await again.json()).toEqual({ ...made, tookMs: 1_234 });
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await other.json()).toEqual(result());
  });

  it('is made once as long as it is kept', async () => {
    const kept = createKeptJson<{ readonly tookMs: number; readonly says: string }>();
    let made = 0;
    const app = new Hono<AppEnv>().get('/', (c) =>
      kept.send(c, identity, 7, () => ({ tookMs: 1, says: `${++made}` })),
    );
    let identity = {};
    const text = async () => (await app.request('/')).text();
    expect(await text()).toBe('{"tookMs":7,"says":"1"}');
    expect(await text()).toBe('{"tookMs":7,"says":"1"}');
    identity = {};
    expect(await text()).toBe('{"tookMs":7,"says":"2"}');
  });

  it('is an article that nobody has changed', async () => {
    const { send } = tryApp();
    await send('/v1/articles/a', put(anArticle));
    const etag = (await send('/v1/articles/a')).headers.get('etag') ?? '';
    expect((await send('/v1/articles/a', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    await send('/v1/articles/a', put({ ...anArticle, title: 'Tên mới' }));
    expect((await send('/v1/articles/a', { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });
});

describe('an answer that says only that nothing has changed', () => {
  it('has every header of the whole one, but those of its text', async () => {
    const { send } = tryApp({ corsOrigins: ['https://paper.example'], rateLimit: 1_000 });
    const headers = { Origin: 'https://paper.example' };
    for (const path of ['/v1/search?q=lu', '/v1/suggest?q=s', '/v1/feed.atom?q=lu', '/timbao-search.js']) {
      const whole = await send(path, { headers });
      const again = await send(path, {
        headers: { ...headers, 'If-None-Match': whole.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
      const names = (of: Response) => [...of.headers.keys()].filter((name) => !name.startsWith('content-t'));
      expect(names(again), path).toEqual(names(whole));
    }
  });
});

describe('what is never kept', () => {
  it.each([
    ['lacks a part of the index', '/v1/search?q=lu', result({ partial: true })],
    ['comes with a cursor', '/v1/search?q=lu&cursor=abc', result()],
  ])('an answer that %s', async (_what, path, answer) => {
    const { headers, status } = await answering(answer).send(path);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  });

  it('an error, and what was written', async () => {
    const { send } = tryApp(
      {},
      { searchArticles: () => Promise.reject(new AppError('engine_timeout', 'Late.')) },
    );
    for (const path of ['/v1/search?q=lu', '/v1/search?nope=1', '/v1/articles/none']) {
      expect((await send(path)).headers.get('cache-control'), path).toBe('no-store');
    }
    expect((await send('/v1/articles/a', put(anArticle))).headers.get('etag')).toBeNull();
  });
});

describe('other addresses', () => {
  it.each([
    ['/v1/suggest?q=s', 'public, max-age=60'],
    ['/v1/analyze?text=l%C5%A9', 'public, max-age=3600'],
    ['/opensearch.xml', 'public, max-age=3600'],
    ['/openapi.json', 'no-cache'],
    ['/robots.txt', 'public, max-age=3600'],
    ['/favicon.ico', 'public, max-age=86400'],
  ])('%s may be kept: %s', async (path, cacheControl) => {
    const { send } = tryApp();
    const { headers } = await send(path);
    expect(headers.get('cache-control')).toBe(cacheControl);
    const again = await send(path, { headers: { 'If-None-Match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('show pages of other origins what they need', async () => {
    const { send } = tryApp({ corsOrigins: ['https://paper.example'] });
    const { headers } = await send('/v1/search?q=lu', { headers: { Origin: 'https://paper.example' } });
    const exposed = headers.get('access-control-expose-headers')?.split(',') ?? [];
    for (const name of ['X-Request-Id', 'Retry-After', 'ETag', 'X-Total-Count'])
      expect(exposed).toContain(name);
    const vary = headers.get('vary')?.toLowerCase() ?? '';
    expect(vary).toContain('origin');
    expect(vary).toContain('accept-encoding');
  });
});
