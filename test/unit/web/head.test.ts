import { readFile } from 'node:fs/promises';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { THEME_COLORS } from '../../../src/web/components/head.tsx';
import { tryApp } from '../http/try-app.ts';
import { aResult } from './a-search.ts';

const article: Article = {
  id: 'a1',
  title: 'Đường mới </script><b>',
  lead: 'Con đường dài hai cây số. '.repeat(20).trim(),
  body: 'Đoạn một.',
  captions: [],
  url: 'https://bao.example/duong.html',
  image: 'https://anh.bao.example/duong.jpg',
  section: 'Xã hội',
  source: 'Báo Mường Nam',
  authors: ['Lò Văn Inh'],
  tags: ['giao thông'],
  publishedAt: '2022-01-21T00:00:00+07:00',
  updatedAt: '2022-01-22T09:15:00+07:00',
};

const open = async (
  path: string,
  config: Parameters<typeof tryApp>[0] = {},
  given: Article = article,
  total = 1,
) => {
  const { send } = tryApp(
    { publicUrl: 'https://tim.bao.example/', ...config },
    {
      searchArticles: (request) =>
        Promise.resolve(aResult(request, { total: { value: total, exact: true } })),
      viewArticle: () =>
        Promise.resolve({
          article: given,
          marked: { title: 'Đường', lead: null, paragraphs: ['Đoạn một.'], captions: [] },
        }),
    },
  );
  const response = await send(path, { headers: { Accept: 'text/html', 'Accept-Language': 'vi' } });
  const $ = load(await response.text());
  const data = $('script[type="application/ld+json"]').text();
  return {
    $,
    meta: (name: string) => $(`meta[name="${name}"], meta[property="${name}"]`).attr('content'),
    canonical: $('link[rel=canonical]').attr('href'),
    data: data === '' ? null : (JSON.parse(data) as Record<string, unknown>),
  };
};

describe('the head of a page', () => {
  it('names the one address of a search, whatever else an address carries', async () => {
    const { canonical, meta } = await open('/?utm_source=x&page=2&q=đường+mới&fbclid=1');
    expect(canonical).toBe('https://tim.bao.example/?q=%C4%91%C6%B0%E1%BB%9Dng+m%E1%BB%9Bi&page=2');
    expect(meta('og:url')).toBe(canonical);
    expect((await open('/?q=a&cursor=abc')).canonical).toBe('https://tim.bao.example/?q=a');
    expect((await open('/trends?lang=vi')).canonical).toBe('https://tim.bao.example/trends');
    expect((await open('/')).canonical).toBe('https://tim.bao.example/');
    expect((await open('/', { publicUrl: null })).canonical).toBe('http://localhost:3000/');
  });

  it('says what it is to whoever its address is sent to', async () => {
    const { meta } = await open('/?q=lũ', {}, article, 1_234);
    expect(meta('og:type')).toBe('website');
    expect(meta('og:locale')).toBe('vi_VN');
    expect(meta('og:title')).toBe('lũ – 1.234 bài');
    expect(meta('og:description')).toBe('1.234 bài trong kho báo cho “lũ”.');
    expect(meta('description')).toBe(meta('og:description'));
    expect((await open('/')).meta('og:description')).toContain('Kho báo tiếng Việt');
    expect((await open('/?lang=en')).meta('og:locale')).toBe('en_GB');
  });

  it('says of an article what and when it is, and that it is at home at its newspaper', async () => {
    const { canonical, meta, data } = await open('/articles/a1?q=lũ');
    expect(canonical).toBe(article.url);
    expect(meta('og:type')).toBe('article');
    expect(meta('og:title')).toBe(article.title);
    expect(meta('og:image')).toBe(article.image);
    expect(meta('article:published_time')).toBe(article.publishedAt);
    expect(meta('article:modified_time')).toBe(article.updatedAt);
    expect(meta('description')).toMatch(/^Con đường dài.{100,190}…$/);
    expect(data).toEqual({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: article.title,
      description: meta('description'),
      url: article.url,
      mainEntityOfPage: article.url,
      image: article.image,
      datePublished: article.publishedAt,
      dateModified: article.updatedAt,
      articleSection: 'Xã hội',
      keywords: ['giao thông'],
      inLanguage: 'vi',
      author: [{ '@type': 'Person', name: 'Lò Văn Inh' }],
      publisher: { '@type': 'Organization', name: 'Báo Mường Nam' },
    });
  });

  it('names its own address for an article that has none elsewhere', async () => {
    const { url: _, image: __, ...rest } = article;
    const { canonical, meta } = await open('/articles/a1?q=lũ', {}, rest);
    expect(canonical).toBe('https://tim.bao.example/articles/a1');
    expect(meta('og:image')).toBeUndefined();
    const hostile = { ...article, url: 'javascript:alert(1)', image: 'data:image/png,' };
    expect((await open('/articles/a1', {}, hostile)).canonical).toBe('https://tim.bao.example/articles/a1');
    expect((await open('/articles/a1', {}, hostile)).meta('og:image')).toBeUndefined();
  });

  it('lists the results with their places', async () => {
    const { data } = await open('/?q=lũ&page=3&size=10', {}, article, 45);
    expect(data).toMatchObject({
      '@type': 'SearchResultsPage',
      url: 'https://tim.bao.example/?q=l%C5%A9&size=10&page=3',
      inLanguage: 'vi',
      mainEntity: {
        '@type': 'ItemList',
        numberOfItems: 45,
        itemListElement: [
          {
            '@type': 'ListItem',
            position: 21,
            name: 'Đường mới về bản Nà Pồng',
            url: 'https://tim.bao.example/articles/mna-20220121-duong-ban',
          },
        ],
      },
    });
  });

  it('lets web search engines keep the start page, and the others where that is set', async () => {
    const robots = async (path: string, config: Parameters<typeof tryApp>[0] = {}) =>
      (await open(path, config)).meta('robots');
    for (const path of ['/?q=lũ', '/articles/a1']) {
      expect(await robots(path), path).toBe('noindex, nofollow');
      expect(await robots(path, { crawlers: 'all' }), path).toBeUndefined();
    }
    expect(await robots('/')).toBeUndefined();
    for (const path of ['/demo', '/no/such']) {
      expect(await robots(path, { crawlers: 'all' }), path).toBe('noindex, nofollow');
      expect((await open(path)).canonical, path).toBeUndefined();
    }
  });

  it('leads to the feed of the search, and of the archive', async () => {
    const feed = async (path: string) =>
      (await open(path)).$('link[type="application/atom+xml"]').attr('href');
    expect(await feed('/')).toBe('/v1/feed.atom');
    expect(await feed('/?q=lu&page=2')).toBe('/v1/feed.atom?q=lu');
  });

  it('colours the bars of a browser as the page is, in both themes', async () => {
    const { $ } = await open('/');
    const colours = $('meta[name=theme-color]').map((_, node) => $(node).attr('content'));
    const css = await readFile('src/web/styles/tokens.css', 'utf8');
    expect(colours.get()).toEqual([...css.matchAll(/--paper: (#\w+);/g)].map(([, colour]) => colour));
    expect(colours.get()).toEqual(Object.values(THEME_COLORS));
  });

  it('has icons that are there', async () => {
    const { send } = tryApp();
    const { $ } = await open('/');
    const icons = $('link[rel~=icon], link[rel=apple-touch-icon]').map((_, node) => $(node).attr('href'));
    const types = await Promise.all(
      icons.get().map(async (href) => (await send(href)).headers.get('content-type')),
    );
    expect(types).toEqual(['image/x-icon', 'image/svg+xml', 'image/png']);
    const icon = Buffer.from(await (await send('/favicon.ico')).arrayBuffer());
    expect([icon.readUInt16LE(0), icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([0, 1, 3]);
  });

  it('keeps crawlers from the API, and from no page that says itself whether it may be kept', async () => {
    const { send } = tryApp();
    const text = await (await send('/robots.txt')).text();
    const closed = [...text.matchAll(/^Disallow: (.*)$/gm)].map(([, path]) => path ?? '');
    expect(text).toMatch(/^User-agent: \*$/m);
    for (const path of ['/', '/?q=a', '/articles/a1', '/assets/x.css', '/favicon.ico']) {
      expect(
        closed.some((start) => path.startsWith(start)),
        path,
      ).toBe(false);
    }
    expect(closed.some((start) => '/v1/search?q=a'.startsWith(start))).toBe(true);
  });
});
