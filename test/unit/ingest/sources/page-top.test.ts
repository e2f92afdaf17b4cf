import { describe, expect, test } from 'vitest';
import { readDateStamp } from '../../../../src/ingest/sources/date-stamp.ts';
import { readHtmlPage } from '../../../../src/ingest/sources/html-page.ts';
import { NO_DEFAULTS } from '../../../../src/ingest/sources/source-record.ts';

/** What stands between the title of a page and its text: date line, lead, picture. */
const TITLE = 'Xã Pa Khoang đưa nước sạch về bản';
const LEAD =
  'Công trình dài bốn cây số giúp gần hai trăm hộ dân ba bản không còn phải gùi nước qua dốc mỗi mùa khô.';
const TEXTS = [
  'Sáng nay, bà con ba bản vùng lòng hồ đã tụ về nhà văn hóa xã để dự lễ bàn giao công trình nước sạch, khép lại nhiều năm phải dậy từ ba giờ sáng đi lấy nước ở khe suối cách nhà hơn hai cây số đường dốc.',
  'Theo ban quản lý dự án, đường ống dài bốn cây số được chôn sâu nửa mét, qua hai bể lọc và một bể chứa, do dân bản góp hơn tám trăm ngày công, còn vật liệu lấy từ nguồn vốn của chương trình nông thôn mới.',
];
const H1 = `<h1>${TITLE}</h1>`;
const PARAGRAPHS = TEXTS.map((text) => `<p>${text}</p>`).join('');
const BODY = `<div class="content-detail">${PARAGRAPHS}</div>`;
const DATE = '<div class="date">21/01/2022 08:30</div>';

const read = (body: string, head = '') =>
  readHtmlPage(
    `<html><head><title>${TITLE} - Báo Lòng Hồ</title>${head}</head><body>${body}</body></html>`,
    'trang.html',
    NO_DEFAULTS,
  );

describe('a date line that shares its element with the lead', () => {
  test.each([
    ['before a dash', `${H1}<div class="sapo">21/01/2022 08:30 - ${LEAD}</div>${BODY}`],
    [
      'in an element within it',
      `${H1}<div class="sapo"><span class="date">21/01/2022 08:30</span> ${LEAD}</div>${BODY}`,
    ],
    [
      'behind the name of the site',
      `${H1}<p><strong>(Báo Lòng Hồ) - 21/01/2022 08:30. ${LEAD}</strong></p>${BODY}`,
    ],
    [
      'before a line break',
      `<div class="content-detail">${H1}<p>Thứ Sáu, 21/01/2022, 08:30 (GMT+7)<br><b>${LEAD}</b></p>${PARAGRAPHS}</div>`,
    ],
    [
      'before a block',
      `${H1}<div class="info">Cập nhật: 08:30, 21/01/2022 | Lò Văn Thử<h2 class="sapo">${LEAD}</h2></div>${BODY}`,
    ],
  ])('%s', (_, body) => {
    expect(read(body).article).toMatchObject({
      publishedAt: '2022-01-21T08:30:00+07:00',
      lead: LEAD,
      body: TEXTS.join('\n\n'),
    });
  });

  test('in a cell with all of it', () => {
    const cell = `<td><font size=4><b>${TITLE}</b></font><br>21-01-2022 08:30<br><br>${LEAD}<br><br>${TEXTS.join('<br><br>')}</td>`;
    expect(read(`<table><tr>${cell}</tr></table>`).article).toMatchObject({
      publishedAt: '2022-01-21T08:30:00+07:00',
      body: [LEAD, ...TEXTS].join('\n\n'),
    });
  });

  test.each([
    'Ngày 21/01/2022, Sở Y tế Sơn La cho biết đã tiêm đủ mũi cho trẻ em toàn tỉnh.',
    'Lúc 8h30 ngày 21/01/2022, Công an huyện nhận được tin báo của người dân bản Co Cượm.',
    'Sáng 21/01/2022 UBND tỉnh họp bàn về việc đưa nước sạch về các bản vùng cao.',
    '21/01/2022 - Ngày hội lớn của bà con ba bản vùng lòng hồ huyện nhà.',
    'Từ 21/01/2022 08:30 Trạm y tế mở cửa trở lại, bà con không phải ra huyện nữa.',
  ])('is not what a sentence says of when something happened: %s', (sentence) => {
    expect(readDateStamp(sentence)).toBeNull();
    const dateless = read(`${H1}<div class="sapo">${sentence}</div>${BODY}`);
    expect(dateless.article).not.toHaveProperty('publishedAt');
  });
});

describe('a lead between title and text that has no name', () => {
  test.each([
    ['bold', `<p><b>${LEAD}</b></p>`],
    ['a heading', `<h2>${LEAD}</h2>`],
    ['in a cell', `<table><tr><td>${LEAD}</td></tr></table>`],
  ])('%s', (_, lead) => {
    expect(read(`${H1}${DATE}${lead}${BODY}`).article).toMatchObject({
      lead: LEAD,
      body: TEXTS.join('\n\n'),
    });
  });

  test.each([
    '<audio>Trình duyệt của bạn không hỗ trợ nghe bài viết, hãy cập nhật phiên bản mới.</audio>',
    '<p>Theo dõi Báo Lòng Hồ trên Google News.</p>',
    '<p><a href="/khac">Nà Tấu thêm mười cây số đường bê tông, bà con phấn khởi đón xe về bản.</a></p>',
  ])('is not %s', (other) => {
    expect(read(`${H1}${DATE}${other}${BODY}`).article).not.toHaveProperty('lead');
  });
});

test.each([
  '<figure><img src="a.jpg"><figcaption>Vòi nước đầu tiên. Ảnh: Lò Thử</figcaption></figure>',
  '<div class="image-box"><img src="a.jpg"><p class="caption">Vòi nước đầu tiên. Ảnh: Lò Thử</p></div>',
  '<table><tr><td><img src="a.jpg"></td></tr><tr><td>Vòi nước đầu tiên. Ảnh: Lò Thử</td></tr></table>',
])('the caption of a picture above the text: %s', (picture) => {
  expect(read(`${H1}${DATE}${picture}${BODY}`).article).toMatchObject({
    captions: ['Vòi nước đầu tiên. Ảnh: Lò Thử'],
    body: TEXTS.join('\n\n'),
  });
});

describe('keywords', () => {
  const tagsOf = (keywords: string): unknown =>
    (read(`${H1}${DATE}${BODY}`, `<meta name="keywords" content="${keywords}">`).article as { tags: unknown })
      .tags;

  test('are tags where they are of the article', () => {
    expect(tagsOf('nước sạch, Pa Khoang, nông thôn mới')).toEqual([
      'nước sạch',
      'Pa Khoang',
      'nông thôn mới',
    ]);
  });

  test('are none where every page of the site has them', () => {
    expect(tagsOf('tin tức, báo lòng hồ, thời sự, đọc báo, tin nhanh')).toEqual([]);
  });
});

describe('the title', () => {
  const titleOf = (body: string, title: string): unknown =>
    (
      readHtmlPage(
        `<html><head><title>${title}</title></head><body>${body}${DATE}${BODY}</body></html>`,
        'a.html',
        NO_DEFAULTS,
      ).article as { title?: string }
    ).title;

  test.each([`${TITLE} - Báo Lòng Hồ`, `Báo Lòng Hồ - ${TITLE}`])(
    'is not the name of the site: %s',
    (title) => {
      expect(titleOf(`<h1><a href="/">Báo Lòng Hồ</a></h1><h1>${TITLE}</h1>`, title)).toBe(TITLE);
    },
  );

  test('is what the page shows, without the name of the site', () => {
    expect(titleOf(`<div class="h">${TITLE.toUpperCase()}</div>`, `${TITLE} | Lòng Hồ Online`)).toBe(TITLE);
  });
});

test('a path and tags without names of their own', () => {
  const path =
    '<div><a href="/">Trang chủ</a> » <a href="/xh">Xã hội</a> » <a href="/xh/d">Dân sinh</a></div>';
  expect(read(`${path}${H1}${DATE}${BODY}<p>Từ khóa: nước sạch; Pa Khoang</p>`).article).toMatchObject({
    section: 'Dân sinh',
    tags: ['nước sạch', 'Pa Khoang'],
  });
});
