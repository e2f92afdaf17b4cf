import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../../src/ingest/article-schema.ts';
import { decodeEscaped } from '../../../../src/ingest/encodings/escaped-utf8.ts';
import { readHtmlPage } from '../../../../src/ingest/sources/html-page.ts';
import {
  NO_DEFAULTS,
  type PageOrigin,
  type ReadRecord,
} from '../../../../src/ingest/sources/source-record.ts';
import { encodeLegacy } from '../../../support/legacy-text.ts';
import { cpuMsSince } from '../../../support/cpu-ms-since.ts';

const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/sources/${name}`, import.meta.url)), 'utf8');
const read = (html: string, name = 'trang.html'): ReadRecord => readHtmlPage(html, name, NO_DEFAULTS);

const page = (head: string, body: string): string => `<html><head>${head}</head><body>${body}</body></html>`;
const TEXT = `<p>${'Bản đã có điện, có đường, trường học và trạm y tế. '.repeat(4)}</p>`;
const DATED = '<meta property="article:published_time" content="2022-01-21T08:30:00+07:00">';

describe('pages as portals make them', () => {
  test('JSON-LD in a graph, the text without what stands around it', () => {
    const { article, problem } = read(fixture('bao-vung-cao.html'));
    expect(problem).toBeUndefined();
    expect(parseArticle(article)).toEqual({
      id: expect.stringMatching(/^ban-nam-cuom-sang-den-45120-[0-9a-f]{10}$/u),
      title: 'Bản Nậm Cưởm sáng đèn sau mười năm chờ điện lưới',
      lead: 'Đêm 20 tháng Giêng, lần đầu tiên cả 64 nóc nhà ở bản Nậm Cưởm cùng bật điện.',
      body: [
        'Từ chập tối, sân nhà văn hóa bản đã chật người. Già bản Lò Văn Ín cầm cầu dao, tay còn run: “Tôi chờ cái điện này từ hồi tóc còn đen”.',
        'Công trình dài 11,4 km, 96 cột, vốn đầu tư 8,7 tỷ đồng. Hơn một nửa số cột phải khiêng bằng vai vì xe không vào được.',
        'Ông Ín bảo việc đầu tiên là mua cái máy xát gạo. “Đàn bà trong bản đỡ phải giã gạo từ ba giờ sáng”, ông cười.',
      ].join('\n\n'),
      captions: [
        'Kéo dây qua suối Nậm Cưởm, tháng 12/2021. Ảnh: Vàng A Sình',
        'Bữa cơm đầu tiên dưới ánh điện.',
      ],
      url: 'https://www.baovungcao.example/xa-hoi/ban-nam-cuom-sang-den-45120.html',
      image: 'https://anh.baovungcao.example/2022/nam-cuom.jpg',
      section: 'Xã hội',
      source: 'Báo Vùng Cao',
      authors: ['Lò Văn Hải', 'Vàng A Sình'],
      tags: ['điện lưới', 'Nậm Cưởm'],
      publishedAt: '2022-01-21T08:30:00+07:00',
      updatedAt: '2022-01-21T15:04:00+07:00',
    });
  });

  test('OpenGraph and an article element; the lead is the bold opening, the author signs', () => {
    const { article } = read(fixture('cong-tin-cu.html'));
    expect(parseArticle(article)).toEqual({
      id: expect.stringMatching(/^cau-treo-[0-9a-f]{10}$/u),
      title: 'Khánh thành cầu treo bản Pá Vai',
      lead: 'Sáng 19/5, xã tổ chức khánh thành cầu treo dài 92 mét bắc qua suối Nậm Ti.',
      body: 'Cầu do bà con góp 1.200 ngày công cùng bộ đội biên phòng dựng trong bốn tháng. Trước đó, mùa lũ nào học sinh cũng phải nghỉ học vì không qua được suối.\n\nChị Giàng Thị Dua, người đầu tiên dắt trâu qua cầu, nói: “Từ nay đi nương không phải vòng nửa ngày”.',
      captions: [],
      url: 'http://congtin.example/tin/cau-treo?id=77&utm_source=zalo',
      section: 'Giao thông',
      authors: ['Hà Thu Giang'],
      tags: ['cầu treo', 'Pá Vai'],
      publishedAt: '2019-05-19T07:00:00+07:00',
    });
  });

  test('a section’s front page is no article, and is skipped', () => {
    expect(read(fixture('trang-chuyen-muc.html'))).toMatchObject({
      skipped: expect.stringContaining('no article'),
    });
  });
});

describe('the id', () => {
  const idOf = (address: string, name?: string): unknown =>
    (
      read(page(`<link rel="canonical" href="${address}">${DATED}`, `<h1>Điện</h1>${TEXT}`), name)
        .article as { id?: string }
    ).id;

  test('goes by the address, without what campaigns and servers add', () => {
    const id = idOf('https://www.bao.example/tin/dien-ve-ban-12.html');
    expect(idOf('http://bao.example/tin/dien-ve-ban-12.html?utm_source=zalo&fbclid=1', 'khac.html')).toBe(id);
    expect(idOf('https://bao.example/tin/dien-ve-ban-13.html')).not.toBe(id);
    expect(idOf('https://bao.example/tin/?id=1')).not.toBe(idOf('https://bao.example/tin/?id=2'));
  });

  test('without an address by the file’s name, the title and the day', () => {
    const html = page(DATED, `<h1>Điện về bản</h1>${TEXT}`);
    expect(read(html, 'tin/dien.html').article).toHaveProperty(
      'id',
      expect.stringMatching(/^dien-[0-9a-f]{10}$/u),
    );
  });
});

describe('a page that was fetched', () => {
  const fetched = (html: string, origin: Partial<PageOrigin> = {}) =>
    readHtmlPage(html, 'https://bao.example/tin/dien-12.html', {
      ...NO_DEFAULTS,
      origin: { address: 'https://bao.example/tin/dien-12.html', ...origin },
    });
  const address = 'https://bao.example/tin/dien-12.html';

  test.each([
    ['no address', '', address],
    ['that of the front page', '<link rel="canonical" href="https://bao.example/">', address],
    [
      'one of its own',
      '<link rel="canonical" href="https://bao.example/dien.html">',
      'https://bao.example/dien.html',
    ],
    ['a relative one', '<link rel="canonical" href="../dien.html">', 'https://bao.example/dien.html'],
  ])('and names %s', (_name, head, url) => {
    expect(fetched(page(head + DATED, `<h1>Điện</h1>${TEXT}`)).article).toMatchObject({ url });
  });

  test('has the date of the list where it says none itself, and a warning where the two differ', () => {
    const origin = { publishedAt: '2022-03-14T07:00:00+07:00', listedIn: 'the sitemap' };
    const undated = fetched(page('', `<h1>Điện</h1>${TEXT}`), origin);
    expect(undated.article).toMatchObject({ publishedAt: '2022-03-14T07:00:00+07:00' });
    expect(undated.warnings).toBeUndefined();
    const shown = fetched(
      page('', `<article><h1>Điện</h1><time datetime="2022-01-21">21/01/2022</time>${TEXT}</article>`),
      origin,
    );
    expect(shown.article).toHaveProperty('publishedAt', expect.stringContaining('2022-01-21'));
    expect(shown.warnings).toEqual([expect.stringMatching(/the sitemap says 2022-03-14/u)]);
  });
});

describe('the date', () => {
  test.each([
    ['<meta itemprop="datePublished" content="2022-01-21T01:30:00Z">', '2022-01-21T08:30:00+07:00'],
    ['<meta name="pubdate" content="2022-01-21T08:30:00+0700">', '2022-01-21T08:30:00+07:00'],
    ['<meta name="DC.date.issued" content="2022-01-21">', '2022-01-21T00:00:00+07:00'],
  ])('%s', (head, publishedAt) => {
    expect(read(page(head, `<h1>Điện</h1>${TEXT}`)).article).toMatchObject({ publishedAt });
  });

  test.each([
    [
      '<div class="ngay-dang">Cập nhật lúc 08:30, Thứ Sáu, 21/01/2022 (GMT+7)</div>',
      '2022-01-21T08:30:00+07:00',
    ],
    ['<time datetime="2022-01-21 08:30">hôm qua</time>', '2022-01-21T08:30:00+07:00'],
  ])('shown: %s', (shown, publishedAt) => {
    expect(read(page('', `<article><h1>Điện</h1>${shown}${TEXT}</article>`)).article).toMatchObject({
      publishedAt,
    });
  });

  test('one that is missing is named', () => {
    const { problem } = read(page('<meta property="og:type" content="article">', `<h1>Điện</h1>${TEXT}`));
    expect(problem).toMatch(/^No date was found/u);
  });
});

describe('structured data', () => {
  const linked = (data: unknown): string =>
    page(
      `<script type="application/ld+json">${JSON.stringify(data)}</script>`,
      `<h1>Điện về bản</h1><div>${TEXT}</div>`,
    );
  const news = { '@type': 'NewsArticle', headline: 'Điện về bản', datePublished: '2022-01-21' };

  test.each([
    ['a list', [{ '@type': 'WebSite', name: 'Báo' }, news]],
    ['within a page', { '@type': 'WebPage', mainEntity: news }],
    ['of a type with its address', { ...news, '@type': 'http://schema.org/NewsArticle' }],
    [
      'an author that is a name alone, an image that is a list',
      { ...news, author: 'PV', image: ['https://a.example/1.jpg'] },
    ],
  ])('%s', (_, data) => {
    expect(read(linked(data)).article).toMatchObject({
      title: 'Điện về bản',
      publishedAt: '2022-01-21T00:00:00+07:00',
    });
  });

  test('its text is taken where the page has none, with its paragraphs', () => {
    const html = page(
      `<script type="application/ld+json">${JSON.stringify({ ...news, articleBody: 'Đoạn một &amp; nữa.\n\nĐoạn hai.' })}</script>`,
      '<div id="app"></div>',
    );
    expect(parseArticle(read(html).article)).toMatchObject({ body: 'Đoạn một & nữa.\n\nĐoạn hai.' });
  });

  test('blocks in comments and with line breaks in their texts are read all the same', () => {
    const html = page(
      `<script type="application/ld+json"><!-- {"@type":"NewsArticle","headline":"Điện\nvề bản","datePublished":"2022-01-21",} --></script>`,
      `<h1>Điện về bản</h1>${TEXT}`,
    );
    expect(read(html).article).toMatchObject({ publishedAt: '2022-01-21T00:00:00+07:00' });
  });
});

describe('characters', () => {
  const legacy = (encoding: 'tcvn3' | 'vni', charset: string): string => {
    const text =
      'đảng bộ huyện lãnh đạo phát triển kinh tế vùng cao, bản nào cũng đã có điện và đường. '.repeat(3);
    const bytes = (part: string): string => encodeLegacy(part, encoding)?.toString('latin1') ?? '';
    const html = page(
      `<meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>${bytes('điện về bản')}</title>${DATED}`,
      `<h1><font face=".VnTimeH">${bytes('điện về bản')}</font></h1><font face=".VnTime"><p>${bytes(text)}</p></font>`,
    );
    return decodeEscaped(Buffer.from(html, 'latin1'));
  };

  test('TCVN3 in a page that says it is Western; what is set in the font of capitals becomes them', () => {
    expect(read(legacy('tcvn3', 'windows-1252'))).toMatchObject({
      article: {
        title: 'ĐIỆN VỀ BẢN',
        body: expect.stringMatching(/^đảng bộ huyện lãnh đạo/u),
      },
      note: 'converted from TCVN3 (ABC)',
    });
  });

  test('VNI, with a charset that says UTF-8', () => {
    expect(read(legacy('vni', 'utf-8'))).toMatchObject({
      article: { body: expect.stringMatching(/^đảng bộ huyện lãnh đạo/u) },
      note: 'converted from VNI for Windows',
    });
  });

  test('old pages write the signs of TCVN3 as character references', () => {
    const written = Array.from(
      encodeLegacy('công tác xây dựng đảng ở vùng cao, các bản đều đã có điện và đường ô tô', 'tcvn3') ?? [],
      (byte) => (byte < 128 ? String.fromCharCode(byte) : `&#${byte};`),
    ).join('');
    const html = page(DATED, `<h1>Tin</h1><div><p>${written}</p><p>${written}</p></div>`);
    expect(read(html)).toMatchObject({
      article: { body: expect.stringMatching(/^công tác xây dựng đảng ở vùng cao/u) },
      note: 'converted from TCVN3 (ABC) that had been read as Windows-1252',
    });
  });

  test('what is in doubt is refused', () => {
    const html = page(DATED, '<h1>B\udce9</h1><p>no text</p>');
    expect(read(html)).toEqual({ from: 'trang.html', problem: expect.stringContaining('not clear') });
  });
});

describe('another reading of the page', () => {
  const body = 'Bản đã có điện, có đường, trường học và trạm y tế, ai cũng vui mừng. '.repeat(4).trim();
  const more = 'Từ nay xe chở ngô và sắn vào tận bản, bà con không phải gùi qua suối như trước nữa. '
    .repeat(4)
    .trim();
  const linked = (articleBody: string): string =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Điện về bản', datePublished: '2022-01-21', articleBody })}</script>`;

  test('is taken where it finds far more', () => {
    const deep = `${'<div>'.repeat(8)}<div class="entry-content"><p>${body}</p></div>${'</div>'.repeat(8)}`;
    const far = `<div class="x"><div><div><p>${more}</p><p>${more} Hết.</p><p>${more} Và hết.</p></div></div></div>`;
    const { article } = read(page(DATED, `<h1>Điện về bản</h1><div>${deep}</div>${far}`));
    expect((article as { body: string }).body).toContain('Và hết.');
  });

  test('is told where it finds some more', () => {
    const html = page(
      linked(`${body}\n\n${more.slice(0, 180)}.`),
      `<h1>Điện về bản</h1><div class="entry-content"><p>${body}</p></div>`,
    );
    expect(read(html)).toMatchObject({
      article: { body },
      warnings: [expect.stringContaining('more text')],
    });
    const same = page(linked(body), `<h1>Điện về bản</h1><div class="entry-content"><p>${body}</p></div>`);
    expect(read(same).warnings).toBeUndefined();
  });
});

test('hostile pages are refused or read, in bounded time', () => {
  expect(read(page(DATED, `<h1>Điện</h1>${'<div>'.repeat(50_000)}${TEXT}`))).toMatchObject({
    problem: expect.stringContaining('holds more than'),
  });
  expect(read(page('', `<p>${'<b>x</b>'.repeat(50_000)}`))).toMatchObject({
    problem: expect.stringContaining('holds more than'),
  });
  // Nested, named as everything that is looked for, and full of text.
  const names = ['related', 'sapo', 'author', 'date', 'entry-content', 'caption'];
  const hostile = Array.from({ length: 1_200 }, (_, at) => `<div class="${names[at % 6] ?? ''}"><img>x`).join(
    '',
  );
  const start = process.cpuUsage();
  read(page(DATED, `<h1>Điện</h1>${hostile}${TEXT.repeat(2_000)}`));
  read(page(DATED, `<h1>Điện</h1>${`<div>${TEXT.repeat(4_000)}</div>`.repeat(6)}`));
  expect(cpuMsSince(start)).toBeLessThan(20_000);
  const nested = `${'<div>'.repeat(1_500)}${TEXT}${'</div>'.repeat(1_500)}`;
  expect(read(page(DATED, `<h1>Điện</h1>${nested}`))).toMatchObject({ article: { title: 'Điện' } });
});
