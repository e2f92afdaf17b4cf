import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { settledHeapMb } from '../support/settled-heap.ts';
import {
  NO_FAULT,
  startFaultyService,
  type Decide,
  type FaultyService,
  type Timed,
} from './faulty-service.ts';

/** The setting TIMBAO_REQUEST_TIMEOUT; a write has three times as long. */
const DEADLINE_MS = 1_000;
/** The machine may have other things to do. */
const SLACK_MS = 1_500;
/** Within which all works again once the engine does. */
const RECOVERY_MS = 5_000;

let service: FaultyService;
let id: string;
let heapBefore: number;
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  service = await startFaultyService(DEADLINE_MS);
  await vi.waitFor(async () => expect((await service.ask('/ready')).status).toBe(200), { timeout: 20_000 });
  const { hits } = JSON.parse((await service.ask('/v1/search?q=chuyen+doi+so')).body) as SearchResult;
  id = hits[0]?.id ?? '';
  expect(id).not.toBe('');
  heapBefore = settledHeapMb();
});

afterEach(() => service.goWrong(NO_FAULT));

afterAll(async () => {
  const metrics = (await service.ask('/metrics')).body;
  const heap = settledHeapMb();
  await service.close();
  for (const [, count] of metrics.matchAll(/^timbao_requests_(?:under_way|waiting)\{.*\} (\d+)/gm)) {
    expect(count).toBe('0');
  }
  expect(heap - heapBefore, 'MB that the faults have left behind').toBeLessThan(20);
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

interface Request {
  readonly path: () => string;
  readonly init?: RequestInit;
  readonly limitMs?: number;
}

const article = JSON.stringify({
  title: 'Bản Nà Pồng có đường mới',
  body: 'Con đường bê tông dài hai cây số đã nối bản với trung tâm xã.',
  publishedAt: '2022-01-21',
});
const json = { 'Content-Type': 'application/json' };
const line = `${JSON.stringify({ id: 'b1', ...(JSON.parse(article) as object) })}\n`;

/** One of each kind of work. */
const REQUESTS: Readonly<Record<string, Request>> = {
  search: { path: () => '/v1/search?q=chuyen+doi+so&facets=year' },
  browsing: { path: () => '/v1/search?from=2000&size=2' },
  page: { path: () => '/?q=lanh+dao' },
  article: { path: () => `/v1/articles/${id}` },
  'article page': { path: () => `/articles/${id}?q=so` },
  related: { path: () => `/v1/articles/${id}/related` },
  feed: { path: () => '/v1/feed.atom?q=ban' },
  export: { path: () => '/v1/export?q=chuyen+doi' },
  ready: { path: () => '/ready' },
  put: {
    path: () => '/v1/articles/p1',
    init: { method: 'PUT', headers: json, body: article },
    limitMs: DEADLINE_MS * 3,
  },
  remove: {
    path: () => '/v1/articles/d1?version=1',
    init: { method: 'DELETE' },
    limitMs: DEADLINE_MS * 3,
  },
};

const engineError =
  (status: number, type: string): Decide =>
  () => ({
    kind: 'answer',
    status,
    body: { error: { type, reason: 'as told' }, status },
  });
const text =
  (status: number, type: string, body: string): Decide =>
  () => ({
    kind: 'answer-text',
    status,
    type,
    text: body,
  });

const FAULTS: Readonly<Record<string, Decide>> = {
  'is silent': () => ({ kind: 'silence' }),
  'stalls in the middle of its answers': () => ({ kind: 'stall' }),
  'is late by five seconds': () => ({ kind: 'late', ms: 5_000 }),
  'breaks connections off before it answers': () => ({ kind: 'cut' }),
  'breaks connections off in the middle of its answers': () => ({ kind: 'cut-in-answer' }),
  'ends its side of connections in the middle of its answers': () => ({ kind: 'half-close' }),
  'answers half of what it has to': () => ({
    kind: 'change',
    change: (answer) => answer.slice(0, answer.length / 2),
  }),
  'answers 429': engineError(429, 'es_rejected_execution_exception'),
  'answers 503': engineError(503, 'unavailable_shards_exception'),
  'answers {}': text(200, 'application/json', '{}'),
  'answers []': text(200, 'application/json', '[]'),
  'answers nothing with 200': text(200, 'application/json', ''),
  'answers a page of a proxy with 200': text(200, 'text/html', '<html><h1>Please log in</h1></html>'),
  'answers a page of a proxy with 404': text(404, 'text/html', '<html><h1>Not found</h1></html>'),
  'answers a page of a proxy with 502': text(502, 'text/html', '<html><h1>Bad gateway</h1></html>'),
};

/** What the engine says of itself, which no client may see. */
const FOREIGN = /exception|as told|<h1>(?:Please|Not|Bad)|_search|127\.0\.0\.1/;

const problemCode = ({ type, body }: Timed): string =>
  type.startsWith('application/problem+json') ? (JSON.parse(body) as { code: string }).code : '';

describe.each(Object.entries(FAULTS))('while the engine %s', (name, fault) => {
  it(
    'every request is answered in time, as documented, and all is well afterwards',
    { timeout: 40_000 },
    async () => {
      service.goWrong(fault);
      const answers = Promise.all(
        Object.entries(REQUESTS).map(async ([what, { path, init, limitMs = DEADLINE_MS }]) => ({
          what,
          limitMs,
          answer: await service.ask(path(), init),
        })),
      );
      const uploading = service.ask('/v1/articles/bulk', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: line,
      });
      uploading.catch(() => {});
      const health: number[] = [];
      for (let i = 0; i < 5; i++) {
        const { status, ms } = await service.ask('/health');
        expect(status).toBe(200);
        health.push(ms);
        await sleep(50);
      }
      const suggested = await service.ask('/v1/suggest?q=chuy');
      expect(suggested.status).toBe(200);

      for (const { what, limitMs, answer } of await answers) {
        const told = `${what}: ${answer.status} ${answer.body.slice(0, 300)}`;
        expect([503, 504], told).toContain(answer.status);
        expect(answer.body, told).not.toMatch(FOREIGN);
        expect(answer.ms, told).toBeLessThan(limitMs + SLACK_MS);
        if (!what.includes('page')) {
          expect(problemCode(answer), told).toMatch(
            /^(?:engine_(?:timeout|unavailable|unreadable)|write_timeout|overloaded)$/,
          );
        }
        if (process.env['npm_lifecycle_event'] === 'faults') {
          console.log(
            `${name}: ${what} ${answer.status} ${problemCode(answer)} in ${Math.round(answer.ms)} ms`,
          );
        }
      }
      expect(Math.max(...health)).toBeLessThan(SLACK_MS);

      service.goWrong(NO_FAULT);
      const since = performance.now();
      await expect
        .poll(async () => (await service.ask('/v1/search?q=chuyen+doi+so')).status, {
          timeout: RECOVERY_MS,
          interval: 100,
        })
        .toBe(200);
      if (process.env['npm_lifecycle_event'] === 'faults') {
        console.log(
          `${name}: searched again ${Math.round(performance.now() - since)} ms after the engine was back`,
        );
      }
      const { body, status } = await service.ask(`/v1/articles/${id}`);
      expect(status, body).toBe(200);
      // An upload has no deadline: it goes on where it can.
      const upload = await uploading;
      expect(upload.body).toContain('"summary"');
    },
  );
});
