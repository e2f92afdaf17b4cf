import { describe, expect, test } from 'vitest';
import type { SearchAnswer, SearchInput, SearchResult } from '../../../src/client/create-client.ts';
import { createSearchClient } from '../../../src/instantsearch/create-search-client.ts';
import type { InstantSearchParams } from '../../../src/instantsearch/create-search-client.ts';

const RESULT: SearchResult = {
  query: {
    text: 'lu',
    mode: 'keyword',
    diacritics: 'auto',
    relaxed: null,
    corrected: null,
    suggestion: 'lũ',
  },
  total: { value: 12_345, exact: false },
  tookMs: 7,
  partial: false,
  warnings: [],
  hits: [
    {
      id: 'bao-1',
      title: 'Lũ & <bùn>',
      lead: null,
      section: 'Xã hội',
      authors: ['Lò Thu Hiên'],
      publishedAt: '2021-05-01T00:00:00+07:00',
      score: 1,
      similar: 0,
      highlights: {
        title: '<mark>Lũ</mark> &amp; &lt;bùn&gt;',
        lead: null,
        body: ['a <mark>lũ</mark>', 'b'],
        captions: [],
      },
    },
  ],
  facets: {
    section: [
      { value: 'Xã hội', count: 5 },
      { value: 'Kinh tế', count: 2 },
    ],
    year: [
      { value: '2019', from: '2019-01-01', to: '2019-12-31', count: 1 },
      { value: '2020', from: '2020-01-01', to: '2020-12-31', count: 0 },
      { value: '2021', from: '2021-01-01', to: '2021-12-31', count: 3 },
    ],
    month: [
      { value: '2021-05', from: '2021-05-01', to: '2021-05-31', count: 2 },
      { value: '2021-06', from: '2021-06-01', to: '2021-06-30', count: 2 },
    ],
  },
};

/** A service that answers each search alike, and tells what it was asked. */
const answering = (answer: SearchAnswer = { result: RESULT }) => {
  const asked: (readonly SearchInput[])[] = [];
  const searchMany = (searches: readonly SearchInput[]): Promise<readonly SearchAnswer[]> => {
    asked.push(searches);
    return Promise.resolve(searches.map(() => answer));
  };
  return { asked, client: createSearchClient({ searchMany }, { snippetSize: 100 }) };
};

const responseTo = async (params: InstantSearchParams) => {
  const { results } = await answering().client.search([{ indexName: 'articles', params }]);
  return results[0];
};

describe('search', () => {
  test('asks for everything at once, and answers in order', async () => {
    const { asked, client } = answering();
    const { results } = await client.search([
      { indexName: 'a', params: { query: 'lũ', facetFilters: [['section:Xã hội']] } },
      { indexName: 'b', params: { query: 'lũ', numericFilters: ['year>2020', 'year<2020'] } },
      { indexName: 'c', params: { query: 'lũ', hitsPerPage: 0, facets: 'section' } },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.map(({ section, facets, snippetSize }) => [section, facets, snippetSize])).toEqual([
      [['Xã hội'], undefined, 100],
      [undefined, ['section'], 100],
    ]);
    expect(results.map(({ index, nbHits, hits }) => [index, nbHits, hits.length])).toEqual([
      ['a', 12_345, 1],
      ['b', 0, 0],
      ['c', 12_345, 0],
    ]);
  });

  test('tells of pages as far as the service goes', async () => {
    expect(await responseTo({ query: 'lũ', page: 3, hitsPerPage: 20 })).toMatchObject({
      page: 3,
      hitsPerPage: 20,
      nbPages: 500,
      exhaustiveNbHits: false,
      processingTimeMS: 7,
      query: 'lũ',
      timbao: { query: { suggestion: 'lũ' }, partial: false },
    });
  });

  test('marks with the placeholders of InstantSearch, which escapes, and safely with tags', async () => {
    const tags = { highlightPreTag: '__ais-highlight__', highlightPostTag: '__/ais-highlight__' };
    const [placed, tagged] = [await responseTo({ ...tags }), await responseTo({})].map(
      (response) => response?.hits[0],
    );
    expect(placed).toMatchObject({
      objectID: 'bao-1',
      title: 'Lũ & <bùn>',
      _highlightResult: {
        title: { value: '__ais-highlight__Lũ__/ais-highlight__ & <bùn>', matchLevel: 'full' },
        section: { value: 'Xã hội', matchLevel: 'none' },
        authors: [{ value: 'Lò Thu Hiên', matchLevel: 'none' }],
      },
      _snippetResult: { body: { value: 'a __ais-highlight__lũ__/ais-highlight__ … b' } },
    });
    expect(tagged?._highlightResult['title']).toMatchObject({ value: '<em>Lũ</em> &amp; &lt;bùn&gt;' });
  });

  test('counts facets by the names that were asked, and gives the bounds of numbers', async () => {
    expect(
      await responseTo({
        query: 'lũ',
        facets: ['section', 'year', 'publishedAt', 'brand'],
        maxValuesPerFacet: 1,
      }),
    ).toMatchObject({
      facets: {
        section: { 'Xã hội': 5 },
        year: { 2019: 1, 2021: 3 },
        publishedAt: { [Date.parse('2021-05-01T00:00:00+07:00')]: 2 },
      },
      facets_stats: {
        year: { min: 2019, max: 2021, avg: 2020.5, sum: 8082 },
        publishedAt: {
          min: Date.parse('2021-05-01T00:00:00+07:00'),
          max: Date.parse('2021-07-01T00:00:00+07:00') - 1,
        },
      },
    });
  });

  test('fails as the service does', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'Too complex.',
      code: 'query_too_complex',
      requestId: '1',
    } as const;
    await expect(answering({ problem }).client.search([{ indexName: 'a' }])).rejects.toMatchObject({
      name: 'TimbaoError',
      code: 'query_too_complex',
      status: 400,
    });
  });

  test('fails for what cannot be read, and asks nothing', async () => {
    const { asked, client } = answering();
    await expect(client.search([{ indexName: 'a', params: { filters: 'x' } }])).rejects.toThrow(/filters/);
    expect(asked).toEqual([]);
  });
});

describe('values of a facet', () => {
  const params = { facetName: 'section', query: 'lũ' };

  test('are searched for in articles that have such a name', async () => {
    const { asked, client } = answering();
    await client.searchForFacetValues([{ indexName: 'a', params: { ...params, facetQuery: 'xã h' } }]);
    await client.searchForFacetValues([{ indexName: 'a', params: { ...params, facetQuery: 'kinh te' } }]);
    expect(asked.map(([search]) => [search?.q, search?.facets])).toEqual([
      ['section:xã lũ', ['section']],
      ['section:kinh section:te* lũ', ['section']],
    ]);
  });

  test.each([
    ['xa h', [['Xã hội', '<em>Xã h</em>ội', 5]]],
    ['TE', [['Kinh tế', 'Kinh <em>tế</em>', 2]]],
    ['ội', []],
    [
      '',
      [
        ['Xã hội', 'Xã hội', 5],
        ['Kinh tế', 'Kinh tế', 2],
      ],
    ],
  ])('%j begins a word of %j', async (facetQuery, expected) => {
    const { client } = answering();
    const [found] = await client.searchForFacetValues([
      { indexName: 'a', params: { ...params, facetQuery } },
    ]);
    expect(found?.facetHits.map(({ value, highlighted, count }) => [value, highlighted, count])).toEqual(
      expected,
    );
  });

  test('are also found by a search of the type facet', async () => {
    const { results } = await answering().client.search([
      { indexName: 'a', type: 'facet', facet: 'section', params: { facetQuery: 'kinh', maxFacetHits: 3 } },
    ]);
    expect(results[0]).toMatchObject({ facetHits: [{ value: 'Kinh tế' }], exhaustiveFacetsCount: true });
  });

  test('are searched for one by one, too', async () => {
    const { asked, client } = answering();
    const found = await client.searchForFacetValues({
      indexName: 'a',
      facetName: 'section',
      searchForFacetValuesRequest: { facetQuery: 'kinh', params: 'query=2022&facetFilters=[["tag:a"]]' },
    });
    expect(found.facetHits.map(({ value }) => value)).toEqual(['Kinh tế']);
    expect(asked[0]?.[0]).toMatchObject({ q: 'section:kinh* 2022', tag: ['a'] });
  });

  test('of what is no facet are refused', async () => {
    const asked = [{ indexName: 'a', params: { facetName: 'brand', facetQuery: 'a' } }];
    await expect(answering().client.searchForFacetValues(asked)).rejects.toThrow(/brand/);
  });
});
