import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex, FIXTURE_ARTICLES, type Parameters, type SearchIndex } from './search-index.ts';

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.importFiles(FIXTURE_ARTICLES);
  await index.put(
    ...['Sốp Cộp mùa lúa chín', 'Đường lên Sốp Cộp', 'Chợ phiên Sốp Cộp'].map((title, i) => ({
      id: `sop-cop-${i}`,
      title,
      body: 'Xã vùng cao giữ rừng, trồng lúa.',
      publishedAt: '2022-03-0' + String(i + 1),
    })),
    // Nothing has both of these words side by side.
    { id: 'ta', title: 'Ta về ta tắm', body: 'Một câu chuyện ở bản, có xi măng.', publishedAt: '2021-05-05' },
  );
});

afterAll(() => index.close());

const suggestionFor = async (q: string, more: Parameters = {}): Promise<string | undefined> =>
  (await index.search({ q, ...more })).query.suggestion;

/** How many articles match a query to the letter. */
const strict = async (q: string): Promise<number> =>
  (await index.search({ q, diacritics: 'strict', relax: 'false' })).total.value;

describe('did you mean: marks', () => {
  it.each([
    ['sop cop', 'sốp cộp'],
    ['Sop Cop', 'Sốp Cộp'],
    ['SOP COP', 'SỐP CỘP'],
    ['sốp cọp', 'sốp cộp'],
    ['sốp cóp', 'sốp cộp'],
    ['"sop cop"', '"sốp cộp"'],
    ['muong ang', 'mường ảng'],
    ['mường áng', 'mường ảng'],
    ['duong day ma tuy', 'đường dây ma túy'],
    ['chuyen doi so', 'chuyển đổi số'],
    ['dai hoi dang bo', 'đại hội đảng bộ'],
    ['tieu-de:"sop cop"', 'tieu-de:"sốp cộp"'],
    ['sop cop tu:2022', 'sốp cộp tu:2022'],
  ])('%s was meant as %s, which finds more', async (typed, meant) => {
    expect(await suggestionFor(typed)).toBe(meant);
    expect(await strict(meant)).toBeGreaterThan(await strict(typed));
  });

  it.each(['sốp cộp', 'mường ảng', 'chuyển đổi số', 'xyzzy', '-sop', '2022', 'mương ảng'])(
    'has nothing better than %s',
    async (typed) => {
      expect(await suggestionFor(typed)).toBeUndefined();
    },
  );

  it('holds for every pair of words that open a title, typed without marks', async () => {
    const articles = await index.articles();
    const openings = articles.map(({ title }) => title.split(/\s+/).slice(0, 3).join(' '));
    let offered = 0;
    for (const opening of new Set(openings)) {
      const typed = opening.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D');
      const suggestion = await suggestionFor(typed);
      if (suggestion === undefined) continue;
      offered++;
      expect(await strict(suggestion), `${typed} → ${suggestion}`).toBeGreaterThan(await strict(typed));
    }
    expect(offered).toBeGreaterThan(20);
  }, 120_000);

  it('counts within the filters of the search', async () => {
    expect(await suggestionFor('sop cop', { from: '2022', to: '2022' })).toBe('sốp cộp');
    expect(await suggestionFor('sop cop', { from: '2019', to: '2019' })).toBeUndefined();
  });
});

describe('did you mean: keys left raw, a space left out', () => {
  it.each([
    ['ddangr booj', 'đảng bộ'],
    ['d9ang3 bo65', 'đảng bộ'],
    ['ddangr booj Mường Ảng', 'đảng bộ Mường Ảng'],
    ['sopcop', 'sốp cộp'],
    ['sốpcộp', 'sốp cộp'],
    ['title:sopcop', 'title:"sốp cộp"'],
    ['covid19', 'covid 19'],
    ['"ddangr booj"', '"đảng bộ"'],
    ['ddangr booj -covid từ:2019', 'đảng bộ -covid từ:2019'],
  ])('%s was meant as %s', async (typed, meant) => {
    const { total, query } = await index.search({ q: typed });
    expect(query.suggestion).toBe(meant);
    // What was not asked for is offered, never shown.
    expect([total.value, query.relaxed]).toEqual([0, null]);
    expect((await index.search({ q: meant })).total.value).toBeGreaterThan(0);
  });

  it('is offered beside what most of the words find', async () => {
    const { query, total } = await index.search({ q: 'ddangr booj huyện Mường Ảng sinh hoạt' });
    expect(query).toMatchObject({ relaxed: 'words', suggestion: 'đảng bộ huyện Mường Ảng sinh hoạt' });
    expect(total.value).toBeGreaterThan(0);
  });

  it('reads a phrase as a phrase', async () => {
    expect(await suggestionFor('sopscoopj', { mode: 'phrase' })).toBeUndefined();
    expect(await suggestionFor('ddangr booj', { mode: 'phrase' })).toBe('đảng bộ');
    expect((await index.search({ q: 'ddangr booj', mode: 'phrase' })).total.value).toBe(0);
  });

  it.each([
    ['finds nothing itself', 'xyzzy sopcop', {}],
    ['is not side by side', 'taxi', {}],
    ['was not asked for', 'ddangr booj', { relax: 'false' }],
    ['is filtered out', 'ddangr booj', { from: '1990', to: '1991' }],
  ] as const)('is not offered where it %s', async (_, typed, more) => {
    const { total, query } = await index.search({ q: typed, ...more });
    expect(total.value).toBe(0);
    expect(query.suggestion).toBeUndefined();
  });
});
