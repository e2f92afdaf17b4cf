import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import { HIT_FIELDS } from '../../src/domain/search-request.ts';
import type { Hit } from '../../src/domain/search-result.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: true });
});

afterAll(() => real.close());

/** The article in the portal's form: `fixtures/articles/dang-bo-muong-ang.txt`, of 14 March 2022. */
const isMuongAng = ({ id }: Hit): boolean => id.startsWith('dang-bo-muong-ang-');

const muongAng = async (parameters: Readonly<Record<string, string>>): Promise<Hit | null> =>
  (await real.search({ size: '100', ...parameters })).hits.find(isMuongAng) ?? null;

describe('what a hit carries', () => {
  it('is all of it, and of an article’s texts the same as the article has', async () => {
    const { hits } = await real.search({ q: 'xã', size: '50' });
    expect(hits.length).toBeGreaterThan(10);
    for (const hit of hits) {
      const article = (await (await real.send(`/v1/articles/${hit.id}`)).json()) as Article;
      expect(hit.lead).toBe(article.lead ?? null);
      expect(hit.image).toBe(article.image ?? null);
      expect(hit.updatedAt).toBe(article.updatedAt ?? null);
    }
    for (const name of HIT_FIELDS) expect(hits[0]).toHaveProperty(name);
  });

  it('is chosen by fields, and what is found stays the same', async () => {
    const all = await real.search({ q: 'thuy dien' });
    for (const fields of [['title'], ['title', 'highlights'], ['url', 'image', 'updatedAt'], ['lead']]) {
      const some = await real.search({ q: 'thuy dien', fields: fields.join(',') });
      const kept = new Set(['id', 'score', 'similar', ...fields]);
      expect(some.hits).toEqual(
        all.hits.map((hit) => Object.fromEntries(Object.entries(hit).filter(([name]) => kept.has(name)))),
      );
    }
  });

  it('has one mark where neighbours match', async () => {
    const { hits } = await real.search({ q: 'thuy dien', size: '100' });
    const html = hits.flatMap(({ highlights: { title, lead, body, captions } }) => [
      title, lead ?? '', ...body, ...captions,
    ]); // prettier-ignore
    expect(html.join('\n')).toMatch(/<mark>thu[ỷy] điện<\/mark>|<mark>thủy điện<\/mark>/iu);
    expect(html.join('\n')).not.toMatch(/<\/mark>[^\S\n]*<mark>/u);
  });
});

describe('dates told from today', () => {
  it('find what was published in them, and what was before is left out', async () => {
    const put = async (id: string, daysAgo: number): Promise<void> => {
      const publishedAt = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
      const article = { title: `Quokka ${id}`, body: 'Con quokka.', publishedAt };
      const response = await real.put(id, article, '?refresh=wait');
      expect(response.status).toBe(201);
    };
    await put('q-now', 0);
    await put('q-6', 6);
    await put('q-9', 9);
    const ids = async (dates: Readonly<Record<string, string>>) =>
      (await real.search({ q: 'quokka', ...dates })).hits.map(({ id }) => id).toSorted();
    expect(await ids({ from: '7d' })).toEqual(['q-6', 'q-now']);
    expect(await ids({ from: '7 ngày trước' })).toEqual(['q-6', 'q-now']);
    expect(await ids({ to: '7d' })).toEqual(['q-9']);
    expect(await ids({ from: 'hôm nay' })).toEqual(['q-now']);
    expect(await ids({ from: 'today', to: 'today' })).toEqual(['q-now']);
    const feed = await (await real.send('/v1/feed.atom?q=quokka&from=7d')).text();
    expect(feed.match(/<entry>/g)).toHaveLength(2);
    for (const id of ['q-now', 'q-6', 'q-9'])
      await real.send(`/v1/articles/${id}?refresh=wait`, { method: 'DELETE' });
  });
});

describe('a page of the portal', () => {
  it.each([
    ['without marks', 'muong ang'],
    ['as published', 'Mường Ảng'],
    ['decomposed', 'Mường Ảng'.normalize('NFD')],
  ])('is found by its place %s, shown as published', async (_how, q) => {
    const { hits } = await real.search({ q });
    expect(hits[0]).toSatisfy(isMuongAng);
    expect(hits[0]?.highlights.title).toContain('<mark>Mường Ảng</mark>');
  });

  it('is found by a phrase in its order alone', async () => {
    const found = await muongAng({ mode: 'phrase', q: 'năng lực lãnh đạo' });
    expect(found?.highlights.body.join(' ')).toMatch(/<mark>năng/);
    expect(await muongAng({ mode: 'phrase', q: 'lãnh đạo năng lực' })).toBeNull();
  });

  it('is found on its day, and not a day before or after', async () => {
    const q = 'Mường Ảng';
    expect(await muongAng({ q, from: '2022-03-14', to: '14/03/2022' })).not.toBeNull();
    expect(await muongAng({ q, to: '2022-03-13', relax: 'false' })).toBeNull();
    expect(await muongAng({ q, from: '2022-03-15', relax: 'false' })).toBeNull();
    expect(await muongAng({ q, from: '2022-03', to: '03/2022' })).not.toBeNull();
  });

  it('has its tone where either school puts it', async () => {
    const found = await muongAng({ mode: 'phrase', q: 'khoá XIII' });
    expect(found?.highlights.body.join(' ')).toContain('<mark>khóa XIII</mark>');
  });

  it('is found by the number of a document, marked as a whole', async () => {
    const found = await muongAng({ q: '05-CT/TW' });
    expect(found?.highlights.body.join(' ')).toContain('<mark>05-CT/TW</mark>');
  });

  it('has no boilerplate', async () => {
    expect(await muongAng({ mode: 'phrase', q: 'tìm kiếm theo ngày', diacritics: 'strict' })).toBeNull();
  });

  it('is found by its caption, which is shown as one', async () => {
    const found = await muongAng({ mode: 'phrase', q: 'tỉa cành cà phê' });
    expect(found?.highlights.captions.join(' ')).toMatch(/<mark>tỉa/);
    expect(found?.highlights.body.join(' ')).not.toContain('Huổi Lướng, xã Ẳng Tở');
  });
});

describe('GET /v1/search', () => {
  it('browses everything, newest first, page after page', async () => {
    const seen: Hit[] = [];
    for (let page = 1; seen.length < real.count; page++) {
      const { hits, total } = await real.search({ from: '2000', size: '17', page: String(page) });
      expect(total).toEqual({ value: real.count, exact: true });
      expect(hits.length, `page ${page}`).toBeGreaterThan(0);
      seen.push(...hits);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(real.count);
    const times = seen.map(({ publishedAt }) => Date.parse(publishedAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const oldest = await real.search({ from: '2000', sort: 'oldest', size: '1' });
    expect(oldest.hits[0]?.publishedAt).toBe(seen.at(-1)?.publishedAt);
    expect(oldest.hits[0]?.score).toBeNull();
  });

  it('cuts years, months and days at Vietnam’s midnight', async () => {
    // Published at 23:30Z on the 14th: that is the 15th in Vietnam.
    const id = 'msn-20210815-tiem-vac-xin';
    const ids = async (from: string, to: string) =>
      (await real.search({ from, to, size: '100' })).hits.map((hit) => hit.id);
    expect(await ids('2021-08-15', '2021-08-15')).toContain(id);
    expect(await ids('2021-08-14', '2021-08-14')).not.toContain(id);
    expect(await ids('2021-08-15T06:29:59+07:00', '2021-08-15T06:30:00+07:00')).toContain(id);
  });

  it('adds up: the years have all that there is', async () => {
    const totals = await Promise.all(
      ['2019', '2020', '2021', '2022', '2023'].map(
        async (year) => (await real.search({ from: year, to: year })).total.value,
      ),
    );
    expect(totals.reduce((sum, value) => sum + value, 0)).toBe(real.count);
    expect(Math.min(...totals)).toBeGreaterThan(0);
  });

  it('takes values of one name as either, of different names as both', async () => {
    const total = async (query: string) =>
      ((await (await real.send(`/v1/search?${query}`)).json()) as { total: { value: number } }).total.value;
    const { hits } = await real.search({ from: '2000', size: '100' });
    const sections = [...new Set(hits.flatMap(({ section }) => section ?? []))];
    const [a = '', b = ''] = sections.map(encodeURIComponent);
    const either = await total(`section=${a}&section=${b}`);
    expect(either).toBe((await total(`section=${a}`)) + (await total(`section=${b}`)));
    const source = encodeURIComponent(hits.find(({ section }) => section === sections[0])?.source ?? '');
    const both = await total(`section=${a}&source=${source}`);
    expect(both).toBeGreaterThan(0);
    expect(both).toBeLessThan(await total(`source=${source}`));
  });

  it('finds nothing where a filter leaves nothing, and says so', async () => {
    const result = await real.search({ q: 'bản', section: 'Không có chuyên mục này' });
    expect(result).toMatchObject({ total: { value: 0, exact: true }, hits: [] });
  });

  it('gives as many snippets as asked for, each as short as asked for', async () => {
    const plain = (html: string) => html.replace(/<\/?mark>/g, '').replace(/&[a-z#0-9]+;/g, '?');
    const none = await real.search({ q: 'chi bộ', snippets: '0' });
    expect(none.hits.every(({ highlights }) => highlights.body.length === 0)).toBe(true);
    const some = await real.search({ q: 'chi bộ', snippets: '5', snippetSize: '60', size: '100' });
    expect(some.hits.some(({ highlights }) => highlights.body.length > 1)).toBe(true);
    for (const { id, highlights } of some.hits) {
      expect(highlights.body.length, id).toBeLessThanOrEqual(5);
      for (const snippet of highlights.body)
        expect(plain(snippet).length, `${id}: ${snippet}`).toBeLessThanOrEqual(60);
    }
  });

  it('answers in the shape that its OpenAPI document promises', async () => {
    const document = (await (await real.send('/openapi.json')).json()) as {
      components: { schemas: Record<string, { properties: object; required: string[] }> };
    };
    const { SearchResult: shape, Hit: hitShape } = document.components.schemas;
    const result = await real.search({ q: 'lanh dao' });
    expect(Object.keys(shape?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(result)));
    expect(Object.keys(result)).toEqual(expect.arrayContaining(shape?.required ?? ['missing']));
    // `hidden` stands in previews alone, `pinned` on what is pinned.
    const shown = Object.keys(hitShape?.properties ?? {}).filter(
      (name) => name !== 'hidden' && name !== 'pinned',
    );
    for (const hit of result.hits) expect(Object.keys(hit).sort()).toEqual(shown.sort());
  });

  it('escapes what it marks', async () => {
    const article = {
      title: 'Giá <script>alert(1)</script> & "lạ kỳ"',
      body: 'Nếu x < y và "lạ kỳ" thì a&b > c.',
      publishedAt: '2010-01-01',
    };
    await real.put('escape', article, '?refresh=wait');
    try {
      const { hits } = await real.search({ q: 'lạ kỳ', to: '2010' });
      expect(hits).toHaveLength(1);
      const text = [hits[0]?.highlights.title, ...(hits[0]?.highlights.body ?? [])].join(' ');
      expect(text).toMatch(/<mark>lạ/);
      expect(text.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"]/);
    } finally {
      await real.send('/v1/articles/escape?refresh=wait', { method: 'DELETE' });
    }
  });

  it.each([
    '"',
    '(((',
    ')',
    '-',
    '*',
    'AND',
    'a AND',
    'title:',
    '\\',
    '/',
    '~',
    '^',
    '+ -',
    '???',
    '🙂',
    '\u0000',
    'a*',
    '{"x":1}',
  ])('answers whatever is typed: %j', async (q) => {
    const response = await real.send(`/v1/search?q=${encodeURIComponent(q)}`);
    expect(response.status).toBe(200);
    const result = (await response.json()) as { total: { value: number } };
    expect(result.total.value).toBeLessThan(real.count);
  });
});
