import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { NO_FAULT, startFaultyService, type FaultyService } from './faulty-service.ts';

const DEADLINE_MS = 1_000;
const SLACK_MS = 1_500;

let service: FaultyService;

beforeAll(async () => {
  service = await startFaultyService(DEADLINE_MS);
  await vi.waitFor(async () => expect((await service.ask('/ready')).status).toBe(200), { timeout: 20_000 });
});

afterEach(() => service.goWrong(NO_FAULT));

afterAll(() => service.close());

/** What comes back for some bytes, once the connection is at its end. */
const send = async (bytes: string): Promise<string> => {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
    // A client that has its answer leaves.
    if (answer.includes('\r\n\r\n')) setTimeout(() => socket.destroy(), 100);
  });
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
};

describe('a Host that is none', () => {
  it.each([
    ['a page', 'GET /?q=a'],
    ['a feed', 'GET /v1/feed.atom?q=a'],
    ['a description', 'GET /opensearch.xml'],
    ['a search', 'GET /v1/search?q=a'],
    ['a removal', 'DELETE /v1/articles/a'],
  ])('is refused by %s', async (_, request) => {
    for (const host of ['localhost:99999', 'a b', '[::1', 'a:b:c', '%zz']) {
      expect(await send(`${request} HTTP/1.1\r\nHost: ${host}\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});

describe('a client that leaves', () => {
  it.each([
    ['a search', '/v1/search?q=chuyen+doi+so'],
    ['an article', '/v1/articles/gone-meanwhile'],
    ['the page of an article', '/articles/gone-meanwhile'],
    ['what is related', '/v1/articles/gone-meanwhile/related'],
    ['an export', '/v1/export'],
  ])('has the engine give up %s', async (_, path) => {
    service.goWrong(() => ({ kind: 'silence' }));
    const left = new AbortController();
    const before = service.proxy.requests.length;
    const asking = service.ask(path, { signal: left.signal });
    await vi.waitFor(() => expect(service.proxy.requests.length).toBeGreaterThan(before));
    const asked = new Set(service.proxy.requests.slice(before));
    const since = performance.now();
    left.abort();
    await expect(asking).rejects.toThrow();
    await vi.waitFor(() => expect(service.proxy.givenUp.some((one) => asked.has(one))).toBe(true), {
      timeout: DEADLINE_MS,
      interval: 10,
    });
    expect(performance.now() - since).toBeLessThan(DEADLINE_MS / 2);
  });
});

describe('a body that does not arrive', () => {
  it('is a 408 at the deadline of a write', { timeout: 20_000 }, async () => {
    const start = performance.now();
    const answer = await send(
      'PUT /v1/articles/slow HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
    expect(performance.now() - start).toBeLessThan(DEADLINE_MS * 3 + SLACK_MS);
  });
});

describe('an engine without time for all of a search', () => {
  const few = '/v1/search?q=%22chuyển+đổi+số%22+giáo+viên+ứng+dụng';

  it('leaves what was found, as a part that nobody keeps', async () => {
    const whole = JSON.parse(
      (await service.ask('/v1/search?q=chuyen+doi+so&collapse=true')).body,
    ) as SearchResult;
    expect(whole).toMatchObject({ partial: false });
    // What is counted beside the hits comes after them.
    service.goWrong(({ body }) => ({ kind: body.includes('"_source"') ? 'none' : 'silence' }));
    const part = await service.ask('/v1/search?q=chuyen+doi+so&collapse=true&accents=true');
    expect(part.status, part.body).toBe(200);
    const result = JSON.parse(part.body) as SearchResult;
    expect(result.partial).toBe(true);
    expect(result.hits.map(({ id }) => id)).toEqual(whole.hits.map(({ id }) => id));
    expect(part.ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
  });

  it('is told so, and asked to answer with what it has', async () => {
    const before = service.proxy.requests.length;
    await service.ask(few);
    const searches = service.proxy.requests.slice(before).filter(({ path }) => path.includes('search'));
    const timeouts = searches.flatMap(({ path, body }) => [
      ...`${path} ${body}`.matchAll(/timeout[=":]+(\d+)ms/g),
    ]);
    expect(timeouts.length).toBeGreaterThanOrEqual(1);
    for (const [, ms] of timeouts) expect(Number(ms)).toBeLessThan(DEADLINE_MS * 0.7);
  });
});
