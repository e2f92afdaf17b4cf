import { load } from 'cheerio';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { tryApp } from '../http/try-app.ts';
import { aHit, aResult } from './a-search.ts';

const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

/** The page at an address, over a search that finds what is given. */
const open = async (
  path: string,
  given: Partial<SearchResult> = {},
  headers: Record<string, string> = { 'Accept-Language': 'vi' },
  config: Parameters<typeof tryApp>[0] = {},
) => {
  const requests: SearchRequest[] = [];
  const { send } = tryApp(config, {
    searchArticles: (request) => {
      requests.push(request);
      return Promise.resolve(aResult(request, given));
    },
  });
  const response = await send(path, { headers });
  const html = await response.text();
  return { response, html, $: load(html), requests };
};

const text = (node: { text(): string }): string => node.text().replaceAll(/\s+/g, ' ').trim();

describe('the page at /', () => {
  it('has one box that is focused, and no search is made for words', async () => {
    const { $, requests, response } = await open('/');
    expect(response.status).toBe(200);
    expect($('input[name=q][autofocus]')).toHaveLength(1);
    expect($('form[role=search]').attr('action')).toBe('/');
    expect(requests.every(({ wanted }) => wanted.q === '')).toBe(true);
    expect($('html').attr('lang')).toBe('vi');
    expect($('meta[name=robots]')).toHaveLength(0);
  });

  it('tells the size of the archive, its sections and its latest articles', async () => {
    const { $ } = await open('/');
    expect(text($('.size'))).toBe('12 bài, mới nhất ngày 21/01/2022');
    expect(text($('.sections'))).toBe('Chuyên mụcXã hội 8Kinh tế 4');
    expect($('.sections a').first().attr('href')).toBe('/?section=X%C3%A3+h%E1%BB%99i');
    expect($('.headlines a').first().attr('href')).toBe(`/articles/${aHit.id}`);
    expect(text($('.headlines .kicker').first())).toBe('Báo Mường Nam · 21/01/2022');
  });

  it('offers no range that holds nothing', async () => {
    expect((await open('/', { total: { value: 0, exact: true } })).$('.quick')).toHaveLength(0);
  });

  it('shows nothing of an archive that only keys may read', async () => {
    const { $, response, requests } = await open(
      '/',
      {},
      { 'Accept-Language': 'vi' },
      { readsNeedKey: true, insecureLoopback: false, apiKeys: ['a'.repeat(16)] },
    );
    expect(response.status).toBe(200);
    expect(requests).toEqual([]);
    expect($('input[name=q]')).toHaveLength(1);
    expect($('.latest, .sections, .size, .quick')).toHaveLength(0);
  });

  it('has its box where the archive cannot be asked', async () => {
    const { send } = tryApp(
      {},
      { searchArticles: () => Promise.reject(new AppError('engine_unavailable', 'It is away.')) },
    );
    const response = await send('/', { headers: { 'Accept-Language': 'vi' } });
    const $ = load(await response.text());
    expect(response.status).toBe(200);
    expect($('input[name=q]')).toHaveLength(1);
    expect($('.latest, .sections, .size, .quick')).toHaveLength(0);
    expect($('.hints a').length).toBeGreaterThan(5);
  });

  afterEach(() => void vi.useRealTimers());

  it('offers week, month, year and Tết', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(aHit.publishedAt) });
    const { $, requests } = await open('/');
    // The newest article tells of those that have not ended.
    expect(requests).toHaveLength(2);
    const labels = $('.quick a').map((_, link) => text($(link)));
    expect(labels.get().slice(0, 3)).toEqual(['Tuần này', 'Tháng này', 'Năm nay']);
    expect(labels.get()[3]).toMatch(/^Tết \p{L}+ \p{L}+ \d{4}$/u);
  });

  it('offers no week, month or year that has begun after the newest article', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(aHit.publishedAt) + 400 * 24 * 3_600_000 });
    const { $ } = await open('/');
    expect(
      $('.quick a')
        .map((_, link) => text($(link)).slice(0, 3))
        .get(),
    ).toEqual(['Tết']);
  });
});

describe('languages', () => {
  it('are chosen by the browser, or by the address before that', async () => {
    const byBrowser = await open('/?q=a', {}, { 'Accept-Language': 'en-GB,en;q=0.8' });
    expect(byBrowser.$('html').attr('lang')).toBe('en');
    expect(byBrowser.response.headers.get('vary')).toContain('Accept-Language');
    const byAddress = await open('/?q=a&lang=vi', {}, { 'Accept-Language': 'en' });
    expect(byAddress.$('html').attr('lang')).toBe('vi');
    const unknown = await open('/?q=a&lang=xx', {}, { 'Accept-Language': 'en' });
    expect(unknown.$('html').attr('lang')).toBe('en');
  });

  it('lead to each other at the same search', async () => {
    const { $ } = await open('/?q=l%C5%A9&page=2&lang=en');
    expect($('.language').attr('href')).toBe('/?q=l%C5%A9&page=2&lang=vi');
    expect($('.hit h2 a').attr('href')).toContain('lang=en');
  });

  it('say all of the same page', async () => {
    const shape = async (lang: string) => {
      const { $ } = await open(`/?q=a&lang=${lang}&from=2021`, {
        warnings: [],
        total: { value: 30, exact: true },
      });
      return $('body *')
        .map((_, node) => ('tagName' in node ? node.tagName : ''))
        .get();
    };
    expect(await shape('en')).toEqual(await shape('vi'));
  });
});

describe('results', () => {
  it('are asked for as the API is, with what the page needs', async () => {
    const { requests } = await open(
      '/?q=lũ&from=21/01/2022&to=2022-03&section=A&section=B&sort=oldest&page=2',
    );
    expect(requests).toMatchObject([
      {
        wanted: {
          q: 'lũ',
          from: '2022-01-21T00:00:00+07:00',
          to: '2022-03-31T23:59:59.999+07:00',
          filters: { section: ['A', 'B'] },
        },
        shown: { sort: 'oldest', page: 2, facets: ['month', 'section', 'author', 'tag', 'source'] },
      },
    ]);
  });

  it('have title, section, source, date, author, snippets with marks and the original', async () => {
    const { $ } = await open('/?q=duong');
    const hit = $('.hit').first();
    expect(hit.find('h2 a').attr('href')).toBe(`/articles/${aHit.id}?q=duong`);
    expect(hit.find('h2').html()).toContain('<mark>Đường</mark> mới');
    const links = hit.find('.meta a').map((_, link) => [[text($(link)), $(link).attr('href')]]);
    expect(links.get()).toEqual([
      ['Xã hội', '/?q=duong&section=X%C3%A3+h%E1%BB%99i'],
      ['Báo Mường Nam', '/?q=duong&source=B%C3%A1o+M%C6%B0%E1%BB%9Dng+Nam'],
      ['21/01/2022', '/?q=duong&from=2022-01-21&to=2022-01-21'],
      ['Lò Văn Inh', '/?q=duong&author=L%C3%B2+V%C4%83n+Inh'],
      ['Cầm Thị Mai', '/?q=duong&author=C%E1%BA%A7m+Th%E1%BB%8B+Mai'],
      ['Đọc tại bao.example', aHit.url],
    ]);
    expect(hit.find('time').attr('title')).toBe('Thứ sáu, 21/01/2022 · 08:30');
    expect(hit.find('time').attr('datetime')).toBe(aHit.publishedAt);
    expect(hit.find('.snippet')).toHaveLength(1);
    expect(hit.find('.snippet').html()).toContain('<mark>đường</mark>');
    expect(hit.find('a.original').attr('href')).toBe(aHit.url);
    expect($('title').text()).toBe('duong – 1 bài – Tìm Báo');
  });

  it('say the date in English, too', async () => {
    const { $ } = await open('/?q=duong&lang=en');
    expect($('.hit time').attr('title')).toBe('Friday, 21 January 2022 · 08:30');
    expect(text($('.hit time'))).toBe('21 January 2022');
    expect($('title').text()).toBe('duong – 1 article – Tìm Báo');
  });

  it('open with the lead where nothing in the text matched', async () => {
    const plain = { ...aHit.highlights, lead: null, body: ['Mở bài.'], captions: [] };
    const { $ } = await open('/?q=a', { hits: [{ ...aHit, lead: 'Sapo <b>đậm</b>.', highlights: plain }] });
    expect($('.snippet').html()).toBe('Sapo &lt;b&gt;đậm&lt;/b&gt;.');
  });

  it('show no picture of a foreign host, unless that is allowed', async () => {
    const none = await open('/?q=a');
    expect(none.$('img')).toHaveLength(0);
    expect(none.response.headers.get('content-security-policy')).toContain("img-src 'self';");
    const headers = { 'Accept-Language': 'vi' };
    const config = { pictureOrigins: ['https://*.bao.example'] };
    const some = await open('/?q=a', {}, headers, config);
    expect(some.$('.hit img').attr()).toMatchObject({
      src: aHit.image,
      loading: 'lazy',
      alt: '',
      width: '132',
    });
    expect(some.response.headers.get('content-security-policy')).toContain(
      "img-src 'self' https://*.bao.example;",
    );
    for (const image of [
      'https://bao.example.evil/x.jpg',
      'javascript:alert(1)',
      'http://anh.bao.example/x.jpg',
    ])
      expect((await open('/?q=a', { hits: [{ ...aHit, image }] }, headers, config)).$('img')).toHaveLength(0);
  });

  it('never link to what is no web address', async () => {
    const { $ } = await open('/?q=a', { hits: [{ ...aHit, url: 'javascript:alert(1)' }] });
    expect($('a.original')).toHaveLength(0);
    const links = $('[href]:not([rel=canonical])').map((_, link) => $(link).attr('href'));
    expect(links.get().filter((href) => !/^[/#]/.test(href))).toEqual([]);
  });

  it('are one of each set that is nearly the same, with a way to all of them', async () => {
    const { $, requests } = await open('/?q=a&page=2', { hits: [{ ...aHit, similar: 3 }] });
    expect(requests[0]?.shown.collapse).toBe(true);
    expect(text($('a.similar'))).toBe('và 3 bài gần giống');
    expect($('a.similar').attr('href')).toBe('/?q=a&collapse=false');
    const all = await open('/?q=a&collapse=false');
    expect(all.requests[0]?.shown.collapse).toBe(false);
    expect(all.$('.unfolded a').attr('href')).toBe('/?q=a');
    expect(all.$('a.similar')).toHaveLength(0);
  });

  it('can be sorted and paged, and stay the same search', async () => {
    const { $ } = await open('/?q=a&tag=x', { total: { value: 25, exact: true } });
    expect($('.sort a[aria-current=true]').text()).toBe('Phù hợp nhất');
    expect($('.sort a').last().attr('href')).toBe('/?q=a&tag=x&sort=oldest');
    expect($('a[rel=next]').attr('href')).toBe('/?q=a&tag=x&page=2');
    expect($('a[rel=prev]')).toHaveLength(0);
    const second = await open('/?q=a&page=2', { total: { value: 25, exact: true } });
    expect(second.$('a[rel=prev]').attr('href')).toBe('/?q=a');
    expect(second.$('ol.hits').attr('start')).toBe('11');
    const lastPage = await open('/?q=a&page=3', { total: { value: 25, exact: true } });
    expect(lastPage.$('a[rel=next]')).toHaveLength(0);
  });

  it('go on by cursors beyond the 10,000th', async () => {
    const many = { total: { value: 10_001, exact: false }, nextCursor: 'abc' };
    expect((await open('/?q=a&page=999&size=10', many)).$('a[rel=next]').attr('href')).toContain('page=1000');
    const { $ } = await open('/?q=a&page=1000&size=10', many);
    expect($('a[rel=next]').attr('href')).toBe('/?q=a&size=10&cursor=abc');
    const beyond = await open('/?q=a&size=10&cursor=abc', { ...many, nextCursor: 'def' });
    expect(beyond.requests[0]?.shown.cursor).toBe('abc');
    expect(beyond.$('a[rel=next]').attr('href')).toBe('/?q=a&size=10&cursor=def');
    expect(beyond.$('.pages a').first().attr('href')).toBe('/?q=a&size=10');
    const last = await open('/?q=a&size=10&cursor=def', { total: many.total });
    expect(last.$('a[rel=next]')).toHaveLength(0);
    expect(text($('main h1'))).toContain('Hơn 10.001 bài');
  });

  it('say what was loosened, what was perhaps meant, and what is odd, at its place', async () => {
    const { $ } = await open('/?q=ddangr+"bộ', {
      query: {
        text: 'ddangr "bộ',
        mode: 'keyword',
        diacritics: 'auto',
        relaxed: 'marks',
        corrected: null,
        suggestion: 'đảng bộ',
      },
      warnings: [{ code: 'unbalanced_quote', message: 'No partner.', at: 7 }],
      partial: true,
    });
    const notices = $('.notices');
    expect(notices.find('.meant a').attr('href')).toBe('/?q=%C4%91%E1%BA%A3ng+b%E1%BB%99');
    expect(text(notices)).toContain('dấu đã được nới');
    expect(notices.find('a[href$="relax=false"]')).toHaveLength(1);
    expect(notices.find('.place').html()).toBe('ddangr <em>"</em>bộ');
    expect(text(notices)).toContain('Dấu ngoặc kép này thiếu dấu đi cùng');
    expect(text(notices)).toContain('có thể còn bài khác');
  });

  it('show nothing of notices where there is nothing to notice', async () => {
    const { $ } = await open('/?q=a');
    expect($('.notices')).toHaveLength(0);
  });
});

describe('dates that are wrong', () => {
  it.each([
    ['from=31/02/2022', '31/02/2022', '/?q=a&sort=newest'],
    ['from=31/02/2022&to=2023', '31/02/2022', '/?q=a&to=2023&sort=newest'],
    ['from=%3Cb%3E', '<b>', '/?q=a&sort=newest'],
  ])('are told at their field and left out, and the results stay: %s', async (dates, typed, newest) => {
    const { $, response, requests } = await open(`/?q=a&${dates}`, { total: { value: 9, exact: true } });
    expect(response.status).toBe(200);
    expect(requests[0]?.wanted).not.toHaveProperty('from');
    expect($('#from').attr('value')).toBe(typed);
    expect($('#from').attr('aria-invalid')).toBe('true');
    expect(text($(`#${$('#from').attr('aria-describedby')}`))).toContain(`“${typed}”`);
    expect($('.hit').length).toBeGreaterThan(0);
    expect($('.sort a').eq(1).attr('href')).toBe(newest);
    expect($('form[role=search] input[name=from]')).toHaveLength(0);
  });

  it('alone lead to everything, and to what is wrong', async () => {
    const { $, response } = await open('/?to=99/99/9999');
    expect(response.status).toBe(200);
    expect($('#to').attr('aria-invalid')).toBe('true');
  });

  it('the wrong way round change places, which is said', async () => {
    const { $, requests } = await open('/?q=a&from=2023&to=21012022');
    expect(requests[0]?.wanted).toMatchObject({
      from: '2022-01-21T00:00:00+07:00',
      to: '2023-12-31T23:59:59.999+07:00',
    });
    expect([$('#from').attr('value'), $('#to').attr('value')]).toEqual(['21/01/2022', '31/12/2023']);
    expect(text($('.notices'))).toContain('đã được đổi chỗ');
  });
});

describe('dates', () => {
  it('are a chart whose bars narrow the search, and the same as a table', async () => {
    const { $ } = await open('/?q=a');
    const bars = $('.bars a');
    expect(bars.map((_, bar) => $(bar).attr('aria-label')).get()).toEqual([
      'năm 2021: 3 bài',
      'năm 2023: 9 bài',
    ]);
    expect(bars.first().attr('href')).toBe('/?q=a&from=2021-01-01&to=2021-12-31');
    expect($('.bars .labels').text()).toBe('202120222023');
    const rows = $('.table tbody tr').map((_, row) => text($(row)));
    expect(rows.get()).toEqual(['năm 20213', 'năm 20239']);
    expect($('.table tbody a').last().attr('href')).toBe('/?q=a&from=2023-01-01&to=2023-12-31');
    expect(text($('figcaption'))).toContain(
      '12 bài từ năm 2021 đến năm 2023; nhiều nhất là năm 2023: 9 bài.',
    );
  });

  it('are read and written day first', async () => {
    const { $ } = await open('/?q=a&from=2022-01-21&to=02/2022');
    expect($('#from').attr('value')).toBe('21/01/2022');
    expect($('#to').attr('value')).toBe('28/02/2022');
    const way = $('.wider a').map((_, link) => $(link).attr('href'));
    expect(way.get()).toEqual(['/?q=a', '/?q=a&from=2022-01-01&to=2022-12-31']);
  });

  it('keep the rest of the search', async () => {
    const { $ } = await open('/?q=a&section=A&section=B&sort=newest&page=4');
    const kept = $('form.range input[type=hidden]').map(
      (_, field) => `${$(field).attr('name')}=${$(field).attr('value')}`,
    );
    expect(kept.get()).toEqual(['q=a', 'section=A', 'section=B', 'sort=newest']);
  });
});

describe('filters', () => {
  it('are lists with counts that add and take back', async () => {
    const { $ } = await open('/?q=a&section=Xã+hội');
    const sections = $('.facet').first().find('a');
    expect(sections.map((_, link) => text($(link))).get()).toEqual(['Xã hội 8', 'Kinh tế 4']);
    expect($('.jump').text()).toBe('Bộ lọc (1)');
    expect(sections.first().attr('aria-current')).toBe('true');
    expect(sections.first().attr('href')).toBe('/?q=a');
    expect(sections.last().attr('href')).toBe('/?q=a&section=X%C3%A3+h%E1%BB%99i&section=Kinh+t%E1%BA%BF');
  });

  it('are chips that are removed one by one, or all', async () => {
    const { $ } = await open('/?q=a&section=Xã+hội&author=Mai&from=2022&to=2022');
    const chips = $('.chip').map((_, chip) => [[text($(chip).children().first()), $(chip).attr('href')]]);
    expect(chips.get().slice(0, 3)).toEqual([
      ['năm 2022', '/?q=a&section=X%C3%A3+h%E1%BB%99i&author=Mai'],
      ['Xã hội', '/?q=a&from=2022&to=2022&author=Mai'],
      ['Mai', '/?q=a&from=2022&to=2022&section=X%C3%A3+h%E1%BB%99i'],
    ]);
    expect($('.chip.all').attr('href')).toBe('/?q=a');
    expect($('.jump').text()).toBe('Bộ lọc (3)');
  });

  it('are chips of how words are read, too', async () => {
    const { $ } = await open('/?q=a&mode=phrase&slop=2&diacritics=strict&relax=false');
    const chips = $('.chip').map((_, chip) => [[text($(chip).children().first()), $(chip).attr('href')]]);
    expect(chips.get().slice(0, 3)).toEqual([
      ['Đúng nguyên cụm', '/?q=a&diacritics=strict&relax=false'],
      ['Đúng từng dấu', '/?q=a&mode=phrase&slop=2&relax=false'],
      ['Đúng như đã gõ', '/?q=a&mode=phrase&slop=2&diacritics=strict'],
    ]);
    expect($('.chip.all').attr('href')).toBe('/?q=a');
  });

  it('can be searched in where there are many, those in use first', async () => {
    const section = Array.from({ length: 60 }, (_, i) => ({ value: `Mục ${i}`, count: 60 - i }));
    const { $ } = await open('/?q=a&section=M%E1%BB%A5c+40', { facets: { section } });
    const names = $('.facet .value').map((_, value) => text($(value)));
    expect(names.get().slice(0, 3)).toEqual(['Mục 40', 'Mục 0', 'Mục 1']);
    expect($('[data-find]')).toHaveLength(1);
    expect(text($('.facet summary'))).toBe('Thêm 44');
  });
});

describe('taking the results along', () => {
  it('is the same search as a file, without its page, and as a feed', async () => {
    const { $ } = await open(
      '/?q=a+b&section=A&section=B&from=2022&relax=false&sort=oldest&page=2&size=5&lang=vi',
    );
    const links = $('.take-along a').map((_, link) => $(link).attr('href'));
    const search = 'q=a+b&from=2022&section=A&section=B';
    expect(links.get()).toEqual([
      `/v1/export?${search}&sort=oldest&relax=false&format=csv`,
      `/v1/export?${search}&sort=oldest&relax=false&format=ndjson`,
      `/v1/feed.atom?${search}`,
    ]);
    expect($('link[rel=alternate]').attr('href')).toBe(`/v1/feed.atom?${search}`);
    expect($('link[rel=search]').attr('href')).toBe('/opensearch.xml');
  });
});

describe('nothing found', () => {
  const nothing = { total: { value: 0, exact: true }, hits: [], facets: { year: [], section: [] } };

  it('says so, and offers ways on in one click', async () => {
    const { $ } = await open('/?q="a+b"&from=2022&section=A&relax=false&diacritics=strict', nothing);
    const ways = $('.empty .ways a').map((_, link) => $(link).attr('href'));
    expect(text($('main h1'))).toBe('Không tìm thấy bài nào');
    expect(ways.get()).toEqual([
      '/?q=%22a+b%22&diacritics=strict&relax=false',
      '/?q=%22a+b%22&diacritics=strict&section=A&relax=false',
      '/?q=%22a+b%22&diacritics=strict&from=2022&section=A',
      '/?q=%22a+b%22&from=2022&section=A&relax=false',
      '/?q=a+b&diacritics=strict&from=2022&section=A&relax=false',
    ]);
  });
});

describe('why nothing was found', () => {
  it('is told part by part, with the nearest search one click away', async () => {
    const { $ } = await open('/?q=a+"b+c"&section=Kinh+tế&lang=en&page=3', {
      total: { value: 0, exact: true },
      hits: [],
      query: {
        text: 'a "b c"',
        mode: 'keyword',
        diacritics: 'auto',
        relaxed: null,
        corrected: null,
        autopsy: {
          parts: [
            { kind: 'word', text: 'a', alone: 1204, without: 0 },
            { kind: 'phrase', text: '"b c"', alone: 0, without: 3 },
            { kind: 'section', text: 'Kinh tế', alone: 9, without: null },
          ],
          nearest: {
            dropped: [1],
            ignoresMarks: false,
            opensPhrases: false,
            parameters: { q: 'a', section: ['Kinh tế', 'B'], relax: false },
            total: { value: 3, exact: true },
          },
        },
      },
    });
    expect(
      $('.parts tbody tr')
        .map((_, row) => text($(row)))
        .get(),
    ).toEqual(['word a1,2040', 'phrase "b c"03', 'section Kinh tế9–']);
    expect($('.in-the-way')).toHaveLength(1);
    expect(text($('.nearest a'))).toBe('without "b c"3 articles');
    expect($('.nearest a').attr('href')).toBe('/?q=a&section=Kinh+t%E1%BA%BF&section=B&relax=false&lang=en');
  });
});

describe('marks that were not typed', () => {
  it('can be chosen syllable by syllable, where there is a choice', async () => {
    const accents = [
      {
        typed: 'duong',
        forms: [
          { text: 'đường', count: 1204, query: 'đường tau' },
          { text: 'dương', count: 3, query: 'dương tau' },
        ],
      },
      { typed: 'tau', forms: [{ text: 'tàu', count: 3, query: 'duong tàu' }] },
    ];
    const { $, requests } = await open('/?q=duong+tau&sort=newest', {
      query: {
        text: 'duong tau',
        mode: 'keyword',
        diacritics: 'auto',
        relaxed: null,
        corrected: null,
        accents,
      },
    });
    expect(requests[0]?.shown.accents).toBe(true);
    expect(
      $('.accents dt')
        .map((_, term) => text($(term)))
        .get(),
    ).toEqual(['duong']);
    expect(
      $('.accents dd a')
        .map((_, link) => text($(link)))
        .get(),
    ).toEqual(['đường 1.204', 'dương 3']);
    expect($('.accents dd a').first().attr('href')).toBe('/?q=%C4%91%C6%B0%E1%BB%9Dng+tau&sort=newest');
  });

  it('are asked for on the first page alone', async () => {
    expect((await open('/?q=duong&page=2')).requests[0]?.shown.accents).toBe(false);
  });
});

describe('the advanced form', () => {
  it('is reached with what is searched for', async () => {
    const { $ } = await open('/?q=xã&section=A&page=2');
    expect($('.masthead .advanced-link').attr('href')).toBe('/advanced?q=x%C3%A3&section=A');
  });

  it('holds what is searched for, and keeps the filters', async () => {
    const { $ } = await open(
      '/advanced?q="chi+bộ"+xã+-covid+(a+OR+(b+c))&diacritics=strict&from=2022&section=A&section=B',
    );
    const value = (name: string) => $(`main input[name=${name}]`).attr('value');
    expect([value('all'), value('phrase'), value('none')]).toEqual(['xã', 'chi bộ', 'covid']);
    expect(value('rest')).toBe('a HOẶC (b c)');
    expect(text($('#a-rest-hint'))).toBe('Phần này không có ô riêng nên được giữ nguyên như đã viết.');
    expect(value('from')).toBe('2022');
    expect(
      $('.kept input:checked')
        .map((_, box) => $(box).attr('value'))
        .get(),
    ).toEqual(['A', 'B']);
    expect($('select[name=diacritics] option[selected]').attr('value')).toBe('strict');
    expect($('main input[name=rest]').length).toBe(1);
  });

  it('has a search in phrase mode as a phrase', async () => {
    const exact = await open('/advanced?q=chi+bộ&mode=phrase');
    expect(exact.$('#a-phrase').attr('value')).toBe('chi bộ');
    const loose = await open('/advanced?q=chi+bộ&mode=phrase&slop=4');
    expect([loose.$('#a-near').attr('value'), loose.$('#a-distance').attr('value')]).toEqual(['chi bộ', '4']);
  });

  it('shows the query that it writes, and counts what that finds', async () => {
    const { $, requests } = await open(
      '/advanced?all=xã&any=bão,+lũ&section=A&from=2022&sort=newest&lang=en',
    );
    expect(text($('.written'))).toBe('xã (bão OR lũ)');
    expect(text($('[data-count]'))).toMatch(/^[\d,]+ articles?$/);
    expect($('[data-count] a').attr('href')).toBe(
      '/?q=x%C3%A3+(b%C3%A3o+OR+l%C5%A9)&from=2022&section=A&sort=newest&lang=en',
    );
    expect(requests[0]?.wanted).toMatchObject({ q: 'xã (bão OR lũ)', filters: { section: ['A'] } });
    expect(requests[0]?.shown).toMatchObject({ size: 1, collapse: true, facets: [] });
    expect($('.language').attr('href')).toBe(
      '/advanced?from=2022&section=A&sort=newest&lang=vi&all=x%C3%A3&any=b%C3%A3o%2C+l%C5%A9',
    );
  });

  it('says when there is nothing to search for, and what is wrong with a search', async () => {
    expect(text((await open('/advanced')).$('[data-count]'))).toBe('Chưa có gì để tìm.');
    expect(text((await open(`/advanced?all=${'bão+'.repeat(200)}`)).$('[data-count]'))).toContain('quá dài');
    const wrong = await open('/advanced?all=xã&from=31/02/2022');
    expect(wrong.$('#from').attr('aria-invalid')).toBe('true');
    expect(text(wrong.$('#from-wrong'))).toContain('31/02/2022');
    expect(wrong.response.status).toBe(200);
  });

  it('can be filled in while the engine does not answer', async () => {
    const { send } = tryApp(
      {},
      { searchArticles: () => Promise.reject(new AppError('engine_unavailable', 'refuses')) },
    );
    const response = await send('/advanced?all=x%C3%A3', { headers: { 'Accept-Language': 'vi' } });
    const $ = load(await response.text());
    expect(response.status).toBe(200);
    expect(text($('.written'))).toBe('xã');
    expect(text($('[data-count]'))).toContain('chưa đếm được');
  });

  it('answers a script with its preview alone, without asking for names', async () => {
    const { $, requests } = await open('/advanced?all=xã&only=preview');
    expect(text($('[data-part] .written'))).toBe('xã');
    expect($('form').length).toBe(0);
    expect(requests).toHaveLength(1);
  });

  it('leads to the search that it writes, and nowhere else', async () => {
    const { send } = tryApp();
    const location = async (query: string) => {
      const response = await send(`/advanced?do=search&${query}`);
      expect(response.status).toBe(303);
      return response.headers.get('location');
    };
    expect(await location('all=x%C3%A3&any=b%C3%A3o%2C+l%C5%A9&from=2022&lang=en')).toBe(
      '/?q=x%C3%A3+(b%C3%A3o+OR+l%C5%A9)&from=2022&lang=en',
    );
    expect(await location('')).toBe('/');
    expect(await location('all=a&lang=en&sort=%0D%0ASet-Cookie%3A+a%3Db')).toBe(
      '/?q=a&sort=%0D%0ASet-Cookie%3A+a%3Db&lang=en',
    );
  });
});

describe('errors', () => {
  it('of the address are named in the reader’s language, with the search kept', async () => {
    const { $, response } = await open('/?q=lũ&page=2000');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(text($('main'))).toContain('chỉ xem được đến bài thứ 10.000');
    expect($('input[name=q]').attr('value')).toBe('lũ');
  });

  it.each([
    [new AppError('engine_unavailable', 'es-1.internal:9200 refuses'), 503, 'Lúc này chưa tìm được'],
    [new AppError('engine_timeout', 'slow'), 504, 'Tìm quá lâu'],
    [new AppError('query_too_complex', 'nested'), 400, 'Truy vấn quá phức tạp'],
    [new Error('secret detail'), 500, 'Có lỗi bên trong dịch vụ'],
  ])('of the search are a page without particulars: %s', async (error, status, said) => {
    const { send } = tryApp({}, { searchArticles: () => Promise.reject(error) });
    const response = await send('/?q=a', { headers: { 'Accept-Language': 'vi' } });
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html).toContain(said);
    expect(html).not.toMatch(/es-1|secret|stack/);
    expect(response.headers.get('retry-after') !== null).toBe(status === 503);
  });

  it('too many searches count on the page as on the API', async () => {
    const { send } = tryApp({ rateLimit: 1 });
    await send('/?q=a');
    const response = await send('/?q=a', { headers: { 'Accept-Language': 'vi' } });
    expect(response.status).toBe(429);
    expect(await response.text()).toContain('Quá nhiều lượt tìm');
  });

  it('of an address that leads nowhere are a page to a browser, JSON to a program', async () => {
    const { send } = tryApp();
    const page = await send('/khong-co', { headers: { Accept: 'text/html,*/*;q=0.8' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    const json = await send('/khong-co', { headers: { Accept: '*/*' } });
    expect([json.status, json.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const api = await send('/v1/nothing', { headers: { Accept: 'text/html' } });
    expect(api.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('what others wrote', () => {
  it('stays text, wherever it is shown', async () => {
    const escaped = '&quot;&gt;&lt;script&gt;';
    const { $, html } = await open(
      `/?${new URLSearchParams({ q: attack, section: attack, author: attack, sort: 'newest' }).toString()}`,
      {
        query: {
          text: attack,
          mode: 'keyword',
          diacritics: 'auto',
          relaxed: 'words',
          corrected: null,
          suggestion: attack,
        },
        warnings: [{ code: 'unknown', message: attack, at: 1 }],
        hits: [
          { ...aHit, section: attack, source: attack, authors: [attack], url: `https://a.example/${attack}` },
        ],
        facets: {
          year: [{ value: attack, from: attack, to: attack, count: 1 }],
          section: [{ value: attack, count: 1 }],
          tag: [{ value: attack, count: 1 }],
        },
      },
    );
    expect(html).toContain(escaped);
    const data = $('script[type="application/ld+json"]').remove().text();
    expect((JSON.parse(data) as { url: string }).url).toContain(encodeURIComponent('<script>'));
    expect(data).toContain(String.raw`\u003cscript>`);
    expect($('script')).toHaveLength(1);
    expect($('script').attr('src')).toMatch(/^\/assets\//);
    expect($('img')).toHaveLength(0);
    const attributes = $('*').map((_, node) => ('attribs' in node ? Object.keys(node.attribs) : []));
    expect(attributes.get().filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
  });

  it('could not run, nor load anything, if it got through', async () => {
    const { response } = await open('/?q=a');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
  });

  it.each(['/?q=%00', '/?q=%F0%9F%99%82%EF%BF%BE', '/?page=1e9&q=a', '/?from=%3Cscript%3E&q=a'])(
    'is answered whatever it is: %s',
    async (path) => {
      const { response, html } = await open(path);
      expect([200, 400]).toContain(response.status);
      expect(html).toMatch(/^<!doctype html>/);
      expect(html).not.toContain('<script>');
    },
  );
});

describe('what the page loads', () => {
  it('is kept by the browser for good, under a name of its content', async () => {
    const { send } = tryApp();
    const html = await (await send('/')).text();
    const $ = load(html);
    const addresses = [
      $('link[rel=stylesheet]').attr('href'),
      $('script').attr('src'),
      $('link[rel=icon][type]').attr('href'),
    ];
    for (const address of addresses) {
      const response = await send(address ?? '');
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toMatch(/^(text\/(css|javascript)|image\/svg)/);
    }
    expect((await send('/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });
});
