import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { NO_FAULT, startFaultyService, type FaultyService, type Timed } from './faulty-service.ts';

const DEADLINE_MS = 1_000;
const SLACK_MS = 1_500;
const RATE = 50;
const HOUR = 3_600_000;

let service: FaultyService;

beforeAll(async () => {
  // The time of day is the test's, and goes on; timers and what counts time since a start are real.
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  service = await startFaultyService(DEADLINE_MS, RATE);
  await vi.waitFor(async () => expect((await service.ask('/ready')).status).toBe(200), { timeout: 20_000 });
});

afterEach(() => service.goWrong(NO_FAULT));

afterAll(async () => {
  await service.close();
  vi.useRealTimers();
});

const jump = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

const put = (id: string, title: string, visibleFrom: number): Promise<Timed> =>
  service.ask(`/v1/articles/${id}?refresh=wait`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      title,
      body: title,
      publishedAt: '2022-01-21',
      visibleFrom: new Date(visibleFrom).toISOString(),
    }),
  });

describe.each([
  ['ahead', HOUR],
  ['back', -HOUR],
])('a clock that is put %s by an hour', (_, ms) => {
  it('leaves deadlines as they are', async () => {
    service.goWrong(() => ({ kind: 'silence' }));
    const asking = [service.ask('/v1/search?q=chuyen+doi+so'), service.ask('/ready')];
    await sleep(DEADLINE_MS / 2);
    jump(ms);
    for (const { status, ms: took } of await Promise.all(asking)) {
      expect([503, 504]).toContain(status);
      expect(took).toBeGreaterThan(DEADLINE_MS / 2);
      expect(took).toBeLessThan(DEADLINE_MS + SLACK_MS);
    }
    service.goWrong(NO_FAULT);
    await vi.waitFor(
      async () => expect((await service.ask('/v1/search?q=chuyen+doi+so')).status).toBe(200),
      5_000,
    );
  });

  it('holds no client back for longer than its second', async () => {
    const flood = await Promise.all(
      Array.from({ length: RATE + 20 }, () => service.ask('/v1/analyze?text=chuyen')),
    );
    expect(flood.map(({ status }) => status)).toContain(429);
    jump(ms);
    const refused = await fetch(`${service.url}/v1/analyze?text=chuyen`);
    await refused.text();
    if (refused.status === 429) expect(refused.headers.get('retry-after')).toBe('1');
    await sleep(1_100);
    expect((await service.ask('/v1/analyze?text=chuyen')).status).toBe(200);
  });

  it('holds up no write', async () => {
    expect((await put('before', 'Trước khi chỉnh giờ', 0)).status).toBeLessThan(300);
    jump(ms);
    const { status, ms: took } = await put('after', 'Sau khi chỉnh giờ', 0);
    expect(status).toBeLessThan(300);
    expect(took).toBeLessThan(DEADLINE_MS * 3);
  });
});

it('what is embargoed goes by the clock, ahead and back, among suggestions, too', async () => {
  const title = 'Lễ hội Gầu Tào khai mạc ở Pha Long';
  expect((await put('gau-tao', title, Date.now() + HOUR / 2)).status).toBe(201);
  const seen = async (): Promise<readonly boolean[]> => {
    const article = await service.ask('/v1/articles/gau-tao');
    const found = await service.ask('/v1/search?q=%22Gầu+Tào+khai+mạc%22');
    return [article.status === 200, found.body.includes('"id":"gau-tao"')];
  };
  const suggested = async (): Promise<boolean> =>
    (await service.ask('/v1/suggest?q=le+hoi+gau+tao')).body.includes('"id":"gau-tao"');
  const becomes = (isSeen: boolean) =>
    vi.waitFor(async () => expect(await suggested()).toBe(isSeen), { timeout: 30_000, interval: 250 });

  expect(await seen()).toEqual([false, false]);
  jump(HOUR);
  expect(await seen()).toEqual([true, true]);
  await becomes(true);
  jump(-HOUR);
  expect(await seen()).toEqual([false, false]);
  await becomes(false);
  jump(HOUR);
  expect(await seen()).toEqual([true, true]);
  await becomes(true);
}, 120_000);
