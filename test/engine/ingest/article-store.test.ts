import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { indexNames } from '../../../src/index-lifecycle/index-names.ts';
import { scratchAlias, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(inject('elasticsearchUrl'));
});

afterAll(() => store.dispose());

const article = (id: string, more: object = {}): Article =>
  parseArticle({ id, title: 'Điện về bản', body: 'Bản đã có điện.', publishedAt: '2022-01-21', ...more });

describe('one article', () => {
  test('is created, replaced, read as it was written, and removed', async () => {
    const first = article('bvc-1', { lead: 'Sau nhiều năm.', tags: ['điện'], url: 'https://bao.example/1' });
    const second = article('bvc-1', { title: 'Điện đã về bản' });
    expect(await putArticle(store, first)).toBe('created');
    expect(await getArticle(store, 'bvc-1')).toEqual(first);
    expect(await putArticle(store, second)).toBe('updated');
    expect(await getArticle(store, 'bvc-1')).toEqual(second);
    expect(await deleteArticle(store, 'bvc-1')).toBe(true);
    expect(await getArticle(store, 'bvc-1')).toBeNull();
    expect(await deleteArticle(store, 'bvc-1')).toBe(false);
    expect(await putArticle(store, first)).toBe('created');
  });

  test.each(['a', 'A.b_c:d-e', ':', '_', '-', '..a', 'x'.repeat(128)])(
    'any id of the alphabet works: %s',
    async (id) => {
      const stored = article(id);
      expect(await putArticle(store, stored)).toBe('created');
      expect(await getArticle(store, id)).toEqual(stored);
      expect(await deleteArticle(store, id)).toBe(true);
    },
  );

  test('an article with many long fields is taken', async () => {
    const full = article('full', {
      title: 'Đ'.repeat(1_000),
      lead: 'đ '.repeat(4_999),
      body: 'Đảng bộ huyện. '.repeat(20_000),
      captions: Array.from({ length: 100 }, (_, n) => `Ảnh ${n} ${'ơ'.repeat(4_900)}`),
      section: 'ờ'.repeat(300),
      source: 'ờ'.repeat(300),
      authors: Array.from({ length: 100 }, (_, n) => `${n} ${'ử'.repeat(290)}`),
      tags: Array.from({ length: 100 }, (_, n) => `${n} ${'ử'.repeat(290)}`),
      url: `https://bao.example/${'a'.repeat(2_000)}`,
      version: Number.MAX_SAFE_INTEGER,
    });
    expect(await putArticle(store, full)).toBe('created');
    expect(await getArticle(store, 'full')).toEqual(full);
  });
});

describe('versions', () => {
  test('an older one never overwrites a newer one; the same replaces', async () => {
    await putArticle(store, article('v', { version: 5 }));
    await expect(putArticle(store, article('v', { version: 4 }))).rejects.toMatchObject({
      code: 'stale_version',
      message: 'A newer version of the article “v” is stored; version 4 was not.',
    });
    expect((await getArticle(store, 'v'))?.version).toBe(5);
    expect(await putArticle(store, article('v', { version: 5, title: 'Sửa' }))).toBe('updated');
    expect(await putArticle(store, article('v', { version: 9 }))).toBe('updated');
  });

  test('without a version: replaces its like, however often, and gives way to a numbered one', async () => {
    for (const title of ['Một', 'Hai', 'Ba']) await putArticle(store, article('w', { title }));
    expect(await putArticle(store, article('w', { version: 0 }))).toBe('updated');
    expect(await putArticle(store, article('w', { version: 1 }))).toBe('updated');
    await expect(putArticle(store, article('w'))).rejects.toMatchObject({
      code: 'stale_version',
      message: expect.stringContaining('Give its version'),
    });
  });

  test('removed, it can be put back at the same version at once, and an older one cannot', async () => {
    await putArticle(store, article('x', { version: 5 }));
    expect(await deleteArticle(store, 'x')).toBe(true);
    await expect(putArticle(store, article('x', { version: 4 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    expect(await putArticle(store, article('x', { version: 5 }))).toBe('created');
  });

  test('of writes that race, the highest version stays', async () => {
    const versions = Array.from({ length: 30 }, (_, n) => (n * 7) % 30);
    const results = await Promise.allSettled(
      versions.map((version) => putArticle(store, article('race', { version }))),
    );
    expect((await getArticle(store, 'race'))?.version).toBe(29);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'stale_version' });
    }
  });

  test('a removal that writes come in between still removes', async () => {
    await putArticle(store, article('busy', { version: 0 }));
    let writing = true;
    const writes = (async () => {
      for (let version = 1; writing; version++) await putArticle(store, article('busy', { version }));
    })();
    const removals = await Promise.allSettled(Array.from({ length: 5 }, () => deleteArticle(store, 'busy')));
    writing = false;
    await writes;
    expect(removals.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    for (const removal of removals) {
      if (removal.status === 'rejected') expect(removal.reason).toMatchObject({ code: 'stale_version' });
    }
  });
});

const find = async (id: string): Promise<number> => store.engine.count(store.names.read, { term: { id } });

test('with refresh=wait it is found at once, and once removed not any more', async () => {
  await putArticle(store, article('fresh'), { refresh: 'wait' });
  expect(await find('fresh')).toBe(1);
  await deleteArticle(store, 'fresh', { refresh: 'wait' });
  expect(await find('fresh')).toBe(0);
});

test('without it, within a second', async () => {
  await putArticle(store, article('soon'));
  const written = Date.now();
  while ((await find('soon')) === 0) expect(Date.now() - written).toBeLessThan(1_000);
});

test('without an index nothing is written, and none comes to be', async () => {
  const alias = scratchAlias();
  const nowhere = { engine: store.engine, names: indexNames(alias) };
  await expect(putArticle(nowhere, article('n', { version: 3 }))).rejects.toMatchObject({
    code: 'index_missing',
  });
  await expect(getArticle(nowhere, 'n')).rejects.toMatchObject({ code: 'index_missing' });
  await expect(deleteArticle(nowhere, 'n')).rejects.toMatchObject({ code: 'index_missing' });
  await expect(store.engine.delete(nowhere.names.write, 'n', { version: 3 })).rejects.toMatchObject({
    code: 'index_missing',
  });
  expect(await store.engine.listIndices(`${alias}*`)).toEqual([]);
});
