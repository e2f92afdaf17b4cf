import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogLevel } from '../../src/config.ts';
import { createObserver, type Observer } from '../../src/service/observer.ts';
import { realApp, type RealApp } from './real-app.ts';

const observed = (level: LogLevel, slowSearchMs: number) => {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const registry = new Registry();
  const log = pino({ level, base: null }, sink);
  return { registry, lines, observer: createObserver(registry, log, { slowSearchMs }) };
};

const { registry, lines, observer } = observed('info', 0.001);
/** What was told of each search. */
const told: Parameters<Observer['onSearched']>[] = [];
let app: RealApp;

beforeAll(async () => {
  app = await realApp({
    samples: true,
    observer: {
      ...observer,
      onSearched: (...all) => {
        told.push(all);
        observer.onSearched(...all);
      },
    },
  });
});

afterAll(() => app.close());

type Series = Readonly<Record<string, string | number>>;

/** What a figure stands at, by its labels. */
const seriesOf = async (name: string): Promise<Map<string, number>> => {
  const metric = (await registry.getMetricsAsJSON()).find((one) => one.name === name);
  const values = (metric?.values ?? []) as { labels: Series; value: number; metricName?: string }[];
  return new Map(
    values
      .filter(({ metricName = name }) => !metricName.endsWith('_bucket'))
      .map(({ labels, value, metricName = name }) => [
        `${metricName.slice(name.length)}${JSON.stringify(labels)}`,
        value,
      ]),
  );
};

/** By how much the figures of a name have grown while something was done. */
const grownBy = async (name: string, work: () => Promise<unknown>): Promise<Record<string, number>> => {
  const before = await seriesOf(name);
  await work();
  const after = await seriesOf(name);
  return Object.fromEntries(
    [...after]
      .map(([key, value]) => [key, value - (before.get(key) ?? 0)] as const)
      .filter(([, grown]) => grown > 0),
  );
};

const searched = (outcome: string, rung: string): string => JSON.stringify({ outcome, rung });

describe('what is counted of searches', () => {
  it.each<[string, Record<string, string>, string]>([
    ['found as typed', { q: 'thủy điện' }, searched('as_typed', 'typed')],
    ['shown in a likelier spelling', { q: 'thủy điiện' }, searched('corrected', 'corrected')],
    ['found with some of its words', { q: 'công an tỉnh Sơn La zzyzx' }, searched('loosened', 'most words')],
    ['found nowhere', { q: 'zzyzx' }, searched('empty', 'none')],
    ['for what is newest', { section: 'Kinh tế' }, searched('browsed', 'none')],
    ['with wrong words in a strict phrase', { q: '"zz yy"', relax: 'false' }, searched('empty', 'none')],
  ])('one %s', async (_, parameters, series) => {
    const grown = await grownBy('timbao_searches_total', () => app.search(parameters));
    expect(grown).toEqual({ [series]: 1 });
  });

  it('one that goes on with a cursor', async () => {
    const { nextCursor } = await app.search({ q: 'tỉnh', size: '1' });
    const grown = await grownBy('timbao_searches_total', () =>
      app.search({ q: 'tỉnh', size: '1', cursor: nextCursor ?? '' }),
    );
    expect(grown).toEqual({ [searched('continued', 'none')]: 1 });
  });

  it('one that cannot be asked', async () => {
    const q = 'ba* be* bi* bo* bu* ca* ce* ci* co* cu* da*';
    const grown = await grownBy('timbao_searches_total', () =>
      app.send(`/v1/search?${new URLSearchParams({ q }).toString()}`),
    );
    expect(grown).toEqual({ [searched('refused', 'none')]: 1 });
  });

  it('each reading that was tried, and what it came to', async () => {
    const readings = await grownBy('timbao_search_readings_total', () =>
      app.search({ q: 'công an tỉnh Sơn La zzyzx' }),
    );
    const labels = Object.keys(readings).map((key) => JSON.parse(key) as { rung: string; outcome: string });
    expect(labels).toContainEqual({ rung: 'typed', outcome: 'empty' });
    expect(labels.filter(({ outcome }) => outcome === 'shown')).toEqual([
      { rung: 'most words', outcome: 'shown' },
    ]);
  });

  it('how long they took, and the engine of it', async () => {
    const whole = await grownBy('timbao_search_duration_seconds', () => app.search({ q: 'lãnh đạo' }));
    expect(whole['_count{}']).toBe(1);
    const engine = await grownBy('timbao_search_engine_duration_seconds', () =>
      app.search({ q: 'lãnh đạo huyện' }),
    );
    expect(engine['_count{}']).toBe(1);
    expect(engine['_sum{}']).toBeGreaterThan(0);
  });

  it('which were answered from an earlier one, without the engine', async () => {
    await app.search({ q: 'lãnh đạo tỉnh' });
    let calls: Readonly<Record<string, number>> = {};
    const grown = await grownBy('timbao_search_answers_total', async () => {
      calls = await grownBy('timbao_search_engine_duration_seconds', () =>
        app.search({ q: 'lãnh đạo tỉnh' }),
      );
    });
    expect(grown[JSON.stringify({ origin: 'kept' })]).toBe(1);
    expect(calls['_sum{}'] ?? 0).toBe(0);
  });
});

describe('what is counted of calls to the engine', () => {
  it('each by what was called and how it ended', async () => {
    const grown = await grownBy('timbao_engine_call_duration_seconds', async () => {
      await app.search({ q: 'thủy điện' });
      await app.search({ q: 'thủy điện zzyzx qqqq' });
      await app.engine.get(`${app.alias}-khong-co`, 'a').catch(() => {});
      const left = new AbortController();
      left.abort();
      await app.engine.count(app.alias, undefined, { signal: left.signal }).catch(() => {});
    });
    const count = (call: string, outcome: string) => grown[`_count${JSON.stringify({ call, outcome })}`];
    expect(count('search', 'ok')).toBeGreaterThanOrEqual(2);
    expect(count('msearch', 'ok')).toBeGreaterThanOrEqual(1);
    expect(count('get', 'index_missing')).toBe(1);
    expect(count('count', 'given_up')).toBe(1);
  });
});

describe('what is counted of writes', () => {
  it('each by what became of it', async () => {
    const put = (version: number) =>
      app.send('/v1/articles/dem-ban-ghi', {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ title: 'Đếm', body: 'Đếm.', publishedAt: '2022-01-21', version }),
      });
    const grown = await grownBy('timbao_engine_writes_total', async () => {
      await put(3);
      await put(4);
      await put(2);
    });
    const count = (outcome: string) => grown[JSON.stringify({ outcome })];
    expect([count('created'), count('updated'), count('stale_version')]).toEqual([1, 1, 1]);
  });
});

describe('the line of a slow search', () => {
  const slowLine = async (parameters: Record<string, string>, id: string) => {
    const query = new URLSearchParams(parameters).toString();
    const response = await app.send(`/v1/search?${query}`, { headers: { 'X-Request-Id': id } });
    expect(response.status).toBe(200);
    return lines.find((line) => line['requestId'] === id);
  };

  it('has its shape, its readings and the part of the engine, and not a word of what was typed', async () => {
    const line = await slowLine({ q: '"thủy điện" zzyzx qqqq -covid', facets: 'year' }, 'cham-1');
    expect(line).toMatchObject({
      msg: 'slow search',
      level: 40,
      query: 'all(phrase, 2 × word, not(word))',
      terms: 4,
      facets: ['year'],
      partial: false,
    });
    expect(line?.['engineCalls']).toBeGreaterThanOrEqual(2);
    expect(line?.['engineMs']).toBeGreaterThan(0);
    const rungs = line?.['rungs'] as { rung: string; words: number; hits: number; shown?: true }[];
    expect(rungs[0]).toMatchObject({ rung: 'typed', hits: 0 });
    expect(rungs.filter(({ shown }) => shown)).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toMatch(/zzyzx|qqqq|covid|thủy|điện/);
  });

  it.each([0, 60_000])('is none for one that was not, nor where none is: %i', async (slowSearchMs) => {
    const quiet = observed('info', slowSearchMs);
    await app.search({ q: 'mưa lũ' });
    told.forEach((one) => quiet.observer.onSearched(...one));
    expect(quiet.lines).toEqual([]);
  });

  it('has what was typed at debug', async () => {
    const loud = observed('debug', 0.001);
    await app.search({ q: 'mưa lũ' });
    const last = told.at(-1);
    if (last !== undefined) loud.observer.onSearched(...last);
    expect(loud.lines).toMatchObject([{ q: 'mưa lũ', query: 'all(2 × word)' }]);
  });
});
