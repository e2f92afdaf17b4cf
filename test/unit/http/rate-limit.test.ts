import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tryApp } from './try-app.ts';

const statuses = async (
  { send }: ReturnType<typeof tryApp>,
  times: number,
  from: string,
  path = '/v1/search?q=a',
  headers: Record<string, string> = {},
): Promise<number[]> =>
  Promise.all(Array.from({ length: times }, async () => (await send(path, { from, headers })).status));

const count = (all: readonly number[], status: number) => all.filter((one) => one === status).length;

describe('rate limit', () => {
  // A second is as long as the test says, however slow the machine.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('answers 429 with Retry-After beyond it, client by client', async () => {
    const tried = tryApp({ rateLimit: 3 });
    const first = await statuses(tried, 5, '203.0.113.7');
    expect([count(first, 200), count(first, 429)]).toEqual([3, 2]);
    expect(await statuses(tried, 1, '203.0.113.8')).toEqual([200]);

    const refused = await tried.send('/v1/search?q=a', { from: '203.0.113.7' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=1');
    expect(await refused.json()).toMatchObject({ code: 'rate_limited', title: 'Too Many Requests' });
  });

  it('tells each answer how many are left', async () => {
    const { send } = tryApp({ rateLimit: 3 });
    for (const left of [2, 1, 0]) {
      const { headers } = await send('/v1/search?q=a', { from: '203.0.113.7' });
      expect(headers.get('ratelimit-policy')).toBe('"default";q=3;w=1');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"default";r=${left};t=1$`));
    }
    const unlimited = await tryApp({ rateLimit: 0 }).send('/v1/search?q=a');
    expect(unlimited.headers.get('ratelimit')).toBeNull();
  });

  it('counts many searches in one request as many', async () => {
    const { send } = tryApp({ rateLimit: 3 });
    const many = (count: number, from: string) =>
      send('/v1/searches', {
        method: 'POST',
        from,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ searches: Array.from({ length: count }, () => ({ q: 'a' })) }),
      });
    const next = async (from: string) => (await send('/v1/search?q=a', { from })).status;
    expect((await many(3, '203.0.113.7')).status).toBe(200);
    expect(await next('203.0.113.7')).toBe(429);
    // Twelve take as long as twelve requests would.
    expect((await many(12, '203.0.113.8')).status).toBe(200);
    const held = await send('/v1/search?q=a', { from: '203.0.113.8' });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(1);
    expect(held.headers.get('ratelimit')).not.toContain('t=1');
    vi.advanceTimersByTime(3_900);
    expect(await next('203.0.113.8')).toBe(429);
    vi.advanceTimersByTime(200);
    expect(await next('203.0.113.8')).toBe(200);
    const unlimited = tryApp({ rateLimit: 3, apiKeys: ['mot-khoa-du-dai-0123456789'] });
    for (let i = 0; i < 3; i++) {
      const response = await unlimited.send('/v1/searches', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: 'Bearer mot-khoa-du-dai-0123456789',
        },
        body: JSON.stringify({ searches: [{ q: 'a' }, { q: 'a' }] }),
      });
      expect(response.status).toBe(200);
    }
  });

  it('lets the client come back after a second', async () => {
    const tried = tryApp({ rateLimit: 1 });
    const both = await statuses(tried, 2, '203.0.113.7');
    expect([count(both, 200), count(both, 429)]).toEqual([1, 1]);
    vi.advanceTimersByTime(1_100);
    expect(await statuses(tried, 1, '203.0.113.7')).toEqual([200]);
  });

  it('takes an IPv6 /64 for one client', async () => {
    const tried = tryApp({ rateLimit: 1 });
    expect(await statuses(tried, 1, '2001:db8:1:2::1')).toEqual([200]);
    expect(await statuses(tried, 1, '2001:db8:1:2:ffff::9')).toEqual([429]);
    expect(await statuses(tried, 1, '2001:db8:1:3::1')).toEqual([200]);
  });

  it('holds no one back who sends a key', async () => {
    const tried = tryApp({ rateLimit: 1, apiKeys: ['a-key-long-enough'] });
    const all = await statuses(tried, 4, '203.0.113.7', '/v1/search?q=a', {
      Authorization: 'Bearer a-key-long-enough',
    });
    expect(all).toEqual([200, 200, 200, 200]);
  });

  it('leaves the probes alone', async () => {
    const tried = tryApp({ rateLimit: 1 });
    expect(await statuses(tried, 3, '203.0.113.7', '/health')).toEqual([200, 200, 200]);
  });

  it('is off at 0', async () => {
    expect(count(await statuses(tryApp({ rateLimit: 0 }), 50, '203.0.113.7'), 200)).toBe(50);
  });
});
