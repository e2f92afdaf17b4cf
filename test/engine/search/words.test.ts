import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordCorpus } from '../../support/word-corpus.ts';
import type { About, WordArticle } from '../../support/word-corpus.ts';
import { createSearchIndex } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

// An archive that is large enough to tell its words: test/support/word-corpus.ts.

let index: SearchIndex;
const articles = wordCorpus();

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(...articles);
}, 120_000);

afterAll(() => index.close());

const idsOf = (test: (article: WordArticle) => boolean): string[] =>
  articles
    .filter(test)
    .map(({ id }) => id)
    .toSorted();

const isAbout =
  (...abouts: readonly About[]) =>
  ({ id }: WordArticle): boolean =>
    abouts.some((about) => id.startsWith(about));

/** All that is found, by all of its pages. */
const found = async (parameters: Parameters): Promise<string[]> => {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const { hits, total } = await index.search({ ...parameters, size: '100', page: String(page) });
    ids.push(...hits.map(({ id }) => id));
    if (ids.length >= total.value || hits.length === 0) return ids.toSorted();
  }
};

it('is large enough', async () => {
  expect((await index.language()).language.tokens).toBeGreaterThan(25_000);
});

describe('words are searched as words', () => {
  it.each([
    ['học sinh', 'pupils'],
    ['sinh học', 'biology'],
    ['hoc sinh', 'pupils'],
    ['sinh hoc', 'biology'],
    ['HỌC SINH', 'pupils'],
  ] as const)('%s finds what is about %s, in every sort', async (q, about) => {
    const expected = idsOf(isAbout(about));
    for (const sort of ['relevance', 'newest', 'oldest'])
      expect(await found({ q, sort }), sort).toEqual(expected);
    const { query, total } = await index.search({ q });
    expect(query).toMatchObject({ relaxed: null, corrected: null });
    expect(total).toEqual({ value: expected.length, exact: true });
  });

  it('by the newest first, with nothing of the other word between', async () => {
    const { hits } = await index.search({ q: 'học sinh', sort: 'newest', size: '20' });
    const newest = articles
      .filter(isAbout('pupils'))
      .toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
      .slice(0, 20);
    expect(hits.map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
  });

  it('in facets, which count what is found', async () => {
    const { facets, total } = await index.search({ q: 'sinh học', facets: 'year,section' });
    const biology = articles.filter(isAbout('biology'));
    expect(facets?.section?.map(({ value, count }) => [value, count])).toEqual(
      ['Đời sống', 'Giáo dục'].map((section) => [
        section,
        biology.filter((article) => article.section === section).length,
      ]),
    );
    expect((facets?.year ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(total.value);
  });

  it('marks the word as one', async () => {
    const { hits } = await index.search({ q: 'hoc sinh', size: '100', snippets: '5' });
    for (const { highlights } of hits)
      for (const snippet of highlights.body)
        expect(snippet.replace(/<mark>học sinh<\/mark>/giu, '')).not.toContain('<mark>');
  });

  it('but AND keeps syllables apart', async () => {
    const all = idsOf(isAbout('pupils', 'biology', 'apart'));
    for (const q of ['học AND sinh', 'sinh VÀ học', 'hoc AND sinh'])
      expect(await found({ q, sort: 'newest' }), q).toEqual(all);
  });

  it('phrases and exclusions are what they are', async () => {
    expect(await found({ q: '"học sinh"' })).toEqual(idsOf(isAbout('pupils')));
    expect(await found({ q: 'học AND sinh -"học sinh" -"sinh học"', sort: 'newest' })).toEqual(
      idsOf(isAbout('apart')),
    );
  });

  it('explain tells which they are', async () => {
    const { query } = await index.search({ q: 'học sinh thủy điện', explain: 'true' });
    expect(query.trace?.[0]).toMatchObject({ rung: 'typed', words: ['học sinh', 'thủy điện'] });
  });
});

describe('syllables of a word stand apart', () => {
  beforeAll(async () => {
    await index.put({
      id: 'nguoc',
      title: 'Điện gió và thủy triều',
      body: 'Trạm đo thủy triều dùng điện gió ở đảo Kryptonit.',
      publishedAt: '2022-05-05',
    });
  });

  it('where nothing has the word', async () => {
    const q = 'thủy điện Kryptonit';
    const { query, hits } = await index.search({ q, sort: 'newest' });
    expect(query).toMatchObject({ relaxed: 'syllables', corrected: null });
    expect(hits.map(({ id }) => id)).toEqual(['nguoc']);
    const strict = await index.search({ q, relax: 'false' });
    expect(strict).toMatchObject({ query: { relaxed: null }, total: { value: 0 } });
  });

  it('and not where something has it', async () => {
    const { query, hits } = await index.search({ q: 'thủy điện', sort: 'newest', size: '100' });
    expect(query.relaxed).toBeNull();
    expect(hits.map(({ id }) => id)).not.toContain('nguoc');
  });
});

describe('bylines', () => {
  const byThuy = ({ authors }: WordArticle): boolean => authors[0]?.startsWith('Lò') === true;

  it('are found by the whole name, in either tone style and without marks', async () => {
    const expected = idsOf(byThuy);
    for (const q of ['Lò Thùy', 'lò thuỳ', 'lo thuy', 'LÒ THÙY'])
      expect(await found({ q, sort: 'newest' }), q).toEqual(expected);
  });

  it('are found by no stray syllable', async () => {
    expect((await index.search({ q: 'thuỳ', relax: 'false' })).total.value).toBe(0);
    expect(await found({ q: 'thủy điện' })).toEqual(idsOf(({ body }) => body.includes('thủy điện')));
    expect(await found({ q: 'thuy dien' })).toEqual(idsOf(({ body }) => body.includes('thủy điện')));
  });

  it('of one author in two tone styles are one value of the facet, in the commonest form, and of the filter', async () => {
    const { facets } = await index.search({ from: '2000', facets: 'author' });
    const forms = ['Lò Thùy', 'Lò Thuỳ'].map(
      (form) => articles.filter(({ authors }) => authors[0] === form).length,
    );
    expect(forms[1]).toBeGreaterThan(forms[0] ?? 0);
    expect(forms[0]).toBeGreaterThan(0);
    const both = articles.filter(byThuy).length;
    expect(facets?.author).toEqual([
      { value: 'Hà An', count: articles.length - both },
      { value: 'Lò Thuỳ', count: both },
    ]);
    for (const author of ['Lò Thuỳ', 'Lò Thùy', 'lò thùy', 'LÒ THUỲ'])
      expect((await index.search({ author })).total.value, author).toBe(both);
  });
});

it('a byline of one word is found by it, in any case, and by no part of another', async () => {
  await index.put({
    id: 'mot-chu',
    title: 'Trời quang sau nhiều ngày mưa',
    body: 'Nắng lên từ sáng sớm trên khắp các bản.',
    authors: ['Zoongtin'],
    publishedAt: '2023-01-01',
  });
  expect((await index.search({ q: 'zoongtin', relax: 'false' })).hits.map(({ id }) => id)).toEqual([
    'mot-chu',
  ]);
  expect((await index.search({ q: 'ZOONGTIN', relax: 'false' })).total.value).toBe(1);
});

describe('what was corrected', () => {
  it('is what is shown and counted, and leads on and back', async () => {
    const q = 'học sính';
    const first = await index.search({ q, size: '30', sort: 'newest', facets: 'section' });
    const meant = await index.search({ q: 'học sinh', size: '30', sort: 'newest', facets: 'section' });
    expect(first.query).toMatchObject({ relaxed: null, corrected: { from: q, to: 'học sinh' } });
    expect([first.total, first.facets, first.hits]).toEqual([meant.total, meant.facets, meant.hits]);
    const ids = first.hits.map(({ id }) => id);
    for (let cursor = first.nextCursor; cursor !== undefined;) {
      const next = await index.search({ q, size: '30', sort: 'newest', cursor });
      expect(next.query.corrected).toEqual({ from: q, to: 'học sinh' });
      ids.push(...next.hits.map(({ id }) => id));
      cursor = next.nextCursor;
    }
    expect(ids.toSorted()).toEqual(idsOf(isAbout('pupils')));
    expect(new Set(ids).size).toBe(ids.length);
    const typed = await index.search({ q, relax: 'false' });
    expect(typed).toMatchObject({ query: { corrected: null, suggestion: 'học sinh' }, total: { value: 0 } });
  });
});
