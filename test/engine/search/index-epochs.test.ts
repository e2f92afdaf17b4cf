import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { deleteArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { watchEpochs } from '../../../src/search/index-epochs.ts';
import { startFaultProxy, type Fault } from '../../support/fault-proxy.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

const T = Date.parse('2025-03-01T08:00:00+07:00');
let store: ScratchStore;
let now = T;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});
afterAll(() => store.dispose());

const watch = (trustMs = 0) => watchEpochs(store.engine, store.names.read, { clock: () => now, trustMs });

const put = (id: string, more: object = {}) =>
  putArticle(
    store,
    parseArticle({ id, title: `Cầu treo ${id}`, body: 'Thông xe.', publishedAt: '2022-01-21', ...more }),
    { refresh: 'wait' },
  );

describe('an epoch of the index', () => {
  it('lasts as long as nothing is written, and ends with what comes to be found', async () => {
    const epochs = watch();
    expect(epochs.known()).toBeNull();
    const first = await epochs.current();
    expect(epochs.known()).toBe(first);
    expect(await epochs.current()).toBe(first);
    await put('a');
    const second = await epochs.current();
    expect(second).toBeGreaterThan(first);
    await deleteArticle(store, 'a', { refresh: 'wait' });
    expect(await epochs.current()).toBeGreaterThan(second);
  });

  it('ends in the second in which an article comes to be seen, or is seen no longer', async () => {
    await put('later', { visibleFrom: new Date(T + 10_000).toISOString() });
    await put('until', { visibleUntil: new Date(T + 20_000).toISOString() });
    const epochs = watch(60_000);
    const at = async (ms: number) => {
      now = T + ms;
      return epochs.current();
    };
    const before = await at(0);
    expect(await at(9_999)).toBe(before);
    const between = await at(10_000);
    expect(between).toBeGreaterThan(before);
    expect(await at(19_999)).toBe(between);
    const after = await at(20_000);
    expect(after).toBeGreaterThan(between);
    expect(await at(3_600_000)).toBe(after);
    now = T;
  });

  it('ends when the clock is put back, and when another index takes the alias', async () => {
    const epochs = watch();
    now = T + 3_600_000;
    const ahead = await epochs.current();
    now = T;
    const back = await epochs.current();
    expect(back).toBeGreaterThan(ahead);
    const other = `${store.index}-other`;
    await store.engine.createIndex(other, {
      mappings: { properties: { publishedAt: { type: 'date' } } },
      settings: { number_of_replicas: 0 },
    });
    await store.engine.updateAliases([{ add: { index: other, alias: store.names.read } }]);
    expect(await epochs.current()).toBeGreaterThan(back);
    await store.engine.deleteIndex(other);
  });

  it('is looked for once by all who ask, and again for who asks after a write', async () => {
    let looks = 0;
    const counted = {
      search: store.engine.search.bind(store.engine),
      generation: (...call: Parameters<typeof store.engine.generation>) => {
        looks++;
        return store.engine.generation(...call);
      },
    };
    const epochs = watchEpochs(counted, store.names.read, { clock: () => now, trustMs: 60_000 });
    const asked = await Promise.all(Array.from({ length: 10 }, () => epochs.current()));
    expect(new Set(asked).size).toBe(1);
    await epochs.current();
    expect(looks).toBe(1);
    await put('b');
    expect(await epochs.current()).toBe(asked[0]);
    epochs.onWrite();
    expect(await epochs.current()).toBeGreaterThan(asked[0] ?? 0);
    expect(looks).toBe(2);
  });

  it('is not waited for on a connection that leads nowhere, and is known by the next look', async () => {
    let fault: Fault = { kind: 'none' };
    const proxy = await startFaultProxy(elasticsearchUrl(), () => fault);
    const engine = createEngine({ url: proxy.url });
    try {
      const epochs = watchEpochs(engine, store.names.read, { clock: () => now, trustMs: 0 });
      const before = await epochs.current();
      fault = { kind: 'silence' };
      // The deadline of a search is 10 s: that it is made anew shall be within it.
      const many = Array.from({ length: 5 }, () => epochs.current());
      const answers = await Promise.allSettled(many);
      expect(answers.map(({ status }) => status)).toEqual(many.map(() => 'rejected'));
      fault = { kind: 'none' };
      expect(await epochs.current()).toBe(before);
    } finally {
      await engine.close();
      await proxy.close();
    }
  }, 9_000);

  it('is not taken for known by a look that was under way when something was written', async () => {
    const looked = { go: () => {} };
    const held = new Promise<void>((resolve) => (looked.go = resolve));
    let isHeld = false;
    const slow = {
      search: store.engine.search.bind(store.engine),
      generation: async (...call: Parameters<typeof store.engine.generation>) => {
        const found = await store.engine.generation(...call);
        if (isHeld) await held;
        return found;
      },
    };
    // No more time passes than that a look is good for: only the write makes another necessary.
    const epochs = watchEpochs(slow, store.names.read, { clock: () => now, trustMs: 60_000 });
    const first = await epochs.current();
    epochs.onWrite();
    isHeld = true;
    const underWay = epochs.current();
    await put('c');
    epochs.onWrite();
    isHeld = false;
    looked.go();
    expect(await underWay).toBe(first);
    expect(await epochs.current()).toBeGreaterThan(first);
  });
});
