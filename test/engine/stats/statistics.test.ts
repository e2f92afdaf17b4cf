import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readJudgements } from '../../../src/desk/stats/read-judgements.ts';
import {
  searchesIndexOf,
  searchesIndices,
  type CounterDocument,
} from '../../../src/desk/stats/searches-index.ts';
import type { StatisticsRequest } from '../../../src/domain/search-statistics.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { startFaultProxy, type Fault } from '../../support/fault-proxy.ts';
import { deleteAll, scratchAlias } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { countingProcess, DAY_MS } from './counting.ts';

let engine: Engine;
let alias: string;
const aliases: string[] = [];

beforeAll(() => {
  engine = createEngine({ url: elasticsearchUrl() });
});

beforeEach(() => {
  alias = scratchAlias();
  aliases.push(alias);
});

afterAll(async () => {
  for (const one of aliases) await deleteAll(engine, one);
  await engine.close();
});

const documents = async (): Promise<CounterDocument[]> => {
  await engine.refresh(searchesIndices(alias));
  const { hits } = await engine.search<CounterDocument>(searchesIndices(alias), { size: 1_000 });
  return hits.map(({ source }) => source as CounterDocument);
};

const request = (more: Partial<StatisticsRequest> = {}): StatisticsRequest => ({
  kind: 'top',
  from: '2026-11-23',
  to: '2026-11-29',
  size: 20,
  ...more,
});

/** What can be stored of a search or a click: nothing that says who, and no time but the hour. */
const FIELDS = {
  hour: 'date',
  key: 'keyword',
  query: 'keyword',
  searches: 'long',
  empty: 'long',
  loosened: 'long',
  corrected: 'long',
  hits: 'long',
  tookMs: 'long',
  'filters.date': 'long',
  'filters.section': 'long',
  'filters.author': 'long',
  'filters.tag': 'long',
  'filters.source': 'long',
  article: 'keyword',
  clicks: 'long',
  ranks: 'long',
};

describe('the index', () => {
  it('has no field that could name a reader, and takes none', async () => {
    const process = countingProcess(engine, alias);
    process.search('lũ quét');
    await process.write();
    const index = searchesIndexOf(alias, '2026-11-29');
    const { dynamic, properties } = await engine.getMapping(index);
    interface Field {
      readonly type?: string;
      readonly properties?: Readonly<Record<string, Field>>;
    }
    const fieldsOf = (all: Readonly<Record<string, Field>>, before = ''): [string, string][] =>
      Object.entries(all).flatMap(([name, one]) =>
        one.properties === undefined
          ? [[before + name, one.type ?? '']]
          : fieldsOf(one.properties, `${before}${name}.`),
      );
    expect(dynamic).toBe('strict');
    expect(Object.fromEntries(fieldsOf(properties as Record<string, Field>))).toEqual(FIELDS);
    for (const more of [{ address: '192.0.2.1' }, { filters: { who: 1 } }, { at: '2026-11-29T05:34:56Z' }]) {
      const line = `{"index":{}}\n${JSON.stringify({ hour: '2026-11-29T05:00:00Z', ...more })}\n`;
      const [item] = await engine.bulk(index, line, { isAlias: false });
      expect(item?.error?.code, JSON.stringify(more)).toBe('engine_rejected');
    }
  });

  it('is of a day of Vietnam, and holds nothing nearer than the hour', async () => {
    const process = countingProcess(engine, alias, { now: Date.parse('2026-11-29T23:59:58+07:00') });
    process.search('lũ quét');
    process.pass(3_000);
    process.search('lũ quét');
    await process.write();
    expect(await engine.listIndices(searchesIndices(alias))).toEqual(
      ['2026-11-29', '2026-11-30'].map((day) => searchesIndexOf(alias, day)),
    );
    const hours = (await documents()).map(({ hour }) => hour).toSorted();
    expect(hours).toEqual(['2026-11-29T16:00:00Z', '2026-11-29T17:00:00Z']);
  });
});

describe('what is counted', () => {
  it('is written once however often it is written', async () => {
    const process = countingProcess(engine, alias);
    process.search('lũ quét', 7);
    await process.write();
    await process.write();
    process.search('lũ quét', 3);
    await process.write();
    expect(await documents()).toMatchObject([{ query: 'lũ quét', searches: 10 }]);
  });

  it('adds up over processes, restarts and spellings, and shows the commonest', async () => {
    const [one, other] = [countingProcess(engine, alias), countingProcess(engine, alias)];
    one.search('sốp cộp', 4);
    other.search('Sốp Cộp', 5);
    other.search('sop cop', 2, { loosened: true });
    await Promise.all([one.write(), other.write()]);
    const restarted = countingProcess(engine, alias);
    restarted.search('sốp cộp', 3);
    await restarted.finish(5_000);
    await engine.refresh(searchesIndices(alias));
    const { searches, total } = await restarted.read(request());
    expect(searches).toMatchObject([{ q: 'sốp cộp', searches: 14, hits: 4, withoutHits: 0 }]);
    expect(total.searches).toBe(14);
  });

  it('is not told in small numbers', async () => {
    const process = countingProcess(engine, alias);
    process.search('tên một người', 4);
    process.search('lũ quét', 12, { hits: 0 });
    process.search('lũ quét', 4, { loosened: true });
    process.click('lũ quét', 'bai-1', 3, 4);
    process.search('0912 345 678', 6);
    await process.write();
    const top = await process.read(request());
    expect(top.searches).toEqual([
      {
        q: 'lũ quét',
        searches: 16,
        hits: 1,
        tookMs: 8,
        withoutHits: 0.75,
        loosened: null,
        corrected: 0,
        clicks: null,
        clickRate: null,
        meanRank: null,
      },
    ]);
    expect(top.total).toMatchObject({ searches: 26, clicks: null, corrected: 0 });
    expect(JSON.stringify([top, await process.read(request({ kind: 'empty' }))])).not.toMatch(
      /tên một người|345/,
    );
    expect((await countingProcess(engine, alias, { atLeast: 1 }).read(request())).searches).toHaveLength(2);
  });

  it('is told by what found nothing', async () => {
    const process = countingProcess(engine, alias);
    process.search('tìm thấy', 50);
    process.search('hay trượt', 9, { hits: 0 });
    process.search('đôi khi', 30);
    process.search('đôi khi', 12, { hits: 0 });
    process.search('hiếm', 4, { hits: 0 });
    await process.write();
    const { searches, total } = await process.read(request({ kind: 'empty' }));
    expect(searches.map(({ q, withoutHits }) => [q, withoutHits])).toEqual([
      ['đôi khi', 0.286],
      ['hay trượt', 1],
    ]);
    expect(total.searches).toBe(105);
  });

  it('tells what is rising, beside all that is searched for', async () => {
    const process = countingProcess(engine, alias);
    process.pass(-7 * DAY_MS);
    process.search('thời tiết', 40);
    process.search('giá vàng', 40);
    process.search('đang tàn', 30);
    await process.write();
    process.pass(7 * DAY_MS);
    // Twice as many readers: twice as often is as before.
    process.search('thời tiết', 84);
    process.search('giá vàng', 180);
    process.search('bão số 9', 20);
    await process.write();
    const { searches } = await process.read(request({ kind: 'rising' }));
    expect(searches.map(({ q, searches, before }) => [q, searches, before])).toEqual([
      ['bão số 9', 20, 0],
      ['giá vàng', 180, 40],
    ]);
    expect((await process.read(request({ kind: 'rising', from: '2020-01-01' }))).searches).toEqual([]);
  });

  it('has what was opened: how often, and in which place', async () => {
    const process = countingProcess(engine, alias);
    process.search('hạn hán', 20);
    process.click('hạn hán', 'bai-1', 1, 6);
    process.click('Han Han', 'bai-2', 4, 6);
    process.click('hạn hán', 'bai-3', 9, 2);
    process.click('hạn hán', 'kin-1', 1, 50);
    await process.write();
    expect(process.told).toContain('1 refused');
    const { searches, total } = await process.read(request());
    expect(searches).toMatchObject([
      { q: 'hạn hán', searches: 20, clicks: 14, clickRate: 0.7, meanRank: 3.4 },
    ]);
    expect(total.clicks).toBe(14);
    const days = { from: '2026-11-01', to: '2026-11-30' };
    expect(await readJudgements(engine, alias, days, 5)).toEqual([
      { q: 'hạn hán', articles: expect.arrayContaining(['bai-1', 'bai-2']) as string[] },
    ]);
    // A flood of clicks makes no search.
    process.click('nobody searched', 'bai-1', 1, 100);
    await process.write();
    expect((await process.read(request())).searches).toHaveLength(1);
    expect(await readJudgements(engine, alias, days, 5)).toHaveLength(1);
  });

  it('is of the days asked for', async () => {
    const process = countingProcess(engine, alias);
    process.search('hôm nay', 5);
    process.pass(-DAY_MS);
    process.search('hôm qua', 5);
    await process.write();
    const asked = async (from: string, to: string) =>
      (await process.read(request({ from, to }))).searches.map(({ q }) => q);
    expect(await asked('2026-11-29', '2026-11-29')).toEqual(['hôm nay']);
    expect(await asked('2026-11-01', '2026-11-28')).toEqual(['hôm qua']);
    expect(await asked('2026-01-01', '2026-01-02')).toEqual([]);
  });

  it('is nothing where nothing was counted yet', async () => {
    const { searches, total } = await countingProcess(engine, alias).read(request());
    expect([searches, total.searches, total.clickRate]).toEqual([[], 0, 0]);
    expect(await countingProcess(engine, alias).findPopular()).toEqual([]);
  });
});

describe('an index of a day', () => {
  it('is deleted when it is old, by whichever process comes first', async () => {
    const [one, other] = [
      countingProcess(engine, alias, { days: 2 }),
      countingProcess(engine, alias, { days: 2 }),
    ];
    // The newsroom's other things, and what only looks like it.
    const others = [`${alias}-desk-alerts`, `${alias}-desk-searches-old`];
    for (const index of others) await engine.createIndex(index, {});
    for (let day = 0; day < 5; day++) {
      for (const process of [one, other]) process.search('lũ');
      await Promise.all([one.write(), other.write()]);
      for (const process of [one, other]) process.pass(DAY_MS);
    }
    for (const process of [one, other]) process.pass(-DAY_MS);
    expect(await engine.listIndices(`${alias}-desk-*`)).toEqual([
      ...others.slice(0, 1),
      ...['2026-12-01', '2026-12-02', '2026-12-03'].map((day) => searchesIndexOf(alias, day)),
      ...others.slice(1),
    ]);
  });

  it('that was deleted by hand is made again', async () => {
    const process = countingProcess(engine, alias);
    process.search('lũ');
    await process.write();
    await engine.deleteIndex(searchesIndexOf(alias, '2026-11-29'));
    process.search('lũ', 4);
    await expect(process.write()).rejects.toMatchObject({ code: 'index_missing' });
    await process.write();
    expect(await documents()).toMatchObject([{ searches: 5 }]);
  });
});

describe('an engine that is away', () => {
  it('costs nothing that was counted, and nothing twice', async () => {
    let fault: Fault = { kind: 'none' };
    const proxy = await startFaultProxy(elasticsearchUrl(), ({ path }) =>
      path.includes('_bulk') ? fault : { kind: 'none' },
    );
    const broken = createEngine({ url: proxy.url, requestTimeoutMs: 5_000 });
    try {
      const process = countingProcess(broken, alias);
      process.search('lũ quét', 3);
      await process.write();
      for (const kind of ['cut', 'cut-answer'] as const) {
        fault = { kind };
        process.search('lũ quét', 4);
        await expect(process.write()).rejects.toMatchObject({ code: 'engine_unavailable' });
      }
      fault = { kind: 'silence' };
      process.search('lũ quét');
      await process.finish(300);
      fault = { kind: 'none' };
      await process.finish(5_000);
      expect(await documents()).toMatchObject([{ searches: 12 }]);
      // More where a connection is met that was cut before.
      expect(process.told.filter((line) => line.endsWith('failed')).length).toBeGreaterThanOrEqual(3);
    } finally {
      await broken.close();
      await proxy.close();
    }
  });

  it('that stays away is outlived within bounds', async () => {
    const away = createEngine({ url: 'http://127.0.0.1:9' });
    const process = countingProcess(away, alias, { mostHeld: 100 });
    for (let i = 0; i < 1_000; i++) process.search(`từ ${i}`);
    await expect(process.write()).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(process.told.filter((line) => line === 'search dropped')).toHaveLength(900);
    await away.close();
  });
});
