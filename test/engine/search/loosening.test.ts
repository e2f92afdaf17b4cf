import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';
import { createSearchIndex, marksOf } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
});

afterAll(() => index.close());

const relaxedOf = async (parameters: Parameters) => {
  const { query, total, hits } = await index.search({ size: '100', ...parameters });
  return { relaxed: query.relaxed, total: total.value, hits };
};

const allMarks = (hits: Awaited<ReturnType<SampleIndex['search']>>['hits']): string[] =>
  hits
    .flatMap(({ highlights: { title, lead, body, captions } }) => [title, lead ?? '', ...body, ...captions])
    .flatMap(marksOf);

describe('marks', () => {
  it.each([
    ['mướng ảng', 'mường ảng', 'Mường Ảng'],
    ['dảng bộ huyện', 'đảng bộ huyện', 'Đảng'],
    ['lễ hổi gầu tào', 'lễ hội gầu tào', 'hội'],
    ['bảo hiễm xã hội', 'bảo hiểm xã hội', 'bảo hiểm xã hội'],
  ])('of “%s” are corrected to “%s”, as nothing has it as typed', async (q, meant, shown) => {
    const { query, total, hits } = await index.search({ q, size: '100' });
    // What is shown is not offered again.
    expect(query).toEqual({
      text: q,
      mode: 'keyword',
      diacritics: 'auto',
      relaxed: null,
      corrected: { from: q, to: meant },
    });
    const asMeant = await index.search({ q: meant, size: '100' });
    expect(total).toEqual(asMeant.total);
    expect(hits).toEqual(asMeant.hits);
    expect(allMarks(hits)).toContain(shown);
    expect(await relaxedOf({ q, relax: 'false' })).toEqual({ relaxed: null, total: 0, hits: [] });
    // Further on, it is the same search, and nothing else is offered.
    const first = await index.search({ q, size: '1' });
    if (first.nextCursor !== undefined)
      expect((await index.search({ q, size: '1', cursor: first.nextCursor })).query).toEqual(query);
  });

  it.each<Record<string, string>>([
    { q: '"mướng ảng"' },
    { q: 'mướng ảng', mode: 'phrase' },
    { q: '"dảng bộ huyện"' },
    { q: '"bảo hiễm" "xã hội"' },
    { q: 'dảng bộ huyện "mướng ảng"' },
  ])(
    'of a phrase are neither loosened nor corrected, and the search that finds it is offered: %j',
    async (typed) => {
      const { query, total } = await index.search(typed);
      expect(query).toMatchObject({ relaxed: null, corrected: null });
      expect(total.value).toBe(0);
      expect(query.autopsy?.nearest).toMatchObject({ ignoresMarks: true, dropped: [] });
    },
  );

  it('of words beside a phrase are loosened, and those of the phrase are not', async () => {
    const q = 'dảng "Mường Ảng"';
    const { query, total, hits } = await index.search({ q, size: '100' });
    expect(query).toMatchObject({ relaxed: 'marks', corrected: null });
    expect(total.value).toBeGreaterThan(0);
    expect(allMarks(hits)).toContain('Mường Ảng');
    expect((await index.search({ q: 'dảng "Mướng Ảng"' })).total.value).toBe(0);
  });

  it('are left alone where something is found', async () => {
    for (const q of ['mường ảng', 'bàn', 'nấm', 'thủy điện', 'công an tỉnh Sơn La']) {
      const { relaxed, total } = await relaxedOf({ q, sort: 'newest' });
      expect(relaxed, q).toBeNull();
      expect(total, q).toBe((await relaxedOf({ q, relax: 'false' })).total);
    }
  });

  it('are never loosened with diacritics=strict, and never matter with ignore', async () => {
    expect(await relaxedOf({ q: 'mướng', diacritics: 'strict' })).toEqual({
      relaxed: null,
      total: 0,
      hits: [],
    });
    const ignored = await relaxedOf({ q: 'mướng', diacritics: 'ignore' });
    expect(ignored.relaxed).toBeNull();
    expect(ignored.total).toBeGreaterThan(0);
    expect(ignored.total).toBe((await relaxedOf({ q: 'muong' })).total);
  });

  it('of a step before another are enough: at least those typed before none', async () => {
    const { relaxed, hits } = await relaxedOf({ q: 'dảng "Mường Ảng"' });
    expect(relaxed).toBe('marks');
    expect(new Set(allMarks(hits).map((mark) => mark.toLowerCase().normalize('NFC')))).toEqual(
      new Set(['đảng', 'mường ảng']),
    );
  });

  it('of a search by date are loosened as well, of one with a filter within it', async () => {
    const q = 'dảng "Mường Ảng"';
    expect((await relaxedOf({ q, sort: 'newest' })).relaxed).toBe('marks');
    expect((await relaxedOf({ q, section: 'Không có' })).hits).toEqual([]);
  });
});

describe('words', () => {
  it('are loosened where no article has them all', async () => {
    const { relaxed, total, hits } = await relaxedOf({ q: 'bão số 9 Quảng Trị bóng đá' });
    expect(relaxed).toBe('words');
    expect(total).toBeGreaterThan(1);
    expect(
      hits
        .slice(0, 2)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['dhm-20201027-bao-so-9', 'dhm-20201029-bao-so-9-thiet-hai']);
    expect((await relaxedOf({ q: 'bão số 9 Quảng Trị bóng đá', relax: 'false' })).total).toBe(0);
  });

  it('of a long question are enough in part, the nearest article first', async () => {
    const q = 'vì sao người dân ở Cần Thơ phải xếp hàng tiêm vắc-xin COVID-19 trong hai ngày giữa tháng tám';
    const { relaxed, hits } = await relaxedOf({ q });
    expect(relaxed).toBe('words');
    expect(hits[0]?.id).toMatch(/tiem-vac-xin/);
  });

  it('are loosened with diacritics=strict, too, and not with relax=false', async () => {
    const q = 'bão số 9 Quảng Trị bóng đá';
    expect((await relaxedOf({ q, diacritics: 'strict' })).relaxed).toBe('words');
    expect((await relaxedOf({ q, diacritics: 'strict', relax: 'false' })).total).toBe(0);
  });

  it.each([
    ['a phrase', '"bão số chín" Quảng Trị'],
    ['an exclusion', 'xqzwv -"bão số 9"'],
    ['a field', 'bão số 9 title:Arsenal section:"Y tế"'],
    ['a date', 'Arsenal từ:2022'],
    ['alone', 'xqzwv'],
  ])('that are %s are never loosened', async (_what, q) => {
    expect(await relaxedOf({ q })).toMatchObject({ total: 0, hits: [] });
  });

  it('beside an exclusion are loosened, and what it excludes stays out', async () => {
    const { relaxed, hits } = await relaxedOf({ q: 'Quảng Trị bóng đá -"bão số 9"' });
    expect(relaxed).toBe('words');
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.map(({ id }) => id)).not.toContain('dhm-20201027-bao-so-9');
  });
});

describe('what finds nothing', () => {
  it.each(['-bão', '-"học tập"', 'NOT bão', '-bão -lũ', '-title:bão'])(
    'an exclusion alone, without a filter: %s',
    async (q) => {
      const { total, hits, warnings } = await index.search({ q });
      expect({ total, hits }).toEqual({ total: { value: 0, exact: true }, hits: [] });
      expect(warnings.map(({ code }) => code)).toEqual(['only_exclusions']);
    },
  );

  it('but an exclusion with a filter leaves the others', async () => {
    const all = await index.search({ section: 'Môi trường', size: '100' });
    const without = await index.search({ q: '-bão', section: 'Môi trường', size: '100' });
    expect(without.total.value).toBeGreaterThan(0);
    expect(without.total.value).toBeLessThan(all.total.value);
    const dated = await index.search({ q: '-bão', from: '2020', to: '2020', size: '100' });
    expect(dated.total.value).toBeGreaterThan(0);
    expect(dated.hits.map(({ id }) => id)).not.toContain('dhm-20201027-bao-so-9');
  });

  it.each(['?!', '...', '""', '()', '-', '*', '“”', '🙂', ' – ', '&&', '\\'])(
    'text without a letter or digit: %s',
    async (q) => {
      for (const more of [{}, { section: 'Môi trường' }, { mode: 'phrase' }]) {
        const { total, hits, warnings } = await index.search({ q, ...more });
        expect({ total, hits }).toEqual({ total: { value: 0, exact: true }, hits: [] });
        expect(warnings.length).toBeGreaterThan(0);
        for (const { at } of warnings) expect(at).toBeLessThanOrEqual(q.length);
      }
    },
  );
});

describe('warnings', () => {
  it('say what was read otherwise, and the search is made all the same', async () => {
    const { warnings, total } = await index.search({ q: '"ma túy' });
    expect(warnings).toEqual([{ code: 'unbalanced_quote', message: expect.any(String), at: 0 }]);
    expect(total.value).toBe((await index.search({ q: 'ma túy' })).total.value);
  });
});

describe('did you mean', () => {
  it.each([
    ['muong ang', 'mường ảng'],
    ['gau tao', 'gầu tào'],
    ['Can Tho', 'Cần Thơ'],
    ['DAK LAK', 'ĐẮK LẮK'],
    ['ma tuy', 'ma túy'],
  ])('%s: %s', async (q, suggestion) => {
    expect((await index.search({ q })).query.suggestion).toBe(suggestion);
  });

  it.each([
    'Mường Ảng',
    'Cần Thơ',
    'COVID-19',
    'xqzwv',
    '05-CT/TW',
    '"ma tuy"',
    '-"ma tuy" bão',
    'title:tuy',
  ])('is not said for %s', async (q) => {
    expect((await index.search({ q })).query).not.toHaveProperty('suggestion');
  });
});

describe('words typed with marks, and sentences', () => {
  let bridges: SearchIndex;
  beforeAll(async () => {
    bridges = await createSearchIndex();
    const article = (id: string, title: string, body: string) => ({
      id,
      title,
      body,
      publishedAt: '2022-03-05',
    });
    await bridges.put(
      article('hua-nam', 'Cầu treo bản Hua Nặm được nối lại', 'Cây cầu của bà con đã thông.'),
      article('na-lac', 'Cầu treo bản Nà Lắc hỏng', 'Cây cầu của bà con chờ sửa.'),
      article('hua-pe', 'Bản Hua Pe nối lại đường điện', 'Điện đã sáng.'),
    );
  });
  afterAll(() => bridges.close());

  const found = async (parameters: Parameters) => {
    const { query, hits } = await bridges.search(parameters);
    return [query.relaxed, ...hits.map(({ id }) => id)];
  };

  it('are met to the last word by date, while one article has them all', async () => {
    expect(await found({ q: 'cầu treo bản Hua Nặm nối lại', sort: 'newest' })).toEqual([null, 'hua-nam']);
    expect(await found({ q: 'cầu treo bản Hua Nặm nối lại', relax: 'false' })).toEqual([null, 'hua-nam']);
  });

  it('show the nearest as well by relevance, behind the one that has them all', async () => {
    const [relaxed, first, ...others] = await found({ q: 'cầu treo bản Hua Nặm nối lại' });
    expect([relaxed, first]).toEqual(['words', 'hua-nam']);
    expect(new Set(others)).toEqual(new Set(['hua-pe', 'na-lac']));
  });

  it('are a question where grammar stands among them, and then the nearest are shown as well', async () => {
    const [relaxed, first, ...others] = await found({ q: 'cầu treo của bản Hua Nặm nối lại' });
    expect([relaxed, first]).toEqual(['words', 'hua-nam']);
    expect(new Set(others)).toEqual(new Set(['hua-pe', 'na-lac']));
  });

  it('are loosened together with marks where nothing else finds anything', async () => {
    // One word that nobody has, and one mark that was left out.
    const q = 'cầu treo Hua Nam xyzzy';
    expect(await found({ q })).toEqual(['words', 'hua-nam']);
    expect(await found({ q, diacritics: 'strict' })).toEqual([null]);
    expect(await found({ q, relax: 'false' })).toEqual([null]);
    // A mark that is wrong is no mark left out.
    expect(await found({ q: 'cầu treo Hua Nảm xyzzy' })).toEqual([null]);
  });
});
