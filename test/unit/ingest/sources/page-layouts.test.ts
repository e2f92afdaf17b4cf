import { describe, expect, test } from 'vitest';
import { readHtmlPage } from '../../../../src/ingest/sources/html-page.ts';
import { NO_DEFAULTS } from '../../../../src/ingest/sources/source-record.ts';

const TITLE = 'Xã Nà Phạ có trạm y tế mới';
const LEAD = 'Trạm y tế mới giúp hơn 500 hộ dân vùng cao được khám bệnh gần nhà.';
const TEXTS = [
  'Sáng nay, hàng trăm bà con đã về trung tâm xã dự lễ khánh thành trạm y tế mới, thay cho dãy nhà cấp bốn đã dùng hơn ba mươi năm và dột nát mỗi mùa mưa.',
  'Theo lãnh đạo xã, trạm có mười giường bệnh, phòng sinh và phòng tiêm, do Nhà nước đầu tư hơn năm tỷ đồng, hoàn thành sớm hơn kế hoạch một tháng.',
  'Từ nay người dân không còn phải đi hai mươi cây số ra huyện để khám bệnh, trẻ nhỏ được tiêm chủng đúng lịch ngay tại bản của mình.',
] as const;
const [FIRST, SECOND, THIRD] = TEXTS.map((text) => `<p>${text}</p>`) as [string, string, string];
const HEAD =
  '<meta property="og:type" content="article"><meta property="article:published_time" content="2022-01-21T08:30:00+07:00">';

const read = (body: string) =>
  readHtmlPage(
    `<html><head><title>${TITLE}</title>${HEAD}</head><body>${body}</body></html>`,
    'trang.html',
    NO_DEFAULTS,
  );
const H1 = `<h1>${TITLE}</h1>`;
const content = (inner: string): string => `${H1}<div class="entry-content">${inner}</div>`;

describe('the text is whole, and nothing else is in it', () => {
  test.each([
    [
      'blocks with numbered classes',
      `${H1}<div><div class="row-1">${FIRST}</div><div class="banner"></div><div class="row-2">${SECOND}</div><div class="row-3">${THIRD}</div></div>`,
    ],
    [
      'blocks that are article elements',
      `${H1}<article class="part">${FIRST}</article><div class="qc">Quảng cáo</div><article class="part">${SECOND}</article><article class="part">${THIRD}</article>`,
    ],
    [
      'blocks with related articles between',
      `<main>${H1}<div class="text">${FIRST}</div><div class="more"><ul><li><a href="/a">Một bài khác của báo</a></li></ul></div><div class="text">${SECOND}${THIRD}</div></main>`,
    ],
    [
      'one line break between paragraphs',
      `<table><tr><td>${H1}</td></tr><tr><td>${TEXTS.join('<br />')}</td></tr></table>`,
    ],
    [
      'p that is never closed',
      `<center><b>${TITLE}</b></center><font face="Arial">${TEXTS.join('<p>')}</font>`,
    ],
    ['div that is never closed', `${H1}<div align=justify>${TEXTS.join('<div align=justify>')}`],
    [
      'font in div, and a link back',
      `${H1}<div id="content">${TEXTS.map((text) => `<div><font color="black">${text}</font></div>`).join('')}<div><a href="/">Về trang chủ</a></div></div>`,
    ],
    [
      'a box that is a table',
      content(
        `${FIRST}<table><tr><td><b>Tin liên quan</b></td></tr><tr><td><a href="/1">Xã bên cạnh cũng có trạm mới</a></td></tr></table>${SECOND}${THIRD}`,
      ),
    ],
    [
      'a box of article elements',
      content(
        `${FIRST}<section><h3>Xem nhiều</h3><article><a href="/1">Xã bên cạnh cũng có trạm mới</a></article><article><a href="/2">Chợ phiên đông vui trở lại</a></article></section>${SECOND}${THIRD}`,
      ),
    ],
    [
      'a box of plain paragraphs',
      content(
        `${FIRST}<p>Có thể bạn quan tâm</p><p>Chợ phiên đông vui trở lại sau nhiều tháng</p>${SECOND}${THIRD}`,
      ),
    ],
    [
      'a box of a list without links',
      content(
        `${FIRST}<p><b>Tin mới nhất:</b></p><ul><li>Chợ phiên đông vui</li><li>Cầu mới đã thông xe</li></ul>${SECOND}${THIRD}`,
      ),
    ],
    [
      'labels before links',
      content(
        `${FIRST}<p><em>Xem thêm: <a href="/1">Vì sao trạm cũ bị dột</a></em></p><p>&gt;&gt;&gt; Mời bạn đọc thêm: <a href="/1">Vì sao trạm cũ bị dột nát</a></p>${SECOND}<p>• <a href="/4">Trạm y tế bản bên sắp xây</a></p>${THIRD}`,
      ),
    ],
    [
      'teasers and calls to follow',
      content(
        `${FIRST}<div class="x"><a href="/2"><h4>Chợ phiên đông vui trở lại</h4></a><p>Chợ phiên đông vui trở lại.</p></div>${SECOND}${THIRD}<p>Bấm theo dõi kênh Zalo của Báo Thử để nhận tin</p>`,
      ),
    ],
  ])('%s', (_, body) => {
    const { article, problem, warnings } = read(body);
    expect(problem).toBeUndefined();
    expect(article).toMatchObject({ body: TEXTS.join('\n\n') });
    expect(warnings).toBeUndefined();
  });
});

describe('captions', () => {
  const caption = 'Trạm y tế mới.';
  test.each([
    [
      'of WordPress',
      `<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">${caption}</p></div>`,
    ],
    ['in the paragraph of the picture', `<p align="center"><img src="a.jpg"><br><i>${caption}</i></p>`],
    ['in a table', `<table><tr><td><img src="a.jpg"></td></tr><tr><td>${caption}</td></tr></table>`],
    ['named', `<div><div><img src="a.jpg"></div><div class="PhotoCMS_Caption"><p>${caption}</p></div></div>`],
    ['beside the picture', `<div><img src="a.jpg"><span class="photo-note">${caption}</span></div>`],
    ['in the middle', `<center><img src="a.jpg"><br>${caption}</center>`],
    [
      'below two pictures',
      `<p><img src="a.jpg"></p><p><img src="b.jpg"></p><p style="text-align: center;"><em>${caption}</em></p>`,
    ],
  ])('%s', (_, picture) => {
    const { article } = read(
      `${H1}<p class="sapo">${LEAD}</p><div class="entry-content">${FIRST}${picture}${SECOND}${THIRD}</div>`,
    );
    expect(article).toMatchObject({ lead: LEAD, body: TEXTS.join('\n\n'), captions: [caption] });
  });

  test('a paragraph below a picture is none, nor is a heading', () => {
    const { article } = read(
      content(`${FIRST}<p><img src="a.jpg"></p>${SECOND}<img src="b.jpg"><h3>Gần nhà</h3>${THIRD}`),
    );
    expect(article).toMatchObject({
      body: [TEXTS[0], TEXTS[1], 'Gần nhà', TEXTS[2]].join('\n\n'),
      captions: [],
    });
  });
});
