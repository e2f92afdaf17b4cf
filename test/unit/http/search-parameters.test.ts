import { afterEach, describe, expect, it, vi } from 'vitest';
import { HIT_FIELDS } from '../../../src/domain/search-request.ts';
import { put, tryApp } from './try-app.ts';

const search = async (query: string) => {
  const { send, searches } = tryApp();
  const response = await send(`/v1/search?${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return searches[0];
};

const wrong = async (query: string) => {
  const { problem, searches } = tryApp();
  const body = await problem(`/v1/search?${query}`);
  expect(body).toMatchObject({ status: 400, code: 'invalid_parameters' });
  expect(searches).toEqual([]);
  return body;
};

describe('GET /v1/search', () => {
  it('fills in every default', async () => {
    expect(await search('q=h%E1%BB%93%20th%E1%BB%A7y%20%C4%91i%E1%BB%87n')).toEqual({
      wanted: {
        q: 'hồ thủy điện',
        mode: 'keyword',
        slop: 0,
        diacritics: 'auto',
        filters: { section: [], author: [], tag: [], source: [] },
        relax: true,
      },
      shown: {
        sort: 'relevance',
        size: 10,
        page: 1,
        fields: HIT_FIELDS,
        snippets: 2,
        snippetSize: 160,
        collapse: false,
        facets: [],
        accents: false,
        explain: false,
      },
    });
  });

  it('takes every parameter', async () => {
    const request = await search(
      'q=chi+b%E1%BB%99+b%E1%BA%A3n&mode=phrase&slop=3&diacritics=strict&from=2021-12&to=31/01/2022' +
        '&section=Kinh+t%E1%BA%BF&section=X%C3%A3+h%E1%BB%99i&author=L%C3%B2+Th%E1%BB%8B+Mai&tag=b%E1%BA%A3n&source=B%C3%A1o' +
        '&sort=oldest&size=100&page=100&snippets=0&snippetSize=400&relax=false&facets=year,section&accents=true&explain=true&fields=publishedAt,title',
    );
    expect(request).toEqual({
      wanted: {
        q: 'chi bộ bản',
        mode: 'phrase',
        slop: 3,
        diacritics: 'strict',
        from: '2021-12-01T00:00:00+07:00',
        to: '2022-01-31T23:59:59.999+07:00',
        filters: { section: ['Kinh tế', 'Xã hội'], author: ['Lò Thị Mai'], tag: ['bản'], source: ['Báo'] },
        relax: false,
      },
      shown: {
        sort: 'oldest',
        size: 100,
        page: 100,
        fields: ['title', 'publishedAt'],
        snippets: 0,
        snippetSize: 400,
        collapse: false,
        facets: ['year', 'section'],
        accents: true,
        explain: true,
      },
    });
  });

  it.each([
    ['facets=tag,year', ['year', 'tag']],
    ['facets=tag&facets=year', ['year', 'tag']],
    ['facets=tag,%20day&facets=tag', ['day', 'tag']],
    [
      'facets=section,author,tag,source,day,month,year',
      'year month day section author tag source'.split(' '),
    ],
    ['facets=', []],
    ['facets=,', []],
  ])('takes facets separated by commas or repeated, each once: %s', async (query, names) => {
    expect((await search(`q=a&${query}`))?.shown.facets).toEqual(names);
  });

  it.each([
    ['fields=', HIT_FIELDS],
    ['fields=highlights&fields=url,title', ['title', 'url', 'highlights']],
    ['fields=lead,image,lead', ['image', 'lead']],
  ])('takes fields as it takes facets, and all where none is named: %s', async (query, names) => {
    expect((await search(`q=a&${query}`))?.shown.fields).toEqual(names);
  });

  it('names a field that there is not', async () => {
    const { errors } = await wrong('q=a&fields=title,body');
    expect(errors).toMatchObject([
      { path: 'fields', message: expect.stringContaining('"body" is none of them') },
    ]);
  });

  describe('dates told from today', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each([
      // Half past midnight in Vietnam is still yesterday in UTC.
      ['from=today&to=today', '2024-03-06', '2024-03-06'],
      ['from=this-week&to=tu%E1%BA%A7n+n%C3%A0y', '2024-03-04', '2024-03-10'],
      ['from=7d', '2024-02-28', null],
    ])('%s', async (query, from, to) => {
      vi.useFakeTimers({ now: new Date('2024-03-05T17:30:00Z'), toFake: ['Date'] });
      const wanted = (await search(query))?.wanted;
      expect(wanted?.from?.slice(0, 10)).toBe(from);
      expect(wanted?.to?.slice(0, 10) ?? null).toBe(to);
    });
  });

  it('names a facet that there is not', async () => {
    const { errors } = await wrong('q=a&facets=year,authors');
    expect(errors).toEqual([
      {
        path: 'facets',
        message:
          'can be any of year, month, day, section, author, tag, source, separated by commas; "authors" is none of them',
      },
    ]);
  });

  it('composes what comes decomposed', async () => {
    const decomposed = encodeURIComponent('thủy điện'.normalize('NFD'));
    const request = await search(`q=${decomposed}&section=${decomposed}`);
    expect(request?.wanted.q).toBe('thủy điện'.normalize('NFC'));
    expect(request?.wanted.filters.section).toEqual(['thủy điện'.normalize('NFC')]);
  });

  it('takes the empty fields that a form sends as not given', async () => {
    expect(await search('q=b%E1%BA%A3n&mode=&from=&to=&section=&sort=&size=&relax=')).toEqual(
      await search('q=b%E1%BA%A3n'),
    );
  });

  it.each(['from=2022', 'to=2022-01-21', 'section=a', 'author=a', 'tag=a', 'source=a'])(
    'browses newest first with %s and no words',
    async (filter) => {
      expect(await search(filter)).toMatchObject({ wanted: { q: '' }, shown: { sort: 'newest' } });
      expect(await search(`${filter}&sort=relevance`)).toMatchObject({ shown: { sort: 'newest' } });
      expect(await search(`${filter}&sort=oldest`)).toMatchObject({ shown: { sort: 'oldest' } });
    },
  );

  it.each(['', 'q=', 'q=%20%09', 'size=5', 'section='])(
    'refuses to search for nothing: "%s"',
    async (query) => {
      expect((await wrong(query)).errors?.map(({ path }) => path)).toEqual(['q']);
    },
  );

  it('names every parameter that is wrong at once', async () => {
    const body = await wrong(
      'q=a&q=b&mode=fuzzy&slop=21&diacritics=no&from=31/02/2022&to=soon&sort=best&size=0&page=-1&snippets=6&snippetSize=39&relax=yes&frm=2022',
    );
    expect(body.errors?.map(({ path }) => path)).toEqual(
      'q mode slop diacritics from to sort size page snippets snippetSize relax frm'.split(' '),
    );
    expect(body.detail).toContain('13 of the parameters are wrong: q, mode, slop');
    expect(body.errors?.find(({ path }) => path === 'size')?.message).toBe(
      'must be a whole number from 1 to 100',
    );
    expect(body.errors?.find(({ path }) => path === 'from')?.message).toContain('"31/02/2022"');
    expect(body.errors?.find(({ path }) => path === 'q')?.message).toContain('more than once');
    expect(body.errors?.find(({ path }) => path === 'frm')?.message).toBe(
      'is not known; perhaps "from" is meant',
    );
  });

  it.each(['1e1', '10.0', '+5', ' 5x', '0x10', '99999999999'])('reads no number in size=%s', async (size) => {
    expect((await wrong(`q=a&size=${encodeURIComponent(size)}`)).errors?.[0]?.path).toBe('size');
  });

  it('takes a query of 512 characters and no more', async () => {
    expect((await search(`q=${encodeURIComponent('ắ'.repeat(512))}`))?.wanted.q).toHaveLength(512);
    expect((await wrong(`q=${'a'.repeat(513)}`)).detail).toBe(
      'The parameter q must be at most 512 characters.',
    );
  });

  it('ends at hit 10,000 and names the way on', async () => {
    expect(await search('q=a&size=100&page=100')).toMatchObject({ shown: { page: 100 } });
    expect(await search('q=a&size=3&page=3333')).toMatchObject({ shown: { page: 3333 } });
    expect((await wrong('q=a&size=73&page=137')).errors?.[0]?.path).toBe('page');
    const body = await wrong('q=a&size=3&page=3334');
    expect(body.errors?.[0]?.path).toBe('page');
    expect(body.detail).toContain('narrow the search with from and to');
  });

  it('refuses a span that ends before it begins', async () => {
    expect((await wrong('q=a&from=2022-02&to=2022-01')).errors?.[0]?.path).toBe('from');
    expect(await search('q=a&from=2022-01-21&to=21/01/2022')).toMatchObject({
      wanted: { from: '2022-01-21T00:00:00+07:00', to: '2022-01-21T23:59:59.999+07:00' },
    });
  });

  it('tells an unknown parameter what there is', async () => {
    expect((await wrong('q=a&fuzziness=2')).errors?.[0]?.message).toContain('known are q, mode, slop');
  });

  it.each(['%', '%zz', '%c3%28', 'a&&&=&', '%00', '%F0%9F%93%B0'])(
    'reads whatever bytes come: q=%s',
    async (q) => {
      const { send } = tryApp();
      expect([200, 400]).toContain((await send(`/v1/search?q=${q}`)).status);
    },
  );
});

it('refresh takes nothing but wait', async () => {
  const { problem } = tryApp();
  const body = await problem('/v1/articles/a?refresh=true&wait=1', put({}));
  expect(body.errors?.map(({ path }) => path)).toEqual(['refresh', 'wait']);
});
