import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { MAX_ARTICLE_VERSION } from '../../../src/domain/article-version.ts';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
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
      version: MAX_ARTICLE_VERSION,
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

  test('removed, a later version brings it back; the same and older ones do not', async () => {
    await putArticle(store, article('x', { version: 5 }));
    expect(await deleteArticle(store, 'x')).toBe(true);
    for (const version of [4, 5]) {
      await expect(putArticle(store, article('x', { version }))).rejects.toMatchObject({
        code: 'stale_version',
        message: `The article “x” was removed at version 5; version ${version} does not bring it back. A version above 5 does.`,
      });
    }
    await expect(putArticle(store, article('x'))).rejects.toMatchObject({
      code: 'stale_version',
      message: expect.stringContaining('one without a version does not bring it back'),
    });
    expect(await getArticle(store, 'x')).toBeNull();
    expect(await putArticle(store, article('x', { version: 6 }))).toBe('created');
    expect((await getArticle(store, 'x'))?.version).toBe(6);
  });

  test('the greatest version is removed like any other', async () => {
    const greatest = article('max', { version: MAX_ARTICLE_VERSION });
    await putArticle(store, greatest);
    expect(await deleteArticle(store, 'max')).toBe(true);
    await expect(putArticle(store, greatest)).rejects.toMatchObject({ code: 'stale_version' });
  });

  test('a removal can name its version, also before the article is there', async () => {
    expect(await deleteArticle(store, 'early', { version: 3 })).toBe(true);
    expect(await getArticle(store, 'early')).toBeNull();
    for (const version of [2, 3]) {
      await expect(putArticle(store, article('early', { version }))).rejects.toMatchObject({
        code: 'stale_version',
      });
    }
    expect(await putArticle(store, article('early', { version: 4 }))).toBe('created');
    await expect(deleteArticle(store, 'early', { version: 3 })).rejects.toMatchObject({
      code: 'stale_version',
      message:
        'A newer version of the article “early” is stored; the removal of version 3 leaves it in place.',
    });
    expect((await getArticle(store, 'early'))?.version).toBe(4);
    expect(await deleteArticle(store, 'early', { version: 9 })).toBe(true);
    // It is gone as of version 9 already: that an older removal comes late changes nothing.
    expect(await deleteArticle(store, 'early', { version: 4 })).toBe(true);
    await expect(putArticle(store, article('early', { version: 9 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
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

  /** An engine on which somebody else writes the article each time that it has been looked at. */
  const withWritesBetween = (id: string, times: number): { readonly engine: Engine; looks: () => number } => {
    let looks = 0;
    const mget: Engine['mget'] = async (...call) => {
      const found = await store.engine.mget<never>(...call);
      looks++;
      if (looks <= times) await putArticle(store, article(id, { version: looks + 1 }));
      return found;
    };
    return { engine: { ...store.engine, mget }, looks: () => looks };
  };

  test('a removal that writes come in between is made again and removes what stands then', async () => {
    await putArticle(store, article('busy', { version: 1 }));
    const { engine, looks } = withWritesBetween('busy', 5);
    expect(await deleteArticle({ ...store, engine }, 'busy')).toBe(true);
    expect(looks()).toBe(6);
    expect(await getArticle(store, 'busy')).toBeNull();
    await expect(putArticle(store, article('busy', { version: 6 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
  });

  test('one that is overtaken each time says so, and leaves the article', async () => {
    await putArticle(store, article('busier', { version: 1 }));
    const { engine, looks } = withWritesBetween('busier', Infinity);
    await expect(deleteArticle({ ...store, engine }, 'busier')).rejects.toMatchObject({
      code: 'stale_version',
      message: expect.stringContaining('written anew each time'),
    });
    expect((await getArticle(store, 'busier'))?.version).toBe(looks() + 1);
  });

  test('one that names a version is overtaken by a newer article only', async () => {
    await putArticle(store, article('named', { version: 1 }));
    const { engine, looks } = withWritesBetween('named', 3);
    await expect(deleteArticle({ ...store, engine }, 'named', { version: 1 })).rejects.toMatchObject({
      code: 'stale_version',
      message: expect.stringContaining('the removal of version 1'),
    });
    expect(looks()).toBe(2);
    expect((await getArticle(store, 'named'))?.version).toBe(3);
  });
});

const find = async (id: string): Promise<number> =>
  store.engine.count(store.names.read, { bool: { filter: [{ term: { id } }, NOT_REMOVED] } });

test('with refresh=wait it is found at once, and once removed not any more', async () => {
  await putArticle(store, article('fresh'), { refresh: 'wait' });
  expect(await find('fresh')).toBe(1);
  await deleteArticle(store, 'fresh', { refresh: 'wait' });
  expect(await find('fresh')).toBe(0);
});

test('without an index nothing is written, and none comes to be', async () => {
  const alias = scratchAlias();
  const nowhere = openArticleStore(store.engine, alias);
  await expect(putArticle(nowhere, article('n', { version: 3 }))).rejects.toMatchObject({
    code: 'index_missing',
  });
  await expect(getArticle(nowhere, 'n')).rejects.toMatchObject({ code: 'index_missing' });
  await expect(deleteArticle(nowhere, 'n')).rejects.toMatchObject({ code: 'index_missing' });
  const removal = '{"delete":{"_id":"n","version":3,"version_type":"external_gte"}}\n';
  await expect(store.engine.bulk(nowhere.names.write, removal, { isAlias: false })).rejects.toMatchObject({
    code: 'index_missing',
  });
  expect(await store.engine.listIndices(`${alias}*`)).toEqual([]);
});
