import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pagesOf } from '../../../src/engine/pages-of.ts';
import type { PagedEngine } from '../../../src/engine/pages-of.ts';
import { putDocument } from '../../support/documents.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;
/** The real engine, and which points in time are open on it. */
let engine: PagedEngine;
const open = new Set<string>();

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  for (const id of ['c', 'a', 'e', 'b', 'd'])
    await putDocument(store.engine, store.names.write, id, { id, title: id, body: 'x' }, { refresh: 'now' });
  engine = {
    search: (index, body, options) => store.engine.search(index, body, options),
    openPointInTime: async (...args) => {
      const id = await store.engine.openPointInTime(...args);
      open.add(id);
      return id;
    },
    closePointInTime: async (id, options) => {
      await store.engine.closePointInTime(id, options);
      open.delete(id);
    },
  };
});
beforeEach(() => open.clear());
afterAll(() => store.dispose());

const BY_ID = { sort: [{ id: 'asc' }] };

const read = async (body: Readonly<Record<string, unknown>>, size: number): Promise<string[][]> => {
  const pages: string[][] = [];
  for await (const page of pagesOf(engine, store.names.read, body, { size, keepAlive: '1m' }))
    pages.push(page.map(({ id }) => id));
  return pages;
};

describe('reading page by page', () => {
  test('gives everything once, in the order asked for', async () => {
    expect(await read(BY_ID, 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(await read(BY_ID, 5)).toEqual([['a', 'b', 'c', 'd', 'e']]);
    expect((await read({}, 2)).flat().toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await read({ query: { term: { id: 'z' } } }, 2)).toEqual([]);
    expect(open.size).toBe(0);
  });

  test('is of one moment, and closed where the reader has had enough', async () => {
    const ids: string[] = [];
    for await (const page of pagesOf(engine, store.names.read, BY_ID, { size: 2, keepAlive: '1m' })) {
      ids.push(...page.map(({ id }) => id));
      await putDocument(
        store.engine,
        store.names.write,
        'bb',
        { id: 'bb', title: 'later', body: 'x' },
        { refresh: 'now' },
      );
      expect(open.size).toBe(1);
      if (ids.length > 3) break;
    }
    expect(ids).toEqual(['a', 'b', 'c', 'd']);
    expect(open.size).toBe(0);
  });

  test('ends with an error where a part of the index does not answer, and leaves nothing open', async () => {
    const partly: PagedEngine = {
      ...engine,
      search: async <T>(...args: Parameters<PagedEngine['search']>) => ({
        ...(await engine.search<T>(...args)),
        partial: true,
      }),
    };
    const pages = pagesOf(partly, store.names.read, BY_ID, { size: 2, keepAlive: '1m' });
    await expect(pages.next()).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(open.size).toBe(0);
  });
});
