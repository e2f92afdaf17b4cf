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

/** What is shown instead of what was typed. */
const correctedTo = async (q: string, more: Parameters = {}): Promise<string | null> =>
  (await index.search({ q, ...more })).query.corrected?.to ?? null;

/** How many articles match a query to the letter. */
const strict = async (q: string): Promise<number> =>
  (await index.search({ q, diacritics: 'strict', relax: 'false' })).total.value;

describe('did you mean: marks', () => {
  it.each([
    ['sop cop', 'sốp cộp'],
    ['Sop Cop', 'Sốp Cộp'],
    ['SOP COP', 'SỐP CỘP'],
    ['muong ang', 'mường ảng'],
    ['duong day ma tuy', 'đường dây ma túy'],
    ['chuyen doi so', 'chuyển đổi số'],
    ['dai hoi dang bo', 'đại hội đảng bộ'],
    ['sop cop tu:2022', 'sốp cộp tu:2022'],
  ])('%s was meant as %s, which finds more', async (typed, meant) => {
    expect(await suggestionFor(typed)).toBe(meant);
    expect(await strict(meant)).toBeGreaterThan(await strict(typed));
  });

  it.each([
    ['sốp cọp', 'sốp cộp'],
    ['sốp cóp', 'sốp cộp'],
    ['mường áng', 'mường ảng'],
    ['đường dây ma tùy', 'đường dây ma túy'],
    ['chuyễn đổi số', 'chuyển đổi số'],
  ])('%s finds nothing, and is shown as %s', async (typed, meant) => {
    expect(await strict(typed)).toBe(0);
    const { query, total } = await index.search({ q: typed });
    expect(query).toMatchObject({ relaxed: null, corrected: { from: typed, to: meant } });
    expect(total.value).toBe(await strict(meant));
  });

  it.each([
    'sốp cộp',
    'mường ảng',
    'chuyển đổi số',
    'xyzzy',
    '-sop',
    '2022',
    // Taken at their word.
    '"sop cop"',
    'tieu-de:"sop cop"',
    'title:cop',
  ])('has nothing better than %s', async (typed) => {
    expect(await suggestionFor(typed)).toBeUndefined();
  });

  it('holds for every pair of words that open a title, typed without marks', async () => {
    const articles = await index.articles();
    // What is quoted is taken at its word.
    const titles = articles.filter(({ title }) => !/[“"]/u.test(title));
    const openings = titles.map(({ title }) => title.split(/\s+/).slice(0, 3).join(' '));
    let offered = 0;
    for (const opening of new Set(openings)) {
      const typed = opening.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D');
      const suggestion = await suggestionFor(typed);
      if (suggestion === undefined) continue;
      offered++;
      expect(await strict(suggestion), `${typed} → ${suggestion}`).toBeGreaterThan(await strict(typed));
    }
    expect(offered).toBeGreaterThan(60);
  }, 120_000);

  it('is the same at any size, page and sort, and within any filter', async () => {
    for (const more of [
      { size: '1' },
      { size: '1', page: '3' },
      { sort: 'newest' },
      { sort: 'oldest', size: '100' },
      { from: '2022', to: '2022' },
      { from: '2019', to: '2019' },
    ])
      expect(await suggestionFor('sop cop', more), JSON.stringify(more)).toBe('sốp cộp');
  });
});

describe('did you mean: keys left raw, a space left out', () => {
  it.each([
    ['ddangr booj', 'đảng bộ'],
    ['d9ang3 bo65', 'đảng bộ'],
    ['ddangr booj Mường Ảng', 'đảng bộ Mường Ảng'],
    ['ddangr booj -covid từ:2019', 'đảng bộ -covid từ:2019'],
    ['(ddangr booj OR lũ) tỉnh', '(đảng bộ OR lũ) tỉnh'],
    ['DDANGR BOOJ', 'ĐẢNG BỘ'],
    ['xax hooij', 'xã hội'],
  ])('%s was meant as %s, and is shown as that where it finds nothing', async (typed, meant) => {
    const { total, query, hits } = await index.search({ q: typed });
    const asMeant = await index.search({ q: meant, ...(query.relaxed === null ? { relax: 'false' } : {}) });
    expect(asMeant.total.value).toBeGreaterThan(0);
    expect(query.relaxed).toBe(asMeant.query.relaxed);
    if (query.corrected !== null) {
      expect(query.corrected).toEqual({ from: typed, to: meant });
      expect([total, hits]).toEqual([asMeant.total, asMeant.hits]);
    } else {
      expect(query.suggestion).toBe(meant);
      expect(await strict(typed)).toBeGreaterThan(0);
    }
    expect((await index.search({ q: typed, relax: 'false' })).query.corrected).toBeNull();
  });

  it.each([
    ['sopcop', 'sop cop'],
    ['sốpcộp', 'sốp cộp'],
    ['title:sopcop', 'title:"sop cop"'],
    ['covid19', 'covid 19'],
    ['"sopcop"', '"sop cop"'],
  ])('%s finds what %s finds, without a correction', async (typed, meant) => {
    const { total, query } = await index.search({ q: typed });
    expect(query).toMatchObject({ relaxed: null, corrected: null });
    expect(total.value).toBeGreaterThan(0);
    expect(total).toEqual((await index.search({ q: meant })).total);
  });

  it('is shown before what most of the words as typed find', async () => {
    const { query, total } = await index.search({ q: 'ddangr booj huyện Mường Ảng sinh hoạt' });
    expect(query.corrected ?? { to: query.suggestion }).toMatchObject({
      to: 'đảng bộ huyện Mường Ảng sinh hoạt',
    });
    expect(total.value).toBeGreaterThan(0);
  });

  it.each([
    ['a phrase', '"ddangr booj"', {}],
    ['a query of one phrase', 'ddangr booj', { mode: 'phrase' }],
    ['an exclusion', '-"ddangr booj" bão', {}],
    ['a value of a field', 'title:booj', {}],
    ['what is taken at its word', 'ddangr booj', { diacritics: 'strict' }],
  ] as const)('leaves %s alone', async (_, q, more) => {
    expect(await suggestionFor(q, more)).toBeUndefined();
    expect(await correctedTo(q, more)).toBeNull();
  });

  it('is offered, not shown, where it was not asked for', async () => {
    const { total, query } = await index.search({ q: 'ddangr booj', relax: 'false' });
    expect(total.value).toBe(0);
    expect(query).toMatchObject({ corrected: null, suggestion: 'đảng bộ' });
  });

  it('is offered, not shown, where it finds nothing either', async () => {
    const { total, query } = await index.search({ q: 'ddangr booj', from: '1990', to: '1991' });
    expect(total.value).toBe(0);
    expect(query).toMatchObject({ corrected: null, suggestion: 'đảng bộ' });
  });

  it('reads words with the signs around them', async () => {
    expect(await suggestionFor('Sop Cop?')).toBe('Sốp Cộp?');
    expect(await correctedTo('Sốp Cọp!')).toBe('Sốp Cộp!');
    expect(await correctedTo('Mướng Ảng, ddangr booj')).toBe('Mường Ảng, đảng bộ');
  });

  it.each([
    ['finds nothing itself', 'xyzzy sopcop', {}],
    ['is not side by side', 'taxi', {}],
  ] as const)('is not offered where it %s', async (_, typed, more) => {
    const { total, query } = await index.search({ q: typed, ...more });
    expect(total.value).toBe(0);
    expect(query.suggestion).toBeUndefined();
  });
});
