import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trends } from '../../src/domain/trends.ts';
import { realApp, type RealApp } from './real-app.ts';

let app: RealApp;

beforeAll(async () => {
  app = await realApp({ samples: true });
});

afterAll(() => app.close());

const pathOf = (parameters: Readonly<Record<string, string | readonly string[]>>): string =>
  `/v1/trends?${new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString()}`;

const trendsOf = async (parameters: Parameters<typeof pathOf>[0]): Promise<Trends> => {
  const response = await app.send(pathOf(parameters));
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as Trends;
};

const QUERIES = ['thủy điện', 'huyen', '"xã hội"', 'chuy* -huyện', 'bão OR lũ', 'khong co zzz'];

describe('GET /v1/trends', () => {
  it.each(['day', 'week', 'month', 'year'])(
    'counts by %s what a search narrowed to it finds',
    async (interval) => {
      const bounds: Record<string, string> =
        interval === 'day' || interval === 'week' ? { from: '2021-03-05', to: '2021-06-16' } : {};
      const { periods, trends, interval: told } = await trendsOf({ q: QUERIES, interval, ...bounds });
      expect(told).toBe(interval);
      expect(periods.length).toBeGreaterThan(2);
      expect(trends.map(({ q }) => q)).toEqual(QUERIES);
      for (const [i, { from, to, value }] of periods.entries()) {
        const next = periods[i + 1]?.from;
        // Without gaps, and by the calendar of Vietnam.
        if (next !== undefined) expect(Date.parse(next) - Date.parse(to)).toBe(86_400_000);
        if (interval === 'week') expect(new Date(`${value}T00:00:00Z`).getUTCDay()).toBe(1);
        if (interval === 'month') expect(from).toBe(`${value}-01`);
      }
      // Some of them at the least: each costs a search.
      const step = Math.ceil(periods.length / 12);
      for (let i = 0; i < periods.length; i += step) {
        const { from = '', to = '', published = 0 } = periods[i] ?? {};
        const all = await app.search({ from, to, size: '1' });
        expect(all.total.value, from).toBe(published);
        for (const { q, counts, shares } of trends) {
          const { total } = await app.search({ q, from, to, size: '1', relax: 'false' });
          expect(counts[i], `${q} ${from}`).toBe(total.value);
          expect(shares[i]).toBeCloseTo(published === 0 ? 0 : total.value / published, 5);
        }
      }
    },
  );

  it('adds up to what a search finds in all', async () => {
    const filters = { section: ['Kinh tế', 'Thời sự'], from: '2020', to: '2022-06-30' };
    const { periods, trends } = await trendsOf({ q: QUERIES, interval: 'year', ...filters });
    for (const { q, total, counts } of trends) {
      const query = new URLSearchParams([
        ['q', q],
        ['relax', 'false'],
        ...filters.section.map((name): [string, string] => ['section', name]),
        ['from', filters.from],
        ['to', filters.to],
      ]).toString();
      const found = (await (await app.send(`/v1/search?${query}`)).json()) as { total: { value: number } };
      expect(total, q).toBe(found.total.value);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    }
    expect(periods.at(-1)?.to).toBe('2022-06-30');
  });

  it('finds nothing by exclusions alone, and tells what it could not read', async () => {
    const { trends } = await trendsOf({ q: ['-huyện', '"huyện'], interval: 'year' });
    expect(trends[0]?.total).toBe(0);
    expect(trends.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      ['only_exclusions'],
      ['unbalanced_quote'],
    ]);
  });

  it('has nothing to show where nothing was published', async () => {
    const { periods, trends } = await trendsOf({ q: ['huyện'], from: '1990', to: '1991' });
    expect([periods, trends[0]?.counts, trends[0]?.total]).toEqual([[], [], 0]);
  });

  it('is a table as CSV', async () => {
    const parameters = { q: ['=bão', 'huyện'], interval: 'year' };
    const { periods, trends } = await trendsOf(parameters);
    const response = await app.send(pathOf({ ...parameters, format: 'csv' }));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = (await response.text()).trim().split('\r\n');
    expect(head).toBe("period,from,to,published,'=bão,'=bão (share),huyện,huyện (share)");
    expect(rows).toHaveLength(periods.length);
    expect(rows[0]?.split(',').slice(0, 5)).toEqual([
      periods[0]?.value,
      periods[0]?.from,
      periods[0]?.to,
      String(periods[0]?.published),
      String(trends[0]?.counts[0]),
    ]);
  });

  it.each([
    ['no query', {}, 'q'],
    ['nine', { q: Array.from({ length: 9 }, (_, i) => `bão ${i}`) }, 'q'],
    ['another interval', { q: 'bão', interval: 'hour' }, 'interval'],
    ['days of many years', { q: 'huyện', interval: 'day' }, 'interval'],
    ['dates that change places', { q: 'bão', from: '2022', to: '2021' }, 'from'],
    ['a parameter that there is not', { q: 'bão', size: '3' }, 'size'],
  ])('refuses %s', async (_what, parameters, path) => {
    const response = await app.send(pathOf(parameters));
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: { path: string }[] }).errors[0]?.path).toBe(path);
  });
});
