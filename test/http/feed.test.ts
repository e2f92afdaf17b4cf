import { load } from 'cheerio/slim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryApp } from '../unit/http/try-app.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: true });
  const article = {
    title: 'Giá <ngô> & "lúa"\u0001 ở bản',
    body: 'Ngô được giá.\n\nLúa cũng vậy.',
    authors: ["Lò O'Văn"],
    section: 'Kinh tế',
    tags: ['ngô & lúa'],
    publishedAt: '2024-05-06',
    updatedAt: '2024-05-07T08:00:00+07:00',
  };
  await real.put('gia-ngo', article, '?refresh=wait');
});

afterAll(() => real.close());

const feedOf = async (query = '') => {
  const response = await real.send(`/v1/feed.atom${query}`);
  expect(response.status).toBe(200);
  const text = await response.text();
  return { $: load(text, { xml: true }), text, headers: response.headers };
};

describe('GET /v1/feed.atom', () => {
  it('has what Atom asks of a feed and of each of its entries', async () => {
    const { $, headers } = await feedOf('?q=ng%C3%B4&size=5');
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect($('feed').attr('xmlns')).toBe('http://www.w3.org/2005/Atom');
    for (const name of ['id', 'title', 'updated', 'author'])
      expect($(`feed > ${name}`), name).toHaveLength(1);
    expect($('feed > link[rel=self]').attr('href')).toBe('http://localhost/v1/feed.atom?q=ng%C3%B4&size=5');
    expect($('feed > link[rel=alternate]').attr('href')).toBe('http://localhost/?q=ng%C3%B4&size=5');
    const entries = $('entry').toArray();
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.length).toBeLessThanOrEqual(5);
    for (const entry of entries) {
      for (const name of ['id', 'title', 'updated', 'published', 'summary']) {
        expect($(entry).children(name), name).toHaveLength(1);
      }
      expect($(entry).children('id').text()).toMatch(
        /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect($(entry).children('link[rel=alternate]').attr('href')).toMatch(/^https?:\/\//);
    }
    expect(
      new Set(
        $('entry > id')
          .toArray()
          .map((id) => $(id).text()),
      ).size,
    ).toBe(entries.length);
  });

  it('has the newest first, written so that XML can hold it', async () => {
    const { $, text } = await feedOf();
    const first = $('entry').first();
    expect(first.children('title').text()).toBe('Giá <ngô> & "lúa" ở bản');
    expect(first.children('updated').text()).toBe('2024-05-07T08:00:00+07:00');
    expect($('feed > updated').text()).toBe('2024-05-07T08:00:00+07:00');
    expect(first.children('summary').text()).toBe('Ngô được giá.');
    expect(first.find('author > name').text()).toBe("Lò O'Văn");
    expect(
      first
        .children('category')
        .toArray()
        .map((one) => $(one).attr('term')),
    ).toEqual(['Kinh tế', 'ngô & lúa']);
    expect(first.children('link').attr('href')).toBe('http://localhost/articles/gia-ngo');
    expect(text).not.toMatch(/[\u0000-\u0008]/); // oxlint-disable-line no-control-regex
    const dates = $('entry > published')
      .toArray()
      .map((date) => Date.parse($(date).text()));
    expect(dates).toHaveLength(20);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
  });

  it('is empty rather than loosened, and stays the same feed', async () => {
    const { $, headers } = await feedOf(`?q=${encodeURIComponent('khò thốc đấy')}`);
    expect($('entry')).toHaveLength(0);
    expect($('feed > updated').text()).toBe('1970-01-01T00:00:00Z');
    const id = (await feedOf('?section=Y+t%E1%BA%BF&q=a&size=3')).$('feed > id').text();
    expect((await feedOf('?q=a&section=Y+t%E1%BA%BF')).$('feed > id').text()).toBe(id);
    expect(id).not.toBe($('feed > id').text());
    const again = await real.send(`/v1/feed.atom?q=${encodeURIComponent('khò thốc đấy')}`, {
      headers: { 'If-None-Match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('names the public address where one is set, or a trusted proxy says it', async () => {
    const self = async (app: ReturnType<typeof tryApp>, headers: Record<string, string> = {}) =>
      load(await (await app.send('/v1/feed.atom', { headers })).text(), { xml: true })('link[rel=self]').attr(
        'href',
      );
    const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'tim.paper.example, other' };
    expect(await self(tryApp(), forwarded)).toBe('http://localhost:3000/v1/feed.atom');
    expect(await self(tryApp({ trustProxy: 1 }), forwarded)).toBe('https://tim.paper.example/v1/feed.atom');
    expect(await self(tryApp({ publicUrl: 'https://bao.example/tim/' }), forwarded)).toBe(
      'https://bao.example/tim/v1/feed.atom',
    );
  });

  it('is refused where a part of the index does not answer: a reader would take the rest for gone', async () => {
    const { send } = tryApp({}, { listArticles: () => Promise.resolve({ articles: [], partial: true }) });
    expect((await send('/v1/feed.atom')).status).toBe(503);
  });
});

describe('GET /opensearch.xml', () => {
  it('tells a browser where to search, and where completions come from', async () => {
    const response = await real.send('/opensearch.xml');
    expect(response.headers.get('content-type')).toBe('application/opensearchdescription+xml; charset=utf-8');
    const $ = load(await response.text(), { xml: true });
    expect($('ShortName').text().length).toBeLessThanOrEqual(16);
    const templates = Object.fromEntries(
      $('Url')
        .toArray()
        .map((one) => [$(one).attr('type'), $(one).attr('template')]),
    );
    expect(templates['text/html']).toBe('http://localhost/?q={searchTerms}');
    for (const type of ['application/atom+xml', 'application/x-suggestions+json']) {
      const address = new URL(
        (templates[type] ?? '').replace('{searchTerms}', encodeURIComponent('lãnh đạo')),
      );
      const answer = await real.send(`${address.pathname}${address.search}`);
      expect(answer.status, type).toBe(200);
      expect(answer.headers.get('content-type')).toContain(type);
    }
    const suggested: unknown = await (await real.send('/v1/suggest?q=lanh&format=opensearch')).json();
    expect(suggested).toEqual(['lanh', expect.any(Array)]);
  });
});
