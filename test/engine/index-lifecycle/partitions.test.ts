import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { isTransient } from '../../../src/domain/app-error.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { bulkLines } from '../../../src/engine/bulk-lines.ts';
import { countDocuments } from '../../../src/index-lifecycle/compare-counts.ts';
import { findRoles, type IndexRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { withPartitions } from '../../../src/index-lifecycle/with-partitions.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { villageArticle } from '../../support/village-article.ts';
import { runIndexCommand, type RunSettings } from './run-index-command.ts';

const url = elasticsearchUrl();
const SLOW = { timeout: 300_000 };
/** The engine as it is, which shows the partitions. */
const bare = createEngine({ url });
let store: ScratchStore;
let engine: Engine;

afterAll(() => bare.close());

const article = (id: string, date: string, more: object = {}) =>
  villageArticle(id, { publishedAt: date, ...more });

const roles = async (): Promise<IndexRoles> => {
  const found = await findRoles(engine, store.alias);
  if (found === null) throw new Error('There is no index.');
  return found;
};

/** In which partitions of an index an id is, and as which version. */
const placesOf = async (id: string, role = store.alias): Promise<[string, number][]> => {
  const members = (await bare.getAlias(role)).map(({ index }) => index);
  const [copies = []] = await bare.mgetFrom<object>(members, [id]);
  return copies.map(({ index, version }) => [index.slice(index.lastIndexOf('z') + 1), version]);
};

const foundIds = async (query: object, role = store.alias): Promise<string[]> => {
  await engine.refresh(role);
  const { hits } = await engine.search(role, { query, size: 100, sort: [{ id: 'asc' }] });
  return hits.map(({ id }) => id);
};

const ALL = { exists: { field: 'publishedAt' } };

describe('an index that is partitioned by years', SLOW, () => {
  beforeEach(async () => {
    store = await scratchStore(url, { partition: 'year' });
    ({ engine } = store);
  });
  afterEach(() => store.dispose());

  test('gets a partition when an article of its year is written, and is one index for whoever uses it', async () => {
    expect(await putArticle(store, article('a', '2019-05-01'))).toBe('created');
    expect(await putArticle(store, article('b', '2021-05-01'))).toBe('created');
    expect(await putArticle(store, article('c', '2019-12-31T23:59:59+07:00'))).toBe('created');
    expect(await putArticle(store, article('d', '1871-05-01'))).toBe('created');
    expect(await placesOf('a')).toEqual([['.2019', 0]]);
    expect(await placesOf('b')).toEqual([['.2021', 0]]);
    expect(await placesOf('c')).toEqual([['.2019', 0]]);
    expect(await placesOf('d')).toEqual([['', 0]]);
    expect(await engine.getAlias(store.alias)).toEqual([{ index: store.index, isWriteIndex: false }]);
    expect(await engine.listIndices(`${store.alias}-v*`)).toEqual([store.index]);
    for (const name of [store.alias, store.index]) {
      expect(await foundIds(ALL, name)).toEqual(['a', 'b', 'c', 'd']);
      expect(await engine.count(name)).toBe(4);
      expect((await engine.mget(name, ['d', 'x', 'b'])).map((each) => each?.id ?? null)).toEqual([
        'd',
        null,
        'b',
      ]);
    }
    expect((await getArticle(store, 'b'))?.title).toBe('Bản b có đường mới');
    // Every shard has a number, by which its writes are followed.
    const shards = await engine.shardCheckpoints(store.index);
    expect(shards.map(({ shard, checkpoint }) => [shard, checkpoint])).toEqual([
      [0, 0],
      [120, 1],
      [122, 0],
    ]);
    const { hits } = await engine.search(store.index, { sort: [{ _seq_no: 'asc' }] }, { shard: 120 });
    expect(hits.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test.each([
    ['with versions', (n: number) => ({ version: n })],
    ['without', () => ({})],
  ])('an article that changes its date moves, %s: it is in one place at any time', async (_, versionOf) => {
    const dates = ['2019-05-01', '2021-05-01', '2021-06-01', '2019-05-02', '2030-01-01', '1850-01-01'];
    for (const [n, date] of dates.entries()) {
      const outcome = await putArticle(store, article('a', date, versionOf(n + 1)));
      expect(outcome).toBe(n === 0 ? 'created' : 'updated');
      expect(await placesOf('a')).toHaveLength(1);
      expect(await foundIds(ALL)).toEqual(['a']);
      expect((await getArticle(store, 'a'))?.publishedAt.slice(0, 10)).toBe(date);
    }
  });

  test('what is older comes too late, in whichever partition; a removal holds for all of them', async () => {
    await putArticle(store, article('a', '2021-05-01', { version: 5 }));
    await expect(putArticle(store, article('a', '2019-05-01', { version: 4 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    expect(await placesOf('a')).toEqual([['.2021', 10]]);
    expect(await deleteArticle(store, 'a', { version: 6 })).toBe(true);
    expect(await placesOf('a')).toEqual([['.2021', 13]]);
    expect(await getArticle(store, 'a')).toBeNull();
    await expect(putArticle(store, article('a', '2019-05-01', { version: 6 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    expect(await putArticle(store, article('a', '2019-05-01', { version: 7 }))).toBe('created');
    expect(await placesOf('a')).toEqual([['.2019', 14]]);
    // Of an article that is not there yet.
    expect(await deleteArticle(store, 'b', { version: 3 })).toBe(true);
    expect(await placesOf('b')).toEqual([['', 7]]);
    await expect(putArticle(store, article('b', '2019-05-01', { version: 3 }))).rejects.toThrow();
    expect(await putArticle(store, article('b', '2019-05-01', { version: 4 }))).toBe('created');
    expect(await placesOf('b')).toEqual([['.2019', 8]]);
    expect(await deleteArticle(store, 'b')).toBe(true);
    expect(await countDocuments(engine, store.alias)).toEqual({ articles: 1, tombstones: 1 });
  });

  test.each([12, 10])(
    'what is left in two by a writer that was cut off is put right by the next, also by one that comes too late (%i)',
    async (version) => {
      await putArticle(store, article('a', '2019-05-01', { version: 5 }));
      await putArticle(store, article('b', '2021-05-01'));
      const [stored = null] = await engine.mget<object>(store.alias, ['a']);
      const moved = { ...stored?.source, publishedAt: '2021-05-01T00:00:00.000Z' };
      await bare.bulk(`${store.index}.2021`, bulkLines('a', 12, moved), { isAlias: false });
      expect(await placesOf('a')).toHaveLength(2);
      const [item] = await engine.bulk(store.alias, bulkLines('a', version, moved, 'external'));
      expect(item?.error?.code).toBe('stale_version');
      expect(await placesOf('a')).toEqual([['.2021', 12]]);
      expect(await foundIds(ALL)).toEqual(['a', 'b']);
    },
  );

  test('who has written and finds his index in another role sees to it that the article is in one place there', async () => {
    await putArticle(store, article('a', '2019-05-01', { version: 5 }));
    await putArticle(store, article('b', '2021-05-01'));
    const index = (args: readonly string[]) => runIndexCommand(url, store.alias, args, { partition: 'year' });
    expect((await index(['rebuild', '--full', '--promote'])).error).toBeNull();
    let isExchanged = false;
    const exchanging = withPartitions(
      {
        ...bare,
        bulk: async (...call) => {
          const items = await bare.bulk(...call);
          if (!isExchanged) {
            isExchanged = true;
            expect((await index(['rollback', '--force'])).error).toBeNull();
          }
          return items;
        },
      },
      store.alias,
    );
    const [stored = null] = await engine.mget<object>(store.alias, ['a']);
    const moved = bulkLines('a', 12, { ...stored?.source, publishedAt: '2021-05-01T00:00:00.000Z' });
    const [item] = await exchanging.bulk(store.alias, moved);
    expect(isExchanged).toBe(true);
    expect(item?.error).toBeNull();
    expect(await placesOf('a')).toEqual([['.2021', 12]]);
    expect(await placesOf('a', store.names.former)).toEqual([['.2021', 12]]);
    expect((await index(['rollback'])).error).toBeNull();
  });

  test('of many writers at the same moment, by several processes, one stands: the newest where there are versions', async () => {
    const years = [2017, 2018, 2019, 2020];
    const stores = [1, 2, 3].map(() =>
      openArticleStore(withPartitions(createEngine({ url }), store.alias), store.alias),
    );
    try {
      const writes = Array.from({ length: 120 }, (_, n) => {
        const date = `${years[(n * 7) % 4]}-0${1 + (n % 9)}-01`;
        const id = `w${n % 10}`;
        const isVersioned = (n % 10) % 2 === 0;
        const one = article(id, date, isVersioned ? { version: n + 1 } : {});
        return async () => putArticle(stores[n % 3] ?? store, one);
      });
      const outcomes = await Promise.allSettled(writes.map((write) => write()));
      const failures = outcomes.flatMap((one) =>
        one.status === 'rejected' ? [one.reason as { code: string }] : [],
      );
      expect(
        failures.filter(({ code }) => code !== 'stale_version' && code !== 'engine_unavailable'),
      ).toEqual([]);
      for (let n = 0; n < 10; n++) {
        const places = await placesOf(`w${n}`);
        expect(places, `w${n}`).toHaveLength(1);
        const versions = outcomes.flatMap(({ status }, at) =>
          status === 'fulfilled' && at % 10 === n ? [2 * (at + 1)] : [],
        );
        if (n % 2 === 0) expect(places[0]?.[1], `w${n}`).toBe(Math.max(...versions));
      }
      expect(await foundIds(ALL)).toHaveLength(10);
    } finally {
      await Promise.all(stores.map((each) => each.engine.close()));
    }
  });

  test('a search with dates leaves out the others, and scores go by all of them', async () => {
    const texts = [
      ['2019', 40, 'Lũ quét về bản trong đêm.'],
      ['2020', 1, 'Lũ quét về bản trong đêm.'],
      ['2021', 12, 'Chợ phiên họp sớm, bà con về bản.'],
    ] as const;
    const whole = await scratchStore(url, { partition: 'none' });
    try {
      for (const [year, many, body] of texts) {
        const lines = Array.from({ length: many }, (_, n) =>
          bulkLines(`${year}-${n}`, 0, article(`${year}-${n}`, `${year}-03-01`, { body })),
        ).join('');
        for (const each of [store, whole]) await each.engine.bulk(each.alias, lines);
      }
      for (const each of [store, whole]) await each.engine.refresh(each.alias);
      const request = { query: { match: { text: 'lũ quét' } }, size: 60, sort: ['_score', { id: 'asc' }] };
      const [partitioned, one] = await Promise.all(
        [store, whole].map(async (each) => {
          const { hits } = await each.engine.search(each.alias, request);
          return hits.map(({ id, score }) => [id, Number(score?.toFixed(4))]);
        }),
      );
      expect(partitioned).toHaveLength(41);
      expect(partitioned).toEqual(one);
      const range = {
        bool: { filter: [{ range: { publishedAt: { gte: '2020-02-01', lt: '2020-12-01' } } }] },
      };
      const answer = await engineFetch(`${url}/${store.alias}/_search?pre_filter_shard_size=1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: range }),
      });
      const { _shards, hits } = (await answer.json()) as {
        _shards: { total: number; skipped: number };
        hits: { total: { value: number } };
      };
      expect(hits.total.value).toBe(1);
      // Four indices there are: of one year each, and the base.
      expect(_shards).toMatchObject({ total: 4, skipped: 3 });
    } finally {
      await whole.dispose();
    }
  });
});

describe.sequential('from one partitioning to another, while writes go on', SLOW, () => {
  const YEARS = [2018, 2019, 2020, 2021, 2022];
  beforeAll(async () => {
    store = await scratchStore(url, { partition: 'none' });
    ({ engine } = store);
    for (let n = 0; n < 40; n++)
      await putArticle(
        store,
        article(`a${n}`, `${YEARS[n % 5]}-0${1 + (n % 9)}-11`, n % 3 === 0 ? {} : { version: n }),
      );
    await deleteArticle(store, 'a4');
    await deleteArticle(store, 'never', { version: 5 });
  });
  afterAll(() => store.dispose());

  const index = (args: readonly string[], settings: RunSettings = {}) =>
    runIndexCommand(url, store.alias, args, settings);

  test.each([
    ['none', 'year'],
    ['year', 'month'],
    ['month', 'none'],
    ['none', 'month'],
    ['month', 'year'],
  ] as const)('%s → %s, and back', async (before, after) => {
    const was = await countDocuments(engine, store.alias);
    let n = 0;
    let isOver = false;
    const failures: unknown[] = [];
    /** Changes articles, and each time their date. */
    const writer = (async () => {
      for (; !isOver; n++) {
        const id = `a${10 + (n % 20)}`;
        const moved = article(id, `${2010 + (n % 13)}-0${1 + (n % 9)}-11`, {
          version: 1_000_000 + Date.now(),
        });
        await putArticle(store, moved).catch((error: unknown) => {
          // While writes are held a client is told to come again, and does.
          if (!isTransient(error)) failures.push(error);
        });
      }
    })();
    const { out, error } = await index(['rebuild', '--full', '--promote'], { partition: after });
    const { error: back } = error === null ? await index(['rollback']) : { error: null };
    const { error: again } = error === null ? await index(['rollback']) : { error: null };
    isOver = true;
    await writer;
    expect([error, back, again]).toEqual([null, null, null]);
    expect(out).toContain('the same');
    expect(failures).toEqual([]);
    expect(n).toBeGreaterThan(5);

    const { live, former } = await roles();
    const partitions = await bare.listIndices(`${live}.*`);
    expect(partitions.length > 0).toBe(after !== 'none');
    expect(await countDocuments(engine, store.alias)).toEqual(was);
    for (let each = 0; each < 40; each++) {
      expect(await placesOf(`a${each}`), `a${each}`).toHaveLength(1);
      expect(await placesOf(`a${each}`, store.names.former), `a${each}`).toHaveLength(1);
      expect((await engine.get(live, `a${each}`))?.version).toBe(
        (await engine.get(former ?? '', `a${each}`))?.version,
      );
    }
    const status = await index(['status'], { partition: after });
    expect(status.out).toContain(after === 'none' ? 'as released' : `by ${after}: `);
    expect(status.out).not.toContain('TIMBAO_PARTITION');
    expect((await index(['status'], { partition: before })).out).toContain(
      `made with TIMBAO_PARTITION=${after}`,
    );
    expect((await index(['prune', '--former', '--yes'])).error).toBeNull();
    expect(await bare.listIndices(`${former}*`)).toEqual([]);
  });
});
