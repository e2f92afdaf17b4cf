import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
});

afterAll(() => index.close());

const idsOf = (articles: readonly Article[]): string[] => articles.map(({ id }) => id).toSorted();

/** What a filter should leave, seen in the articles themselves. */
const where = (test: (article: Article) => boolean): string[] => idsOf(index.stored.filter(test));

describe('filters', () => {
  it.each([
    ['section', 'Môi trường', (article: Article) => article.section === 'Môi trường'],
    ['source', 'Báo Vùng Cao', (article: Article) => article.source === 'Báo Vùng Cao'],
    ['author', 'Lò Thu Hiên', (article: Article) => article.authors.includes('Lò Thu Hiên')],
    ['tag', 'COVID-19', (article: Article) => article.tags.includes('COVID-19')],
  ])('%s=%s leaves the articles that have it', async (name, value, test) => {
    const expected = where(test);
    expect(expected.length).toBeGreaterThan(2);
    expect(expected.length).toBeLessThan(index.stored.length);
    expect((await index.ids({ [name]: value })).toSorted()).toEqual(expected);
    const { total } = await index.search({ [name]: value });
    expect(total).toEqual({ value: expected.length, exact: true });
  });

  it.each([
    ['section', 'Moi truong'],
    ['section', 'Môi'],
    ['author', 'Lò'],
    ['tag', 'COVID 19'],
    ['tag', 'covid'],
  ])('%s=%s is another value than the one written', async (name, value) => {
    expect(await index.ids({ [name]: value })).toEqual([]);
  });

  it.each([
    ['section', 'Môi trường', 'Môi trường'.normalize('NFD')],
    ['section', 'Môi trường', 'MÔI TRƯỜNG'],
    ['tag', 'COVID-19', 'covid-19'],
    ['tag', 'thủy điện', 'Thuỷ điện'],
  ])('%s=%s is the same value as %s', async (name, value, same) => {
    const ids = await index.ids({ [name]: value });
    expect(ids.length).toBeGreaterThan(0);
    expect(await index.ids({ [name]: same })).toEqual(ids);
  });

  it('takes values of one name as either', async () => {
    const expected = where(({ section }) => section === 'Y tế' || section === 'Thể thao');
    expect((await index.ids({ section: ['Y tế', 'Thể thao'] })).toSorted()).toEqual(expected);
  });

  it('takes different names as all of them', async () => {
    const expected = where(
      ({ section, source }) =>
        (section === 'Y tế' || section === 'Giáo dục') && source === 'Báo Miền Sông Nước',
    );
    expect(expected.length).toBeGreaterThan(1);
    const parameters = { section: ['Y tế', 'Giáo dục'], source: 'Báo Miền Sông Nước' };
    expect((await index.ids(parameters)).toSorted()).toEqual(expected);
  });

  it('narrow a search of words', async () => {
    const all = await index.search({ q: 'bản', relax: 'false', size: '100' });
    const narrowed = await index.search({ q: 'bản', relax: 'false', size: '100', section: 'Giáo dục' });
    const expected = all.hits.filter(({ section }) => section === 'Giáo dục').map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(narrowed.hits.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    expect(narrowed.total).toEqual({ value: expected.length, exact: true });
  });

  it('repair eth in a stored name', async () => {
    expect(await index.ids({ section: 'Xây dựng Đảng' })).toContain('cng-20211112-kiem-tra-giam-sat');
    expect(await index.ids({ author: 'Đỗ Trung Kha' })).toContain('cng-20211112-kiem-tra-giam-sat');
  });
});

describe('dates', () => {
  const inVietnam = (publishedAt: string): string =>
    new Date(Date.parse(publishedAt) + 7 * 3_600_000).toISOString().slice(0, 10);

  it.each([
    ['2021-08-15', '2021-08-15'],
    ['2020-10-29', '2020-10-29'],
    ['2022-01', '2022-03'],
    ['2019', '2019'],
    ['2021-06-10', '2021-06-11'],
  ])('from %s to %s is both days and what is between', async (from, to) => {
    const expected = where(({ publishedAt }) => {
      const day = inVietnam(publishedAt);
      return day.slice(0, from.length) >= from && day.slice(0, to.length) <= to;
    });
    expect(expected.length).toBeGreaterThan(0);
    expect((await index.ids({ from, to })).toSorted()).toEqual(expected);
    expect((await index.ids({ q: `after:${from} before:${to}` })).toSorted()).toEqual(expected);
  });

  it('can be left out of the query by another', async () => {
    const expected = where(({ publishedAt }) => inVietnam(publishedAt) >= '2023');
    expect((await index.ids({ q: 'từ:2023' })).toSorted()).toEqual(expected);
    expect(await index.ids({ q: 'từ:2023', to: '2022' })).toEqual([]);
  });
});

describe('browsing', () => {
  it('shows what the filters leave, newest first, without marks', async () => {
    const { hits, total, query, warnings } = await index.search({ from: '2000', size: '100' });
    expect(total).toEqual({ value: index.stored.length, exact: true });
    expect(hits.map(({ id }) => id).toSorted()).toEqual(idsOf(index.stored));
    expect(query).toEqual({ text: '', mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null });
    expect(warnings).toEqual([]);
    const times = hits.map(({ publishedAt }) => Date.parse(publishedAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    for (const { score, highlights } of hits) {
      expect(score).toBeNull();
      expect(JSON.stringify(highlights)).not.toContain('<mark>');
      expect(highlights.lead).toBeNull();
      expect(highlights.captions).toEqual([]);
      expect(highlights.body).toHaveLength(1);
    }
  });
});

describe('order', () => {
  it.each(['newest', 'oldest'] as const)('sort=%s goes by the day, and scores nothing', async (sort) => {
    const { hits } = await index.search({ q: 'xã', sort, size: '100' });
    expect(hits.length).toBeGreaterThan(10);
    const times = hits.map(({ publishedAt }) => Date.parse(publishedAt));
    expect(times).toEqual(times.toSorted((a, b) => (sort === 'newest' ? b - a : a - b)));
    expect(hits.every(({ score }) => score === null)).toBe(true);
  });

  it.each(['từ:2022', 'author:thu', 'section:giao', 'ngh*', 'tag:covid -bão'])(
    'is newest first where there is nothing to rank by: %s',
    async (q) => {
      const { hits } = await index.search({ q, relax: 'false', size: '100' });
      expect(hits.length).toBeGreaterThan(3);
      const times = hits.map(({ publishedAt }) => Date.parse(publishedAt));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    },
  );

  it('is by relevance for words', async () => {
    const { hits } = await index.search({ q: 'ma túy', size: '100' });
    const scores = hits.map(({ score }) => score ?? Number.NaN);
    expect(scores.length).toBeGreaterThan(1);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it.each([
    ['gia xang', ['bvc-20220221-gia-xang', 'msn-20220221-gia-xang-tang']],
    ['bão số 9', ['dhm-20201027-bao-so-9', 'dhm-20201029-bao-so-9-thiet-hai']],
    ['le hoi gau tao', ['bvc-20230129-gau-tao', 'dhm-20230130-le-hoi-gau-tao']],
    ['thủy điện', ['bvc-20190820-thuy-dien-xa-lu', 'cng-20210615-thuy-dien-ho-tro-dan']],
  ])('has what is all in the title before what is in the text: %s', async (q, titled) => {
    expect((await index.ids({ q })).slice(0, titled.length).toSorted()).toEqual(titled);
  });
});

describe('pages', () => {
  it.each([
    ['browsing', { from: '2000' }],
    ['of words', { q: 'nguoi', relax: 'false' }],
    ['of many words', { q: 'nhân dân xã bản', diacritics: 'ignore', relax: 'false' }],
    ['of words by date', { q: 'nguoi', sort: 'oldest' }],
  ])('%s have every hit once, in the order of one long page', async (_what, parameters) => {
    const { hits, total } = await index.search({ ...parameters, size: '100' });
    expect(hits).toHaveLength(total.value);
    expect(total.value).toBeGreaterThan(14);
    const paged: string[] = [];
    for (let page = 1; (page - 1) * 7 < total.value; page++) {
      const answer = await index.search({ ...parameters, size: '7', page: String(page) });
      expect(answer.total).toEqual(total);
      expect(answer.hits).toHaveLength(Math.min(7, total.value - paged.length));
      paged.push(...answer.hits.map(({ id }) => id));
    }
    expect(new Set(paged).size).toBe(paged.length);
    expect(paged).toEqual(hits.map(({ id }) => id));
  });

  it('beyond the last are empty, with the same total', async () => {
    const { total, hits } = await index.search({ q: 'ma túy', relax: 'false', page: '50' });
    expect(hits).toEqual([]);
    expect(total.value).toBe((await index.search({ q: 'ma túy', relax: 'false' })).total.value);
  });
});
