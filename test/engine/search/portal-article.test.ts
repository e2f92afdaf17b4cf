import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hit, SearchResult } from '../../../src/domain/search-result.ts';
import { createSearchIndex, FIXTURE_ARTICLES, marksOf, plainText } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

// One page as a portal gives it, of 14 March 2022, imported by the code that `timbao import` runs.
const FILE = join(FIXTURE_ARTICLES, 'dang-bo-muong-ang.txt');

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  expect(await index.importFiles(FILE)).toBe(1);
});

afterAll(() => index.close());

const search = (parameters: Parameters): Promise<SearchResult> =>
  index.search({ relax: 'false', snippets: '5', ...parameters });

/** The article's hit: the index has no other. */
const theHit = async (parameters: Parameters): Promise<Hit> => {
  const { hits, total } = await search(parameters);
  expect(total).toEqual({ value: 1, exact: true });
  expect(hits).toHaveLength(1);
  return hits[0] as Hit;
};

const isFound = async (parameters: Parameters): Promise<boolean> =>
  (await search(parameters)).hits.length > 0;

describe('its name', () => {
  it.each([
    ['without marks', 'muong ang'],
    ['as published', 'Mường Ảng'],
    ['decomposed', 'Mường Ảng'.normalize('NFD')],
    ['in capitals', 'MƯỜNG ẢNG'],
  ])('%s is marked in the title as published', async (_how, q) => {
    const { title, highlights } = await theHit({ q });
    expect(highlights.title).toBe(
      'Huyện <mark>Mường Ảng</mark> đưa việc học Bác vào từng buổi sinh hoạt bản',
    );
    expect(title).toBe('Huyện Mường Ảng đưa việc học Bác vào từng buổi sinh hoạt bản');
  });

  it.each(['"muong ang"', '"Mường Ảng"', '"Mường Ảng"'.normalize('NFD')])(
    'as the phrase %s is marked as one',
    async (q) => {
      expect(marksOf((await theHit({ q })).highlights.title)).toEqual(['Mường Ảng']);
    },
  );

  it('with another tone is found only where it may be corrected', async () => {
    expect(await isFound({ q: 'mướng ảng' })).toBe(false);
    const { query, hits } = await index.search({ q: 'mướng ảng' });
    expect(query).toMatchObject({ relaxed: null, corrected: { from: 'mướng ảng', to: 'mường ảng' } });
    expect(marksOf(hits[0]?.highlights.title ?? '')).toEqual(['Mường Ảng']);
  });

  it('typed without marks is suggested with them', async () => {
    expect((await index.search({ q: 'muong ang' })).query.suggestion).toBe('mường ảng');
    expect((await index.search({ q: 'Mường Ảng' })).query).not.toHaveProperty('suggestion');
  });
});

describe('phrases', () => {
  it('are found in their order alone', async () => {
    const { highlights } = await theHit({ mode: 'phrase', q: 'năng lực lãnh đạo' });
    expect(highlights.body.flatMap(marksOf)).toContain('năng lực lãnh đạo');
    expect(await isFound({ mode: 'phrase', q: 'lãnh đạo năng lực' })).toBe(false);
    expect(await isFound({ mode: 'phrase', q: 'lãnh đạo năng lực', relax: 'true' })).toBe(false);
  });

  it('have freedom where it is given', async () => {
    expect(await isFound({ mode: 'phrase', q: 'nâng lãnh đạo' })).toBe(false);
    expect(await isFound({ mode: 'phrase', q: 'nâng lãnh đạo', slop: '2' })).toBe(true);
  });

  it('have their tone where either school puts it', async () => {
    const { highlights } = await theHit({ mode: 'phrase', q: 'khoá XIII' });
    expect(highlights.body.flatMap(marksOf)).toEqual(['khóa XIII']);
    const words = await theHit({ q: 'khoá XIII' });
    expect(words.highlights.body.flatMap(marksOf)).toEqual(expect.arrayContaining(['khóa XIII']));
  });

  it('stand in curly quotes', async () => {
    const { highlights } = await theHit({ q: '“trên nóng, dưới lạnh”' });
    expect(highlights.body.flatMap(marksOf)).toEqual(['trên nóng, dưới lạnh']);
  });
});

describe('its day', () => {
  it.each([
    ['2022-03-14', '2022-03-14', true],
    ['14/03/2022', '14/03/2022', true],
    ['2022-03', '03/2022', true],
    ['2022', '2022', true],
    ['2022-03-14T00:00:00+07:00', '2022-03-14T00:00:00+07:00', true],
    ['2022-03-15', '2022-03-31', false],
    ['2022-03-01', '2022-03-13', false],
    ['2022-03-14T00:00:01+07:00', '2022', false],
  ])('from %s to %s: %s', async (from, to, found) => {
    expect(await isFound({ q: 'Mường Ảng', from, to })).toBe(found);
    expect(await isFound({ from, to })).toBe(found);
  });

  it('is inclusive at either end', async () => {
    expect(await isFound({ q: 'Mường Ảng', from: '2022-03-14' })).toBe(true);
    expect(await isFound({ q: 'Mường Ảng', to: '2022-03-14' })).toBe(true);
    expect(await isFound({ q: 'Mường Ảng', to: '2022-03-13' })).toBe(false);
    expect(await isFound({ q: 'Mường Ảng', from: '2022-03-15' })).toBe(false);
    expect(await isFound({ q: 'Mường Ảng từ:14/03/2022 đến:14/03/2022' })).toBe(true);
    expect(await isFound({ q: 'Mường Ảng đến:13/03/2022' })).toBe(false);
  });

  it('is shown in Vietnam’s time', async () => {
    expect((await theHit({ q: 'Mường Ảng' })).publishedAt).toBe('2022-03-14T00:00:00+07:00');
  });
});

describe('numbers', () => {
  it.each([
    ['05-CT/TW', '05-CT/TW'],
    ['21-KL/TW', '21-KL/TW'],
    ['06-NQ/HU', '06-NQ/HU'],
    ['18/8/2021', '18/8/2021'],
    ['1240', '1.240'],
    ['3.462', '3.462'],
    ['104,7%', '104,7'],
    ['covid 19', 'Covid-19'],
    ['COVID-19', 'Covid-19'],
  ])('%s is marked as “%s”', async (q, mark) => {
    const { highlights } = await theHit({ q });
    expect([highlights.lead ?? '', ...highlights.body].flatMap(marksOf)).toEqual([mark]);
  });
});

describe('what stands around the article', () => {
  it('is no part of it', async () => {
    expect(await isFound({ mode: 'phrase', q: 'tìm kiếm theo ngày', relax: 'true' })).toBe(false);
    expect(await isFound({ mode: 'phrase', q: 'tim kiem theo ngay', relax: 'true' })).toBe(false);
    expect(await isFound({ mode: 'phrase', q: 'Ngày 14 tháng 03 năm 2022', relax: 'true' })).toBe(false);
  });

  it('leaves the paragraphs clean', async () => {
    const [article] = await index.articles();
    expect(article?.body).not.toMatch(/\u00A0| {2}|\n{3}|\s$/u);
    expect(article?.body.split('\n\n')).toHaveLength(6);
  });
});

describe('its caption', () => {
  const CAPTION = 'Đảng viên Chi bộ bản Huổi Lướng, xã Ẳng Tở, giúp dân tỉa cành cà phê.';

  it('is found, and shown as a caption', async () => {
    const { highlights } = await theHit({ q: '"tỉa cành cà phê"' });
    expect(highlights.captions.map(plainText)).toEqual([CAPTION]);
    expect(highlights.captions.flatMap(marksOf)).toEqual(['tỉa cành cà phê']);
    expect(highlights.body.flatMap(marksOf)).toEqual([]);
  });

  it('is in no snippet of the body', async () => {
    for (const q of ['Huổi Lướng', 'Đảng viên chi bộ bản', 'Ẳng Tở']) {
      const { highlights } = await theHit({ q, snippetSize: '400' });
      expect(highlights.body.map(plainText).join('\n')).not.toContain('giúp dân tỉa cành');
    }
  });

  it('is not shown where nothing in it was searched for', async () => {
    expect((await theHit({ q: 'sạt lở' })).highlights.captions).toEqual([]);
  });
});

describe('its parts', () => {
  it('are all searched', async () => {
    const { highlights } = await theHit({ q: '"kiên trì đổi mới" "nhân rộng mô hình" Huổi' });
    expect(marksOf(highlights.lead ?? '')).toEqual(['kiên trì đổi mới']);
    expect(highlights.body.flatMap(marksOf)).toContain('nhân rộng mô hình');
  });

  it('are shown as published, whatever was typed', async () => {
    const [article] = await index.articles();
    const { highlights } = await theHit({ q: 'chi bo ban' });
    for (const snippet of highlights.body) {
      expect(article?.body).toContain(plainText(snippet).replace(/^…|…$/g, ''));
    }
  });

  it('imported again are the same article', async () => {
    const before = await index.articles();
    expect(await index.importFiles(FILE)).toBe(0);
    expect(await index.articles()).toEqual(before);
  });
});
