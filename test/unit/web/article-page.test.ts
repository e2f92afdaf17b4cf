import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { ArticleView } from '../../../src/domain/article-view.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { tryApp } from '../http/try-app.ts';

const view: ArticleView = {
  article: {
    id: 'a1',
    title: 'Đường mới <về> bản',
    lead: 'Con đường dài hai cây số.',
    body: 'Đoạn một.\n\nĐường ở đoạn hai.',
    captions: ['Đường bê tông.'],
    url: 'https://bao.example/duong.html',
    section: 'Xã hội',
    source: 'Báo Mường Nam',
    authors: ['Lò Văn Inh', 'Cầm Thị Mai'],
    tags: ['giao thông & đường'],
    publishedAt: '2022-01-21T00:00:00+07:00',
    updatedAt: '2022-01-22T09:15:00+07:00',
  },
  marked: {
    title: '<mark>Đường</mark> mới &lt;về&gt; bản',
    lead: 'Con <mark>đường</mark> dài hai cây số.',
    paragraphs: ['Đoạn một.', '<mark>Đường</mark> ở đoạn hai.'],
    captions: ['<mark>Đường</mark> bê tông.'],
  },
};

const open = async (
  path: string,
  given: ArticleView | null = view,
  config: Parameters<typeof tryApp>[0] = {},
) => {
  const asked: (SearchRequest | null)[] = [];
  const { send } = tryApp(config, {
    viewArticle: (_id, request) => {
      asked.push(request);
      return Promise.resolve(given);
    },
    relatedArticles: (id) =>
      Promise.resolve({
        id,
        partial: false,
        related: [
          {
            id: 'a2',
            title: 'Cầu mới <ở> bản',
            lead: null,
            url: null,
            image: null,
            section: null,
            source: 'Báo Mường Nam',
            publishedAt: '2022-02-03T00:00:00+07:00',
          },
        ],
      }),
  });
  const response = await send(path, { headers: { Accept: 'text/html', 'Accept-Language': 'vi' } });
  return { $: load(await response.text()), status: response.status, asked };
};

const text = (node: { text(): string }): string => node.text().replaceAll(/\s+/g, ' ').trim();

describe('the page of an article', () => {
  it('has all of it, with every hit marked and an anchor at each', async () => {
    const { $ } = await open('/articles/a1?q=duong');
    expect(text($('.article h1'))).toBe('Đường mới <về> bản');
    expect($('title').text()).toBe('Đường mới <về> bản – Tìm Báo');
    expect(
      $('.article mark')
        .map((_, mark) => $(mark).attr('id'))
        .get(),
    ).toEqual(['hit-1', 'hit-2', 'hit-3', 'hit-4']);
    expect($('.body p')).toHaveLength(2);
    expect(text($('.captions'))).toBe('Đường bê tông.');
    expect(text($('.meta'))).toContain('Thứ sáu, 21/01/2022');
    expect(text($('.meta'))).toContain('Sửa lúc Thứ bảy, 22/01/2022 · 09:15');
    expect(
      $('.walk li a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['#hit-1', '#hit-2', '#hit-3', '#hit-4']);
  });

  it('has its picture, with its caption where there is one alone, and the hits in their order', async () => {
    const pictureOrigins = ['https://anh.bao.example'];
    const image = 'https://anh.bao.example/a.jpg';
    const pictured = { ...view, article: { ...view.article, image } };
    const { $ } = await open('/articles/a1?q=duong', pictured, { pictureOrigins });
    expect($('.photo img').attr('src')).toBe(image);
    expect([$('.photo img').attr('width'), $('.photo img').attr('height')]).toEqual(['720', '480']);
    expect(text($('.photo figcaption'))).toBe('Đường bê tông.');
    expect($('.captions')).toHaveLength(0);
    expect(
      $('.article mark')
        .map((_, mark) => $(mark).attr('id'))
        .get(),
    ).toEqual(['hit-1', 'hit-2', 'hit-3', 'hit-4']);
    const two = { ...pictured, marked: { ...view.marked, captions: ['Một.', 'Hai.'] } };
    const several = await open('/articles/a1?q=duong', two, { pictureOrigins });
    expect(several.$('.photo figcaption')).toHaveLength(0);
    expect(several.$('.captions p')).toHaveLength(2);
  });

  it('has no picture from where none may come', async () => {
    const elsewhere = { ...view, article: { ...view.article, image: 'https://elsewhere.example/a.jpg' } };
    const { $ } = await open('/articles/a1', elsewhere, { pictureOrigins: ['https://anh.bao.example'] });
    expect($('.photo')).toHaveLength(0);
    expect(text($('.captions'))).toBe('Đường bê tông.');
  });

  it('leads back to the results, and on to what its authors and tags have', async () => {
    const { $ } = await open('/articles/a1?q=duong&section=A&page=2&lang=en');
    expect($('.wider a').attr('href')).toBe('/?q=duong&section=A&page=2&lang=en');
    expect($('.authors a').last().attr('href')).toBe('/?author=C%E1%BA%A7m+Th%E1%BB%8B+Mai&lang=en');
    expect($('nav.chips a').attr('href')).toBe('/?tag=giao+th%C3%B4ng+%26+%C4%91%C6%B0%E1%BB%9Dng&lang=en');
    expect($('a.original').attr('href')).toBe('https://bao.example/duong.html');
  });

  it('can be cited', async () => {
    const { $ } = await open('/articles/a1');
    const cited =
      'Lò Văn Inh, Cầm Thị Mai, “Đường mới <về> bản”, Báo Mường Nam, 21/01/2022, https://bao.example/duong.html.';
    expect(text($('.citation p').first())).toBe(cited);
    expect($('.citation button').first().attr('data-copy')).toBe(cited);
  });

  it('asks for what the results were found by, and for nothing where there was no search', async () => {
    expect((await open('/articles/a1?q=duong&diacritics=strict&relax=false')).asked).toMatchObject([
      { wanted: { q: 'duong', diacritics: 'strict', relax: false } },
    ]);
    expect((await open('/articles/a1?section=A')).asked).toEqual([null]);
    expect((await open('/articles/a1?q=duong&mode=xx')).asked).toEqual([null]);
  });

  it('leads to what else there is about the same, in the same language', async () => {
    const { $ } = await open('/articles/a1?q=duong&lang=en');
    expect(text($('.related li'))).toBe(
      'Cầu mới <ở> bản Báo Mường Nam · 3 February 2022'.replace('bản Báo', 'bảnBáo'),
    );
    expect($('.related a').attr('href')).toBe('/articles/a2?lang=en');
  });

  it('is there where nothing related can be had', async () => {
    const { send } = tryApp(
      {},
      {
        viewArticle: () => Promise.resolve(view),
        relatedArticles: () => Promise.reject(new AppError('engine_timeout', 'slow')),
      },
    );
    expect((await send('/articles/a1')).status).toBe(200);
  });

  it('of an article that is not there says so, in the reader’s language', async () => {
    const { $, status } = await open('/articles/gone', null);
    expect(status).toBe(404);
    expect(text($('main h1'))).toBe('Không có trang này');
    expect($('form[role=search]')).toHaveLength(1);
  });

  it('says when it cannot be read just now', async () => {
    const { send } = tryApp({}, { viewArticle: () => Promise.reject(new AppError('starting', 'starting')) });
    const response = await send('/articles/a1?q=b', { headers: { 'Accept-Language': 'vi' } });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('href="/articles/a1?q=b"');
  });
});
