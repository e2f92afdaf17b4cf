import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InstantSearchParams } from '../../../src/instantsearch/instantsearch-types.ts';
import { toSearch } from '../../../src/instantsearch/to-search.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';

const search = (params: InstantSearchParams, indexName = 'articles') => toSearch({ indexName, params });
const ALL_TIME = { from: '1000-01-01T00:00:00.000+07:00' };

describe('a request of InstantSearch', () => {
  test('is a search for its query, its page counted from one', () => {
    expect(search({ query: ' thủy điện ', page: 2, hitsPerPage: 5 })).toEqual({
      q: 'thủy điện',
      size: 5,
      page: 3,
    });
  });

  test('for nothing is to browse, newest first', () => {
    expect(search({ query: '' })).toEqual({ q: '', ...ALL_TIME, sort: 'newest', size: 20, page: 1 });
    expect(search({ facetFilters: [['section:Kinh tế']] })).toEqual({
      q: '',
      section: ['Kinh tế'],
      sort: 'newest',
      size: 20,
      page: 1,
    });
  });

  test('for counts alone asks for next to no hits', () => {
    expect(search({ query: 'bão', hitsPerPage: 0, page: 0, facets: 'section' })).toEqual({
      q: 'bão',
      facets: ['section'],
      size: 1,
      fields: ['title'],
      snippets: 0,
    });
  });

  test.each([
    ['articles', undefined],
    ['articles:newest', 'newest'],
    ['articles:oldest', 'oldest'],
    ['articles:relevance', 'relevance'],
  ])('of the index %s is sorted by %s', (indexName, sort) => {
    expect(search({ query: 'bão' }, indexName)?.sort).toBe(sort);
  });

  test('of an index that names no sort is refused', () => {
    expect(() => search({ query: 'bão' }, 'articles:best')).toThrow(/:newest/);
  });

  test('counts by names of facets and of fields, each once', () => {
    const facetsOf = (facets: string | string[]) => search({ query: 'bão', facets })?.facets;
    expect(facetsOf(['tags', 'tag', 'authors', 'publishedAt', 'brand'])).toEqual(['tag', 'author', 'month']);
    expect(facetsOf('*')).toEqual(['section', 'author', 'tag', 'source', 'year']);
    expect(facetsOf('brand')).toBeUndefined();
  });

  test('shows no more hits than the service does', () => {
    expect(search({ query: 'bão', hitsPerPage: 1_000 })?.size).toBe(100);
  });
});

describe('facet filters', () => {
  const narrowed = (facetFilters: InstantSearchParams['facetFilters'], query = 'bão') => {
    const { size: _size, page: _page, ...rest } = search({ query, facetFilters }) ?? {};
    return rest;
  };

  test('that any of may do are filters, those of several facets together', () => {
    expect(narrowed([['section:Kinh tế', 'section:Văn hóa'], ['authors:Lò Thu Hiên']])).toEqual({
      q: 'bão',
      section: ['Kinh tế', 'Văn hóa'],
      author: ['Lò Thu Hiên'],
    });
  });

  test('that all must hold are clauses before the query', () => {
    expect(narrowed(['tag:Sơn La', 'tag:lễ hội'])).toEqual({ q: 'tag:"Sơn La" tag:"lễ hội" bão' });
    expect(narrowed('tag:Sơn La')).toEqual({ q: 'tag:"Sơn La" bão' });
    expect(narrowed([['tag:Sơn La'], ['tag:lễ hội']])).toEqual({ q: 'tag:"lễ hội" bão', tag: ['Sơn La'] });
  });

  test('may exclude, and be either of several facets', () => {
    expect(narrowed(['section:-Thể thao'])).toEqual({ q: '-section:"Thể thao" bão' });
    expect(narrowed(['section:-Thể thao'], '')).toEqual({
      q: '-section:"Thể thao"',
      ...ALL_TIME,
      sort: 'newest',
    });
    expect(narrowed([['section:Kinh tế', 'tag:lúa']])).toEqual({ q: '(section:"Kinh tế" OR tag:"lúa") bão' });
    expect(narrowed([['tag:\\-18 độ']])).toEqual({ q: 'bão', tag: ['-18 độ'] });
  });

  test('of years and months are times', () => {
    expect(narrowed([['year:2021']])).toMatchObject({
      from: '2021-01-01T00:00:00.000+07:00',
      to: '2021-12-31T23:59:59.999+07:00',
    });
    expect(narrowed([['year:2021', 'year:2020']])).toMatchObject({ from: '2020-01-01T00:00:00.000+07:00' });
    expect(narrowed([['year:2021'], ['month:2021-12']])).toMatchObject({
      from: '2021-12-01T00:00:00.000+07:00',
      to: '2021-12-31T23:59:59.999+07:00',
    });
    expect(search({ query: 'bão', facetFilters: [['year:2021'], ['month:2020-12']] })).toBeNull();
  });

  test.each([
    [[['year:2019', 'year:2021']]],
    [[['year:2019', 'section:Kinh tế']]],
    [['year:-2019']],
    [[['tag:-a', 'tag:b']]],
    ['brand:Apple'],
    ['no colon'],
    [['month:2021-13']],
    ['section:'],
  ])('that cannot be read are refused: %j', (facetFilters) => {
    expect(() => search({ query: 'bão', facetFilters })).toThrow(/./);
  });

  test.each(['filters', 'tagFilters', 'aroundLatLng'])('%s, which would narrow, is refused', (name) => {
    expect(() => search({ query: 'bão', [name]: 'x' })).toThrow(name);
    expect(search({ query: 'bão', [name]: '' })).not.toBeNull();
  });
});

describe('numeric filters', () => {
  const timeOf = (...numericFilters: (string | string[])[]) => {
    const { from, to } = search({ query: 'bão', numericFilters }) ?? {};
    return [from?.slice(0, 10), to?.slice(0, 10)];
  };

  test.each<[string[], (string | undefined)[]]>([
    [
      ['year>=2019', 'year<=2021'],
      ['2019-01-01', '2021-12-31'],
    ],
    [['year>2019'], ['2020-01-01', undefined]],
    [['year<2021'], ['1000-01-01', '2020-12-31']],
    [['year=2020'], ['2020-01-01', '2020-12-31']],
    [['year:2019 TO 2020'], ['2019-01-01', '2020-12-31']],
    [['year >= 2018.5'], ['2019-01-01', undefined]],
    [['year>=0'], ['1000-01-01', undefined]],
  ])('%j are from and to %j', (filters, expected) => {
    expect(timeOf(...filters)).toEqual(expected);
  });

  test('take instants in milliseconds', () => {
    const instant = Date.parse('2022-01-21T10:00:00+07:00');
    expect(
      search({ query: 'bão', numericFilters: [`publishedAt>=${instant}`, `publishedAt<${instant + 1}`] }),
    ).toMatchObject({
      from: '2022-01-21T10:00:00.000+07:00',
      to: '2022-01-21T10:00:00.000+07:00',
    });
  });

  test('any of which may do are joined', () => {
    expect(timeOf(['year=2019', 'year=2020'])).toEqual(['2019-01-01', '2020-12-31']);
    expect(() => timeOf(['year=2019', 'year=2021'])).toThrow(/apart/);
  });

  test('that nothing can meet find nothing', () => {
    expect(search({ query: 'bão', numericFilters: ['year>=2021', 'year<=2020'] })).toBeNull();
    expect(search({ query: 'bão', numericFilters: ['year>=99999'] })).toBeNull();
  });

  test.each(['price>10', 'year!=2020', 'year', 'month>=2020'])('%s is refused', (filter) => {
    expect(() => timeOf(filter)).toThrow(/cannot be read/);
  });
});

test('a name is one phrase, whichever quotes are in it', () => {
  for (const quote of '"＂“”„‟«»〝〞〟') {
    const { q = '' } = search({ query: '', facetFilters: ['tag:Sơn La', `tag:a ${quote}b`] }) ?? {};
    expect(q.match(/"/gu), q).toHaveLength(4);
    expect(q).not.toMatch(/[＂“”„‟«»〝〞〟]/u);
  }
});

test('clauses before a query, whatever it is, stay clauses, and it keeps its words', () => {
  const part = fc.constantFrom(
    'bão',
    'lũ',
    'OR',
    'HOẶC',
    '"',
    '”',
    '‟',
    '〝',
    '(',
    ')',
    '（',
    '）',
    '-',
    'tag:',
    '*',
    '~3',
    ' ',
  );
  const typed = fc
    .tuple(fc.array(part, { maxLength: 12 }), fc.constantFrom(' ', ''))
    .map(([parts, between]) => parts.join(between));
  fc.assert(
    fc.property(typed, (query) => {
      const { q = '' } = search({ query, facetFilters: ['tag:Sơn La'] }) ?? {};
      const { node } = parseQuery(q);
      const printed = node === null ? '' : printQuery(node);
      expect(printed).toMatch(/^tag:"Sơn La"(?: |$)/);
      // An alternative to the clause would find articles that lack it.
      if (node !== null) expect(node.type === 'or').toBe(false);
      for (const word of ['bão', 'lũ']) if (query.includes(word)) expect(printed).toContain(word);
    }),
  );
});
