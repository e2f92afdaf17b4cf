import { describe, expect, test } from 'vitest';
import { readHtmlPage } from '../../../../src/ingest/sources/html-page.ts';
import { NO_DEFAULTS } from '../../../../src/ingest/sources/source-record.ts';

const TEXT = `<p>${'Bản đã có điện, có đường, trường học và trạm y tế. '.repeat(4)}</p>`;
const BODY = `<div class="entry-content">${TEXT}${TEXT}</div>`;
const MARKED = '<meta property="og:type" content="article">';

const read = (head: string, body: string) =>
  readHtmlPage(`<html><head>${MARKED}${head}</head><body>${body}</body></html>`, 'trang.html', NO_DEFAULTS);
const dateOf = (head: string, body: string): unknown =>
  (read(head, body).article as { publishedAt?: string }).publishedAt;

describe('dates of something else never count', () => {
  test.each([
    [
      'a clock in the header',
      '<header><span class="date">Thứ Bảy, 28/11/2026 12:30</span></header><h1>Điện</h1>',
    ],
    ['a clock without a header', '<div id="top"><div class="date">28/11/2026</div></div><h1>Điện</h1>'],
    [
      'a clock right above the title',
      '<div class="topbar"><span class="time">28/11/2026</span></div><h1>Điện</h1>',
    ],
    [
      'a teaser above',
      '<div class="hot"><a href="/x">Tin nóng ở huyện vùng cao</a> <time>27/11/2026</time></div><h1>Điện</h1>',
    ],
    [
      'a teaser between title and text',
      '<h1>Điện</h1><div class="hot"><a href="/x">Tin nóng ở huyện vùng cao</a> <span class="date">27/11/2026</span></div>',
    ],
    ['a footer', `<h1>Điện</h1>${BODY}<footer><span class="date">01/01/2020</span></footer>`],
    [
      'a comment',
      `<h1>Điện</h1>${BODY}<div class="comments"><p>Hay quá</p><span class="date">01/02/2022 10:00</span></div>`,
    ],
    [
      'related articles below',
      `<h1>Điện</h1>${BODY}<ul class="other"><li><a href="/a">Một bài khác của báo này</a> <span class="date">02/02/2022</span></li></ul>`,
    ],
    [
      'the microdata of a teaser',
      `<h1>Điện</h1>${BODY}<div itemscope><a href="/a">Một bài khác</a><meta itemprop="datePublished" content="2022-02-02"></div>`,
    ],
  ])('%s', (_, body) => {
    expect(dateOf('', body.includes(BODY) ? body : `${body}${BODY}`)).toBeUndefined();
  });

  test('data of another article', () => {
    const node = {
      '@type': 'NewsArticle',
      headline: 'Chuyện khác hôm nay ở huyện',
      url: 'https://bao.example/chuyen-khac.html',
      datePublished: '2026-11-27',
    };
    const head = `<link rel="canonical" href="https://bao.example/dien.html"><script type="application/ld+json">${JSON.stringify(node)}</script>`;
    expect(dateOf(head, `<h1>Điện về bản vùng cao</h1>${BODY}`)).toBeUndefined();
    expect(dateOf(head, `<h1>Điện về bản vùng cao</h1><p>21/01/2022 08:30</p>${BODY}`)).toBe(
      '2022-01-21T08:30:00+07:00',
    );
  });
});

describe('the date line next to the title does', () => {
  const day = '2022-01-21T08:30:00+07:00';
  test.each([
    ['below it', '<h1>Điện</h1><div class="x"><span>Thứ Sáu, 21/01/2022, 08:30 (GMT+7)</span></div>'],
    [
      'beside the author',
      '<h1>Điện</h1><p><a href="/tac-gia/1">Hà Giang</a> - <span>08:30 21/01/2022</span></p>',
    ],
    ['in a table', '<table><tr><td><h1>Điện</h1></td></tr><tr><td>21/01/2022 8:30</td></tr></table>'],
    [
      'above it, by its name',
      '<div class="detail"><div class="ngay-dang">21/01/2022 08:30</div><h1>Điện</h1></div>',
    ],
    [
      'above it, by its element alone',
      '<div class="detail"><div><time datetime="2022-01-21T08:30:00+07:00">21/01</time></div><h1>Điện</h1></div>',
    ],
    [
      'above it, behind a long menu',
      `<div class="detail"><div><ul>${'<li class="mot-muc">Mục</li>'.repeat(90)}</ul></div><div class="ngay-dang">21/01/2022 08:30</div><h1>Điện</h1></div>`,
    ],
    [
      'whatever the clock says',
      '<div class="date">28/11/2026</div><h1>Điện</h1><time>21/01/2022 08:30</time>',
    ],
  ])('%s', (_, body) => {
    expect(dateOf('', `${body}${BODY}`)).toBe(day);
  });

  test('right below the text', () => {
    expect(dateOf('', `<h1>Điện</h1>${BODY}<div class="x">Cập nhật: 21/01/2022 08:30</div>`)).toBe(day);
  });
});

describe('sources that disagree', () => {
  const meta = (date: string): string => `<meta property="article:published_time" content="${date}">`;

  test('are a warning that names both, and the data count', () => {
    const { article, warnings } = read(
      meta('2022-01-21T08:30:00+07:00'),
      `<h1>Điện</h1><time>25/01/2022 08:30</time>${BODY}`,
    );
    expect(article).toMatchObject({ publishedAt: '2022-01-21T08:30:00+07:00' });
    expect(warnings).toEqual([expect.stringMatching(/2022-01-21.*2022-01-25/u)]);
  });

  test('by less than a day are none', () => {
    const body = `<h1>Điện</h1><time>22/01/2022 07:30</time>${BODY}`;
    expect(read(meta('2022-01-21T08:30:00+07:00'), body).warnings).toBeUndefined();
  });

  test('a reading with the month first loses against the line that is shown', () => {
    const body = `<h1>Điện</h1><div>Thứ Hai, 3/5/2021 06:00</div>${BODY}`;
    expect(read(meta('5/3/2021'), body)).toMatchObject({
      article: { publishedAt: '2021-05-03T06:00:00+07:00' },
    });
    const { article, warnings } = read(meta('2021-03-05T06:00:00+07:00'), body);
    expect(article).toMatchObject({ publishedAt: '2021-05-03T06:00:00+07:00' });
    expect(warnings).toHaveLength(1);
  });
});

describe('a date that may have the month first', () => {
  const meta = (date: string): string => `<meta property="article:published_time" content="${date}">`;
  const page = (line: string): string => `<h1>Điện</h1><div>${line}</div>${BODY}`;
  const [september, november] = ['2021-09-11T15:40:00+07:00', '2021-11-09T15:40:00+07:00'];

  test.each([
    ['11/9/2021 3:40 PM', november, november],
    ['11/9/2021 3:40 PM', september, september],
    ['9/11/2021 3:40:00 PM', september, september],
  ])('%s is what the data say', (line, data, expected) => {
    const { article, warnings } = read(meta(data), page(line));
    expect(article).toMatchObject({ publishedAt: expected });
    expect(warnings).toBeUndefined();
  });

  test('in the data it is what the page shows', () => {
    const { article, warnings } = read(meta('9/11/2021 3:40:00 PM'), page('11/09/2021 15:40'));
    expect(article).toMatchObject({ publishedAt: september });
    expect(warnings).toBeUndefined();
  });

  test('shown alone, the day comes first, with a warning that names both', () => {
    const { article, warnings } = read('', page('11/9/2021 3:40 PM'));
    expect(article).toMatchObject({ publishedAt: september });
    expect(warnings).toEqual([expect.stringMatching(/2021-09-11.*2021-11-09/u)]);
  });

  test('in the data alone it is refused', () => {
    const { article, problem } = read(meta('9/11/2021 3:40:00 PM'), `<h1>Điện</h1>${BODY}`);
    expect(article).not.toHaveProperty('publishedAt');
    expect(problem).toMatch(/2021-11-09 or 2021-09-11/u);
  });
});

test('an author who is named in the date line alone', () => {
  const body = `<h1>Điện</h1><div class="x">Nguyễn Văn An - 11/9/2021 15:40</div>${BODY}`;
  expect(read('', body).article).toMatchObject({ authors: ['Nguyễn Văn An'] });
  const signed = '<meta name="author" content="Lò Thị Thử">';
  expect(read(signed, body).article).toMatchObject({ authors: ['Lò Thị Thử'] });
});
