import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyService, type FaultyService } from '../faults/faulty-service.ts';

let service: FaultyService;

beforeAll(async () => {
  service = await startFaultyService(10_000);
});

afterAll(() => service.close());

const json = { 'Content-Type': 'application/json' };
const anArticle = JSON.stringify({
  title: 'Đường mới lên bản',
  body: 'Con đường dài hai cây số.',
  publishedAt: '2022-01-21',
});

/** Whose calls came to the engine while a request was answered, by the API that they called. */
const callsOf = async (path: string, init: RequestInit, id: string): Promise<Map<string, unknown>> => {
  const before = service.proxy.requests.length;
  const response = await fetch(`${service.url}${path}`, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'X-Request-Id': id },
  });
  expect(response.headers.get('x-request-id')).toBe(id);
  await response.text();
  expect(response.status).toBeLessThan(300);
  const seen = service.proxy.requests.slice(before);
  return new Map(
    seen.map(({ method, path: called, headers }) => [`${method} ${called}`, headers['x-opaque-id']]),
  );
};

describe('what Elasticsearch is told of whom it works for', () => {
  it.each<[string, string, RequestInit, RegExp]>([
    ['a search', '/v1/search?q=thuy+dien&facets=year', {}, /_search/],
    ['a search in several readings', '/v1/search?q=khong+ai+viet+nhu+the+nay', {}, /_msearch/],
    ['a page', '/?q=thuy+dien', {}, /_search/],
    ['a feed', '/v1/feed.atom?q=lanh+dao', {}, /_search/],
    ['an export', '/v1/export?q=lanh+dao', {}, /_pit|_search/],
    ['a write', '/v1/articles/so-hieu', { method: 'PUT', headers: json, body: anArticle }, /_bulk/],
    ['an article', '/v1/articles/so-hieu', {}, /_doc/],
    ['its neighbours', '/v1/articles/so-hieu/related', {}, /_search/],
    [
      'an upload',
      '/v1/articles/bulk',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: '{"delete":"so-hieu"}\n',
      },
      /_bulk/,
    ],
    ['a probe', '/ready', {}, /_search/],
  ])('%s: the id of the request', async (what, path, init, api) => {
    const id = `yeu-cau-${what.replaceAll(/\W/g, '-')}`;
    const calls = await callsOf(path, init, id);
    const own = [...calls].filter(([, told]) => told === id).map(([called]) => called);
    expect(
      own.some((called) => api.test(called)),
      [...calls.keys()].join('\n'),
    ).toBe(true);
    // All but what is tidied up afterwards, which a client that leaves must not keep from it.
    for (const [called, told] of calls)
      if (/_search|_msearch|_bulk|_doc|_mget|_pit/.test(called) && called !== 'DELETE /_pit')
        expect(`${called}: ${String(told)}`).toMatch(/: (?:yeu-cau-|background-)/);
  });

  it('what is read in the background: its kind', () => {
    const ids = new Set(service.proxy.requests.map(({ headers }) => headers['x-opaque-id']));
    expect(ids).toContain('background-language');
    expect(ids).toContain('background-suggestions');
  });
});
