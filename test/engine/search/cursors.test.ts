import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { createCursors } from '../../../src/search/cursors.ts';
import { createPointsInTime } from '../../../src/search/points-in-time.ts';
import { createSearchIndex } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

// More than the best hits that have the full ranking, so that each walk goes from one order into the other.
const COUNT = 260;
const FILLER = ['nương', 'suối', 'rừng', 'thác', 'đồi', 'khe', 'vực'];

const filler = (i: number, length: number): string =>
  Array.from({ length }, (_, k) => FILLER[(i * 7 + k * 3) % FILLER.length]).join(' ');

const article = (i: number) => ({
  id: `trang-${i}`,
  title: i % 5 === 0 ? `Gặt ${filler(i, 3)} mùa` : `Chuyện ${filler(i, 4)}`,
  body: i % 5 === 0 ? filler(i, 90 + i) : `${filler(i, i % 23)} mùa gặt ${filler(i, (i * 13) % 60)}`,
  section: i % 2 === 0 ? 'Kinh tế' : 'Đời sống',
  publishedAt: `20${10 + (i % 10)}-01-01`,
});

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(...Array.from({ length: COUNT }, (_, i) => article(i)));
});

afterAll(() => index.close());

const idsOf = ({ hits }: SearchResult): string[] => hits.map(({ id }) => id);

/** Every page from the first on; `between` is called after each. */
const walk = async (
  parameters: Parameters,
  between: (page: number) => Promise<void> | void = () => {},
): Promise<SearchResult[]> => {
  const pages = [await index.search({ snippets: '0', ...parameters })];
  for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
    await between(pages.length);
    const { page: _page, ...others } = parameters;
    pages.push(await index.search({ snippets: '0', ...others, cursor }));
  }
  return pages;
};

const refusal = async (parameters: Parameters): Promise<AppError> => {
  const error: unknown = await index.search(parameters).catch((reason: unknown) => reason);
  if (!(error instanceof AppError)) throw new Error(`was not refused: ${JSON.stringify(error)}`);
  return error;
};

const SEARCHES: readonly (readonly [string, Parameters])[] = [
  ['relevance', { q: 'mùa gặt' }],
  ['relevance, loosened', { q: 'mùa gặt ngô' }],
  ['relevance, most of a question', { q: 'mùa gặt nương suối rừng thác đồi khe vực ngô khoai sắn' }],
  ['newest', { q: 'mua gat', sort: 'newest' }],
  ['oldest', { q: 'mùa gặt', sort: 'oldest' }],
  ['a prefix, by date', { q: 'mù*' }],
  ['a filter alone', { from: '2010' }],
];

describe.each(SEARCHES)('a walk through %s', (_what, search) => {
  it.each(['30', '100'])('on pages of %s gives what the pages give', async (size) => {
    const pages = await walk({ ...search, size });
    const [first] = pages;
    const total = first?.total.value ?? 0;
    expect(total).toBeGreaterThan(150);
    const walked = pages.flatMap(idsOf);
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked).toHaveLength(total);
    for (const page of pages) {
      expect(page).toMatchObject({ total: first?.total, partial: false });
      expect(page.query.relaxed).toBe(first?.query.relaxed);
    }
    for (const page of pages.slice(0, -1)) expect(page.hits).toHaveLength(Number(size));
    const numbers = pages.map((_, i) => String(i + 1));
    const paged = await Promise.all(
      numbers.map((page) => index.search({ ...search, snippets: '0', size, page })),
    );
    expect(walked).toEqual(paged.flatMap(idsOf));
  });

  it.each(['3', '7'])('goes on from page %s', async (page) => {
    const pages = await walk({ ...search, size: '20', page });
    const before = await Promise.all(
      Array.from({ length: Number(page) - 1 }, (_, i) =>
        index.search({ ...search, snippets: '0', size: '20', page: String(i + 1) }),
      ),
    );
    const all = [...before, ...pages].flatMap(idsOf);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(pages[0]?.total.value ?? 0);
  });
});

describe('a cursor', () => {
  const search = { q: 'mùa gặt', size: '20', snippets: '0' };

  it('gives the same page again when it is used again', async () => {
    const { nextCursor = '' } = await index.search(search);
    const second = await index.search({ ...search, cursor: nextCursor });
    const again = await index.search({ ...search, cursor: nextCursor });
    expect(idsOf(again)).toEqual(idsOf(second));
    const third = await index.search({ ...search, cursor: second.nextCursor ?? '' });
    expect(idsOf(await index.search({ ...search, cursor: second.nextCursor ?? '' }))).toEqual(idsOf(third));
    // Also the last one.
    const pages = await walk({ ...search, size: '100' });
    const last = await index.search({ ...search, size: '100', cursor: pages.at(-2)?.nextCursor ?? '' });
    expect(idsOf(last)).toEqual(idsOf(pages.at(-1) as SearchResult));
    expect(last).not.toHaveProperty('nextCursor');
  });

  it('is not there after the last page, nor where there is one page', async () => {
    expect(await index.search({ ...search, size: '100', page: '3' })).not.toHaveProperty('nextCursor');
    expect(await index.search({ q: '"không có câu này"' })).not.toHaveProperty('nextCursor');
    const year = { ...search, from: '2010', to: '2010' };
    const { total } = await index.search(year);
    expect(await index.search({ ...year, size: String(total.value - 1) })).toHaveProperty('nextCursor');
    expect(await index.search({ ...year, size: String(total.value) })).not.toHaveProperty('nextCursor');
  });

  it('goes on with other sizes and snippets, and with facets of the whole search', async () => {
    const { nextCursor = '', total } = await index.search(search);
    const page = await index.search({
      ...search,
      size: '33',
      snippets: '3',
      snippetSize: '40',
      facets: 'section',
      cursor: nextCursor,
    });
    expect(page.hits).toHaveLength(33);
    expect(page.hits.every(({ highlights }) => highlights.body.length > 0)).toBe(true);
    expect(page.facets?.section?.reduce((sum, { count }) => sum + count, 0)).toBe(total.value);
  });

  it('is refused with other parameters, each by its name', async () => {
    const { nextCursor: cursor = '' } = await index.search({ ...search, section: ['Kinh tế', 'Đời sống'] });
    const refused = await refusal({ ...search, q: 'mùa', section: 'Kinh tế', sort: 'newest', cursor });
    expect(refused.code).toBe('invalid_parameters');
    expect(refused.errors.map(({ path }) => path).sort()).toEqual(['q', 'section', 'sort']);
    // The order of a filter's values is no difference.
    const page = await index.search({ ...search, section: ['Đời sống', 'Kinh tế'], cursor });
    expect(page.hits).toHaveLength(20);
  });

  it('is refused when anything of it is changed', async () => {
    const { nextCursor: cursor = '' } = await index.search(search);
    const [id = '', payload = '', seen = '', mac = ''] = cursor.split('.');
    const text = Buffer.from(payload, 'base64url').toString();
    const forged = Buffer.from(text.replace('"passed":0', '"passed":5')).toString('base64url');
    expect(forged).not.toBe(payload);
    for (const wrong of [
      `${id}.${forged}.${seen}.${mac}`,
      `${id}.${payload}..${mac}`,
      `${id}.${payload}.${seen}.${'A'.repeat(22)}`,
      'abc',
      '../../x',
      `${cursor}A`,
    ]) {
      const { code, errors } = await refusal({ ...search, cursor: wrong });
      expect({ code, path: errors[0]?.path }, wrong).toEqual({ code: 'invalid_parameters', path: 'cursor' });
    }
  });

  it('has expired with the point in time, and with the key it was made with', async () => {
    const { nextCursor = '' } = await index.search(search);
    const { nextCursor: cursor = '' } = await index.search({ ...search, cursor: nextCursor });
    const pit = /"pit":"([^"]+)"/.exec(Buffer.from(cursor.split('.')[1] ?? '', 'base64url').toString())?.[1];
    await index.engine.closePointInTime(pit ?? '');
    expect(await refusal({ ...search, cursor })).toMatchObject({
      code: 'cursor_expired',
      message: expect.stringContaining('Begin the search anew'),
    });
    const other = cursor.replace(/^[^.]+/, 'AAAAAA');
    expect(await refusal({ ...search, cursor: other })).toMatchObject({ code: 'cursor_expired' });
  });

  it('is read by every process that has its key', () => {
    const key = 'khoa-chung-cua-cac-may';
    const request = index.request(search);
    const state = {
      q: null,
      reading: { marks: 'written', extent: 'words' },
      marks: 'written',
      pins: { pins: [{ id: 'g1', query: 'lũ quét' }], first: ['a', 'b'], never: ['kín'] },
      asked: 'x',
      at: '2022-01-21T00:00:00Z',
      total: { value: 1, exact: true },
      pit: null,
      place: { kind: 'page', count: 20 },
      seen: ['12345678', 'abcdefgh'],
    } as const;
    const cursor = createCursors(key).seal(request, state);
    expect(createCursors(key).open(request, cursor)).toEqual(state);
    // Whoever holds it may not know of these articles.
    expect(Buffer.from(cursor.split('.')[1] ?? '', 'base64url').toString()).not.toMatch(/kín|lũ quét/);
    expect(() => createCursors('mot-khoa-khac-han').open(request, cursor)).toThrow(
      /another key.*TIMBAO_CURSOR_KEY/,
    );
    expect(() => createCursors(null).open(request, cursor)).toThrow(/another key.*TIMBAO_CURSOR_KEY/);
  });
});

describe('points in time', () => {
  it('are refused beyond a number, until one is closed', async () => {
    const points = createPointsInTime(index.engine, index.alias, { most: 2 });
    const [one, two] = [await points.open(), await points.open()];
    await expect(points.open()).rejects.toMatchObject({ code: 'too_many_cursors', retryAfter: 60 });
    await points.close(one);
    const three = await points.open();
    await Promise.all([two, three].map((pit) => points.close(pit)));
  });

  it('are closed after the last page', async () => {
    const closed: string[] = [];
    const lastly = new Promise<void>((resolve) => {
      const engine = {
        openPointInTime: (name: string, keepAlive: string) => index.engine.openPointInTime(name, keepAlive),
        closePointInTime: async (id: string) => {
          closed.push(id);
          await index.engine.closePointInTime(id);
          resolve();
        },
      };
      const points = createPointsInTime(engine, index.alias, { lingerMs: 1 });
      void points.open().then((pit) => points.closeLater(pit));
    });
    await lastly;
    expect(closed).toHaveLength(1);
  });
});

describe('under writes', () => {
  it.each([
    ['relevance', { q: 'bến nước' }],
    ['newest', { q: 'bến nước', sort: 'newest' }],
    ['oldest', { q: 'bến nước', sort: 'oldest' }],
  ])('a walk by %s gives each article that stays once', async (sort, search) => {
    const tag = `ghi-${sort}`;
    const staying = Array.from({ length: 230 }, (_, i) => ({
      ...article(i),
      id: `${tag}-${i}`,
      body: `Bến nước ${filler(i, 5 + ((i * 17) % 40))} nước bến`,
      tags: [tag],
    }));
    await index.put(...staying);
    const pages = await walk({ ...search, tag, size: '30' }, async (page) => {
      // Each changes what words are worth, or the order of dates, of everything that comes after.
      await index.put(
        ...staying
          .filter((_, i) => i % 9 === page)
          .map((one) => ({ ...one, body: `${one.body} bến nước bến nước`, title: `Sửa lần ${page}` })),
        ...Array.from({ length: 15 }, (_, i) => ({
          ...article(i),
          id: `${tag}-moi-${page}-${i}`,
          title: 'Bến nước mới',
          publishedAt: `20${10 + i}-06-01`,
          tags: [tag],
        })),
      );
    });
    const walked = pages.flatMap(idsOf);
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked).toEqual(expect.arrayContaining(staying.map(({ id }) => id)));
    // What came after the first use of a cursor is not in it.
    expect(walked.filter((id) => /-moi-[2-9]/.test(id))).toEqual([]);
  });
});
