import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { MissedWrites } from '../../../src/engine/write-targets.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { writeArticles, type WriteRequest } from '../../../src/ingest/bulk-writer.ts';
import type { ArticleStoreDeps } from '../../../src/ingest/open-article-store.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

let live: ScratchStore;
let other: ScratchStore;
let both: ArticleStoreDeps;
let missed: MissedWrites[];

beforeAll(async () => {
  [live, other] = await Promise.all([
    scratchStore(inject('elasticsearchUrl')),
    scratchStore(inject('elasticsearchUrl')),
  ]);
});

beforeEach(() => {
  missed = [];
  both = writingTo(other.names.read);
});

afterAll(async () => {
  await live.dispose();
  await other.dispose();
});

const writingTo = (alias: string): ArticleStoreDeps => ({
  ...live,
  targets: {
    current: () =>
      Promise.resolve({
        live: { name: live.names.read, isAlias: true },
        others: [alias],
      }),
    onMissed: (one) => missed.push(one),
  },
});

const article = (id: string, more: object = {}): Article =>
  parseArticle({ id, title: 'Mưa lớn', body: 'Mưa cả đêm.', publishedAt: '2022-01-21', ...more });

/** What an index holds of some ids: version and text, tombstones included. */
const held = async (index: string, ids: readonly string[]) =>
  (await live.engine.mget<object>(index, ids)).map((one) =>
    one === null ? null : [one.version, one.source],
  );

const expectInStep = async (ids: readonly string[]): Promise<void> => {
  const [inLive, inOther] = await Promise.all([held(live.index, ids), held(other.index, ids)]);
  expect(inOther).toEqual(inLive);
  expect(missed).toEqual([]);
};

describe('a second index that is kept in step', () => {
  test('gets what the live one gets, also removals and what was removed', async () => {
    await putArticle(both, article('a'));
    await putArticle(both, article('b', { version: 3 }));
    await putArticle(both, article('b', { version: 4 }));
    await deleteArticle(both, 'a');
    await deleteArticle(both, 'b', { version: 9 });
    await deleteArticle(both, 'c', { version: 1 });
    await expect(putArticle(both, article('b', { version: 9 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    await expectInStep(['a', 'b', 'c']);
    expect((await held(other.index, ['a', 'b', 'c'])).map((one) => one?.[0])).toEqual([0, 19, 3]);
  });

  test('gets an upload', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `u-${n}`);
    async function* requests(): AsyncGenerator<WriteRequest<null>> {
      for (const id of ids) yield { tag: null, article: article(id, { version: 1 }) };
      for (const id of ids.slice(0, 50)) yield { tag: null, remove: id };
    }
    const counts = { created: 0, deleted: 0, others: 0 };
    for await (const { status } of writeArticles(both, requests(), { maxBatchArticles: 40 })) {
      counts[status === 'created' || status === 'deleted' ? status : 'others']++;
    }
    expect(counts).toEqual({ created: 300, deleted: 50, others: 0 });
    await expectInStep(ids);
  });

  test('ends as the live one also where two writers of the same version come in another order', async () => {
    let isHeld = true;
    let letGo = (): void => {};
    const waiting = new Promise<void>((resolve) => (letGo = resolve));
    const bulk: Engine['bulk'] = async (index, lines, options) => {
      // The first writer's copy waits until the second one is all done.
      if (index === other.names.read && isHeld) {
        isHeld = false;
        await putArticle(both, article('same', { title: 'Của người sau' }));
        letGo();
      }
      return live.engine.bulk(index, lines, options);
    };
    await putArticle(
      { ...both, engine: { ...live.engine, bulk } },
      article('same', { title: 'Của người trước' }),
    );
    await waiting;
    expect((await getArticle(both, 'same'))?.title).toBe('Của người sau');
    await expectInStep(['same']);
  });

  test('keeps what is newer in it', async () => {
    await putArticle(other, article('ahead', { version: 8 }));
    await putArticle(both, article('ahead', { version: 2 }));
    expect((await getArticle(other, 'ahead'))?.version).toBe(8);
    expect(missed).toEqual([]);
  });
});

describe('one that does not take a write', () => {
  test('is told, by index and id, and the live one answers', async () => {
    const narrow = `${other.alias}-narrow`;
    const index = `${narrow}-1`;
    await live.engine.createIndex(index, {
      aliases: { [narrow]: {} },
      mappings: { dynamic: 'strict', properties: { id: { type: 'keyword' } } },
    });
    try {
      expect(await putArticle(writingTo(narrow), article('m'))).toBe('created');
      expect(missed).toEqual([
        { index: narrow, ids: ['m'], because: expect.objectContaining({ code: 'engine_rejected' }) },
      ]);
    } finally {
      await live.engine.deleteIndex(index);
    }
  });

  test('because it is gone, is told, and does not come to be', async () => {
    const gone = `${other.alias}-gone`;
    expect(await putArticle(writingTo(gone), article('g'))).toBe('created');
    expect(missed).toEqual([
      { index: gone, ids: ['g'], because: expect.objectContaining({ code: 'index_missing' }) },
    ]);
    expect(await live.engine.indexExists(gone)).toBe(false);
  });

  test('because it is too busy, is asked again', async () => {
    let refusals = 2;
    const bulk: Engine['bulk'] = async (index, lines, options) => {
      const items = await live.engine.bulk(index, lines, options);
      if (index !== other.names.read || refusals-- <= 0) return items;
      return items.map((item) => ({
        ...item,
        place: null,
        error: new AppError('engine_unavailable', 'It has too much to do.'),
      }));
    };
    async function* requests(): AsyncGenerator<WriteRequest<null>> {
      yield { tag: null, article: article('again') };
    }
    const statuses: string[] = [];
    const deps = { ...both, engine: { ...live.engine, bulk } };
    for await (const { status } of writeArticles(deps, requests())) statuses.push(status);
    expect(statuses).toEqual(['created']);
    expect(refusals).toBeLessThan(0);
    await expectInStep(['again']);
  });

  test('also where the live one took all the time there was', async () => {
    const now = performance.now.bind(performance);
    let passed = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passed);
    let refusals = 1;
    const bulk: Engine['bulk'] = async (index, lines, options) => {
      const items = await live.engine.bulk(index, lines, options);
      if (index === live.names.read) passed = 600_000;
      if (index !== other.names.read || refusals-- <= 0) return items;
      const error = new AppError('writes_held', 'It is being exchanged.');
      return items.map((item) => ({ ...item, place: null, error }));
    };
    try {
      await putArticle({ ...both, engine: { ...live.engine, bulk } }, article('late'));
    } finally {
      clock.mockRestore();
    }
    expect(refusals).toBeLessThan(0);
    await expectInStep(['late']);
  });
});
