import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSearch } from '../../../src/dsl/build-search.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { deleteArticle } from '../../../src/ingest/article-store.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

let search: SearchIndex;

beforeAll(async () => {
  search = await createSearchIndex();
  const article = (id: string) => ({
    id,
    title: 'Cầu Bản Mạt',
    body: 'Cầu đã thông xe.',
    publishedAt: '2022-01-21',
    section: 'Giao thông',
  });
  await search.put(article('con'), article('mat'));
  const store = openArticleStore(search.engine, search.alias);
  await deleteArticle(store, 'mat');
  await deleteArticle(store, 'chua-co', { version: 3, refresh: 'now' });
});

afterAll(() => search.close());

const ids = async (parameters: Readonly<Record<string, string | readonly string[]>>): Promise<string[]> =>
  (await search.search(parameters)).hits.map(({ id }) => id);

test('a removed article leaves a tombstone, which no search, count or facet sees', async () => {
  expect(await search.engine.count(search.alias)).toBe(3);
  expect(await ids({ q: 'cầu' })).toEqual(['con']);
  expect(await ids({ q: '-bão', section: 'Giao thông' })).toEqual(['con']);
  expect(await ids({ section: 'Giao thông' })).toEqual(['con']);
  expect(await ids({ q: 'before:2099' })).toEqual(['con']);
  const { facets, total } = await search.search({ from: '2022', facets: ['year', 'section'] });
  expect(total).toEqual({ value: 1, exact: true });
  expect(facets?.year?.map(({ count }) => count)).toEqual([1]);
  expect(facets?.section?.map(({ count }) => count)).toEqual([1]);
});

test('nor do requests that narrow by nothing', async () => {
  const request = toSearchRequest(searchParameters.parse({ section: 'x' }));
  const filters = { section: [], author: [], tag: [], source: [] };
  const everything = { ...request, wanted: { ...request.wanted, filters } };
  const { hits } = await search.engine.search(search.alias, buildSearch(everything, null));
  expect(hits.map(({ id }) => id)).toEqual(['con']);
  const notOf2100 = {
    reading: { marks: 'folded', extent: 'words' },
    match: { type: 'not', child: { type: 'dates', from: '2100-01-01T00:00:00+07:00' } },
    isSentence: false,
    parts: 1,
    loose: null,
    pins: null,
    hasWordField: false,
  } as const;
  const counted = await search.engine.search(search.alias, buildSearch(everything, notOf2100));
  expect(counted.total).toEqual({ value: 1, exact: true });
});
