import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readPortalText } from '../../../../src/ingest/sources/portal-text.ts';
import { NO_DEFAULTS } from '../../../../src/ingest/sources/source-record.ts';

const fixture = async (name: string) => {
  const text = await readFile(new URL(`../../../../fixtures/articles/${name}.txt`, import.meta.url), 'utf8');
  return readPortalText(text, name, NO_DEFAULTS);
};

/** Padding as portals leave it where a paragraph ends. */
const PADDING = `\n\n${'\u00A0'.repeat(12)} \n\n`;
const page = (...blocks: string[]): string => blocks.join('\n\n');
const read = (text: string) => readPortalText(text, 'tin', NO_DEFAULTS);

const OPENING = 'Sáng nay, hơn 200 hộ dân bản Nậm Cưởm đã có điện lưới sau nhiều năm chờ đợi.';
const LONG =
  'Công trình kéo 12 km đường dây trung thế qua ba con suối, vượt hai ngọn đèo và đi qua những khu rừng phòng hộ mà bà con giữ gìn đã mấy đời nay. ';
const PARAGRAPH = LONG.repeat(2).trim();

describe('the fixtures', () => {
  test('the reference: title, day, lead, caption apart, six paragraphs, nothing of the page', async () => {
    const { article, problem } = await fixture('dang-bo-muong-ang');
    expect(problem).toBeNull();
    expect(article.title).toBe('Huyện Mường Ảng đưa việc học Bác vào từng buổi sinh hoạt bản');
    expect(article.publishedAt).toBe('2022-03-14T00:00:00+07:00');
    expect(article.lead).toMatch(/^Sau gần một nhiệm kỳ .* đảng viên\.$/u);
    expect(article.captions).toEqual([
      'Đảng viên Chi bộ bản Huổi Lướng, xã Ẳng Tở, giúp dân tỉa cành cà phê.',
    ]);
    const paragraphs = article.body.split('\n\n');
    expect(paragraphs).toHaveLength(6);
    expect(paragraphs[0]).toMatch(/^Tối mồng 5 hằng tháng/u);
    expect(paragraphs[5]).toMatch(/^Theo kế hoạch.*làm thật\.$/u);
    expect(article.body).not.toMatch(/tìm kiếm theo ngày|[\u00A0\u200B]| {2}|^\s|\s$/iu);
    expect(article.body).not.toContain('tỉa cành cà phê.');
  });

  test.each([
    ['cho-phien-phieng-luong', '2022-01-21T00:00:00+07:00', ['Vàng A Sình'], 3, 1],
    ['lu-quet-nam-ti', '2021-08-12T08:30:00+07:00', [], 3, 1],
    ['khai-giang-qua-song-phat-thanh', '2021-09-05T08:30:00+07:00', [], 3, 1],
    ['then-nfd', '2021-04-18T00:00:00+07:00', [], 2, 1],
    ['cau-treo-ban-hua-nam', '2023-04-30T09:15:00+07:00', ['Hà Thu Giang'], 3, 1],
  ])('%s', async (name, publishedAt, authors, paragraphs, captions) => {
    const { article, problem } = await fixture(name);
    expect(problem).toBeNull();
    expect(article.publishedAt).toBe(publishedAt);
    expect(article.authors).toEqual(authors);
    expect(article.lead).toBeDefined();
    expect(article.body.split('\n\n')).toHaveLength(paragraphs);
    expect(article.captions).toHaveLength(captions);
    expect(article.body).not.toMatch(
      /^(?:in trang|in bài viết|chia sẻ|tin liên quan|ý kiến bạn đọc|gửi|họ và tên|về đầu trang)/imu,
    );
    const all = JSON.stringify(article);
    expect(all).toBe(all.normalize('NFC'));
    expect(all).not.toMatch(/\u00A0|\\r/u);
  });

  test('headlines of other articles below the text are not part of it', async () => {
    const { article } = await fixture('lu-quet-nam-ti');
    expect(JSON.stringify(article)).not.toContain('kỹ năng ứng phó');
  });

  test('a late caption is found', async () => {
    const { article } = await fixture('khai-giang-qua-song-phat-thanh');
    expect(article.captions).toEqual(['Sách giáo khoa được chuyển bằng vỏ lãi đến từng ấp.']);
  });
});

describe('the header', () => {
  test('the date above the title, with path, section and buttons around', () => {
    const text = page(
      'Trang chủ » Xây dựng Đảng',
      'Thứ Sáu, 21/01/2022',
      'Điện về Nậm Cưởm',
      'In trang',
      'Tác giả: Hà Thu Giang',
      PARAGRAPH,
    );
    expect(read(text).article).toMatchObject({
      title: 'Điện về Nậm Cưởm',
      section: 'Xây dựng Đảng',
      publishedAt: '2022-01-21T00:00:00+07:00',
      authors: ['Hà Thu Giang'],
      body: PARAGRAPH,
    });
  });

  test('the part of the paper above the title', () => {
    const text = page('Xây dựng Đảng', 'Điện về Nậm Cưởm sau nhiều năm chờ đợi', '21/01/2022', PARAGRAPH);
    expect(read(text).article).toMatchObject({
      section: 'Xây dựng Đảng',
      title: 'Điện về Nậm Cưởm sau nhiều năm chờ đợi',
      body: PARAGRAPH,
    });
  });

  test('a second date line tells of a change', () => {
    const text = page(
      'Điện về Nậm Cưởm',
      'Ngày 21 tháng 01 năm 2022',
      'Cập nhật: 22/01/2022 09:00',
      PARAGRAPH,
    );
    expect(read(text).article).toMatchObject({
      publishedAt: '2022-01-21T00:00:00+07:00',
      updatedAt: '2022-01-22T09:00:00+07:00',
    });
  });

  test('a lead between title and date is kept', () => {
    const { article } = read(page('Điện về Nậm Cưởm', OPENING, '21/01/2022', PARAGRAPH, PARAGRAPH));
    expect(article.lead).toBe(OPENING);
    expect(article.body).toBe(`${PARAGRAPH}\n\n${PARAGRAPH}`);
  });

  test('a date below the article is found, and is not part of the text', () => {
    const { article, problem } = read(
      page('Điện về Nậm Cưởm', PARAGRAPH, 'Ngày đăng: 21/01/2022', 'In trang'),
    );
    expect(problem).toBeNull();
    expect(article.publishedAt).toBe('2022-01-21T00:00:00+07:00');
    expect(article.body).toBe(PARAGRAPH);
  });

  test('a date within a sentence is not the date line', () => {
    const { article, problem } = read(
      page(
        'Điện về Nậm Cưởm',
        'Thực hiện Nghị quyết 02-NQ/TU ngày 21/1/2021 của Tỉnh ủy, huyện đã kéo điện.',
      ),
    );
    expect(article.publishedAt).toBeUndefined();
    expect(problem).toMatch(/^No date was found: put one .*“Ngày 21 tháng 01 năm 2022”\.$/u);
  });
});

describe('what is missing is named', () => {
  test.each([
    ['', /^It holds no text\.$/u],
    [` \n\u00A0\n`, /^It holds no text\.$/u],
    ['21/01/2022', /^No title was found: .*; there is no text/u],
    [page('Điện về Nậm Cưởm', '21/01/2022'), /^There is no text below/u],
    [page(PARAGRAPH.repeat(2), '21/01/2022', PARAGRAPH), /^No title was found: put it on the first line/u],
  ])('%j', (text, problem) => {
    expect(read(text).problem).toMatch(problem);
  });
});

describe('lead and captions', () => {
  test('the short line between padding after the opening is a caption, and the opening the lead', () => {
    const caption = 'Thợ điện kéo dây qua suối Nậm Cưởm.';
    const { article } = read(
      `Điện về Nậm Cưởm\n\n21/01/2022\n\n${OPENING}${PADDING}${caption}${PADDING}${PARAGRAPH}`,
    );
    expect(article).toMatchObject({ lead: OPENING, captions: [caption], body: PARAGRAPH });
  });

  test('a caption above the opening', () => {
    const caption = 'Thợ điện kéo dây qua suối Nậm Cưởm.';
    const { article } = read(
      `Điện về Nậm Cưởm\n\n21/01/2022${PADDING}${caption}${PADDING}${PARAGRAPH}${PADDING}${PARAGRAPH}`,
    );
    expect(article.captions).toEqual([caption]);
    expect(article.lead).toBeUndefined();
  });

  test('an opening below padding is no caption', () => {
    const { article } = read(
      `Điện về Nậm Cưởm\n\n21/01/2022${PADDING}${OPENING} Ai cũng vui.${PADDING}${PARAGRAPH}${PADDING}${PARAGRAPH}`,
    );
    expect([article.lead, article.captions]).toEqual([`${OPENING} Ai cũng vui.`, []]);
    const oneSentence = `${OPENING.slice(0, -1)} và nhiều lần lỡ hẹn.`;
    const other = read(
      `Điện về Nậm Cưởm\n\n21/01/2022\n\n\n${oneSentence}${PADDING}${PARAGRAPH}${PADDING}${PARAGRAPH}`,
    );
    expect([other.article.lead, other.article.captions]).toEqual([oneSentence, []]);
  });

  test('a caption that says so needs no padding', () => {
    const { article } = read(
      page('Điện về Nậm Cưởm', '21/01/2022', PARAGRAPH, 'Thợ điện kéo dây. Ảnh: Hà Thu Giang', PARAGRAPH),
    );
    expect(article.captions).toEqual(['Thợ điện kéo dây. Ảnh: Hà Thu Giang']);
    expect([article.lead, article.body]).toEqual([PARAGRAPH, PARAGRAPH]);
  });

  test.each([
    'Anh Lò Văn Hải cho biết bà con rất vui.',
    'Đồng bộ các giải pháp',
    '“Có điện rồi, con cháu học bài buổi tối được rồi”, ông Pản nói.',
    'Kết quả cụ thể như sau:',
    '- Kéo 12 km đường dây;',
    'Đêm ấy bản sáng đèn. Không ai ngủ.',
  ])('amid the body this stays: %s', (line) => {
    const { article } = read(
      `Điện về Nậm Cưởm\n\n21/01/2022\n\n${[OPENING, PARAGRAPH, line, PARAGRAPH].join(PADDING)}`,
    );
    expect(article.captions).toEqual([]);
    expect(article.body.split('\n\n')).toEqual([PARAGRAPH, line, PARAGRAPH]);
  });

  test('without padding a short paragraph is no caption', () => {
    const { article } = read(page('Điện về Nậm Cưởm', '21/01/2022', OPENING, 'Cả bản cùng vui.', PARAGRAPH));
    expect(article.captions).toEqual([]);
  });

  test('of a single paragraph the body is made, not the lead', () => {
    const { article } = read(page('Điện về Nậm Cưởm', '21/01/2022', OPENING));
    expect(article.lead).toBeUndefined();
    expect(article.body).toBe(OPENING);
  });
});

describe('the page around the article', () => {
  test('everything from an ending on is cut, its long comments too', () => {
    const { article } = read(
      page('Điện về Nậm Cưởm', '21/01/2022', PARAGRAPH, 'Ý kiến bạn đọc', `Bạn Minh: ${PARAGRAPH}`),
    );
    expect(article.body).toBe(PARAGRAPH);
  });

  test('a box amid the article goes with its headlines, and the article goes on', () => {
    const { article } = read(
      page(
        'Điện về Nậm Cưởm',
        '21/01/2022',
        PARAGRAPH,
        'Tin liên quan',
        'Giá điện tăng',
        'Mưa lớn',
        PARAGRAPH,
      ),
    );
    expect(article.body).toBe(`${PARAGRAPH}\n\n${PARAGRAPH}`);
  });

  test('a button amid the article goes alone', () => {
    const { article } = read(
      page('Điện về Nậm Cưởm', '21/01/2022', PARAGRAPH, 'Chia sẻ', 'Điện sáng cả bản.', PARAGRAPH),
    );
    expect([article.lead, article.body]).toEqual([PARAGRAPH, `Điện sáng cả bản.\n\n${PARAGRAPH}`]);
  });

  test('tags and what the file was taken from', () => {
    const { article } = read(
      page(
        'Điện về Nậm Cưởm',
        '21/01/2022',
        PARAGRAPH,
        'Theo Báo Vùng Cao',
        'Từ khóa: điện, bản Nậm Cưởm',
        'Quảng cáo',
      ),
    );
    expect(article).toMatchObject({
      body: PARAGRAPH,
      source: 'Báo Vùng Cao',
      tags: ['điện', 'bản Nậm Cưởm'],
    });
  });

  test('lines broken to a width are put together', () => {
    const { article } = read(
      'Điện về Nậm Cưởm\n21/01/2022\nCông trình kéo 12 km đường dây trung thế qua ba con suối,\nvượt hai ngọn đèo.\nBà con rất vui.\n',
    );
    expect(article.body).toBe(
      'Công trình kéo 12 km đường dây trung thế qua ba con suối, vượt hai ngọn đèo.\n\nBà con rất vui.',
    );
  });
});

describe('what stands above and amid the text of a page', () => {
  const top = (...lines: string[]) =>
    read(page(...lines, 'Điện về bản vùng cao', '21/01/2022', OPENING, PARAGRAPH, PARAGRAPH)).article;

  test('a button is no section, the name of the newspaper its source, and the path the section', () => {
    expect(top('Đăng nhập')).not.toHaveProperty('section');
    expect(top('Báo Lòng Hồ', 'Trang chủ > Xã hội')).toMatchObject({
      source: 'Báo Lòng Hồ',
      section: 'Xã hội',
    });
    expect(top('Xã hội')).toMatchObject({ section: 'Xã hội' });
  });

  test('a link to another article is cut', () => {
    const text = page(
      'Điện về bản',
      '21/01/2022',
      PARAGRAPH,
      PARAGRAPH,
      '>> Nà Tấu có đường mới',
      PARAGRAPH,
      'Ai cũng mừng.',
    );
    expect(read(text).article.body).toBe(page(PARAGRAPH, PARAGRAPH, 'Ai cũng mừng.'));
  });

  test('a year of two digits is refused in words', () => {
    const { problem } = read(page('Điện về bản', '21/01/22 08:30', PARAGRAPH, PARAGRAPH));
    expect(problem).toContain('“21/01/22 08:30” has a year of two digits');
  });
});

describe('short paragraphs of the article between boxes', () => {
  const box = (heading: string, ...titles: string[]): string => page(heading, ...titles);
  const related = box('Tin liên quan', 'Mường Phăng mở chợ đêm đón khách', 'Vì sao giá cà phê tăng?');
  const mostRead = box('Đọc nhiều', 'Huổi Lóng được mùa cà phê', 'Lịch cắt điện tuần này');
  const short = 'Bà con ai cũng mừng.';
  const top = page('Điện về bản vùng cao', '21/01/2022', OPENING, PARAGRAPH);
  const bodyOf = (...blocks: string[]) => read(page(top, ...blocks));

  test.each([
    ['between two', [related, short, mostRead, PARAGRAPH, PARAGRAPH]],
    ['below the last', [related, mostRead, short, PARAGRAPH, PARAGRAPH]],
    ['below one', [related, short, PARAGRAPH, PARAGRAPH]],
  ])('%s', (_, blocks) => {
    const { article, warnings } = bodyOf(...blocks);
    expect(article.body).toBe(page(PARAGRAPH, short, PARAGRAPH, PARAGRAPH));
    expect(warnings).toEqual([]);
  });

  test('the summaries of a box are none', () => {
    const summed = box(
      'Tin liên quan',
      'Mường Phăng mở chợ đêm',
      short,
      'Nà Tấu thêm đường',
      'Xe đã vào tận bản.',
    );
    expect(bodyOf(summed, PARAGRAPH, PARAGRAPH).article.body).toBe(page(PARAGRAPH, PARAGRAPH, PARAGRAPH));
  });

  test('a date line with the lead', () => {
    const { article } = read(
      page('Điện về bản vùng cao', `21/01/2022 08:30 - ${OPENING}`, PARAGRAPH, PARAGRAPH),
    );
    expect(article).toMatchObject({ publishedAt: '2022-01-21T08:30:00+07:00', lead: OPENING });
  });

  test('a date that may have the month first is a warning', () => {
    const { article, warnings } = read(page('Điện về bản vùng cao', '11/9/2021 3:40 PM', OPENING, PARAGRAPH));
    expect(article.publishedAt).toBe('2021-09-11T15:40:00+07:00');
    expect(warnings).toEqual([expect.stringMatching(/2021-09-11.*2021-11-09/u)]);
  });
});

describe('defaults and id', () => {
  const text = page('Điện về Nậm Cưởm', '21/01/2022', PARAGRAPH, 'Hà Thu Giang');
  const defaults = { section: 'Xã hội', source: 'Báo Vùng Cao', authors: ['PV'], tags: ['điện'] };

  test('the page comes first', () => {
    expect(readPortalText(text, 'tin', defaults).article).toMatchObject({
      section: 'Xã hội',
      source: 'Báo Vùng Cao',
      authors: ['Hà Thu Giang'],
      tags: ['điện'],
    });
  });

  test('the same file gives the same id, in NFC and NFD; another name, title or day gives another', () => {
    const id = (content: string, name: string) => readPortalText(content, name, NO_DEFAULTS).article.id;
    const first = id(text, 'điện-về');
    expect(first).toMatch(/^dien-ve-[0-9a-f]{10}$/u);
    expect(id(text.normalize('NFD'), 'điện-về'.normalize('NFD'))).toBe(first);
    expect(id(`${text}\nIn trang`, 'điện-về')).toBe(first);
    const others = [
      id(text, 'điện-về-2'),
      id(text.replace('Nậm Cưởm', 'Nậm Cuổm'), 'điện-về'),
      id(text.replace('21/01', '22/01'), 'điện-về'),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

describe('what stands above and amid copied text', () => {
  const body = [LONG.trim(), OPENING, PARAGRAPH].join('\n\n');

  test.each([
    'Hôm nay: Thứ Hai, ngày 1 tháng 6 năm 2026\n\nĐiện về tới bản Nậm Cưởm\n\n15:40 | 09/11/2021',
    'Thứ 2, 01/06/2026 07:15:22 SA\n\nĐiện về tới bản Nậm Cưởm\n\nCập nhật 15:40, Thứ 3, 09/11/2021',
    'Thứ Hai, 1/6/2026, 10:15 (GMT+7)\nXã hội > Điện lưới\nĐiện về tới bản Nậm Cưởm\nThứ Ba, 9/11/2021, 15:40 (GMT+7)',
  ])('the clock of the site is not the date: %j', (head) => {
    const { article } = read(`${head}\n\n${body}`);
    expect(article).toMatchObject({
      title: 'Điện về tới bản Nậm Cưởm',
      publishedAt: '2021-11-09T15:40:00+07:00',
    });
  });

  test('today’s date is no date of an article', () => {
    const { problem } = read(`Điện về tới bản Nậm Cưởm\n\nHôm nay, 01/06/2026\n\n${body}`);
    expect(problem).toMatch(/no date/iu);
  });

  const withAmid = (...amid: readonly string[]): string =>
    page('Điện về tới bản Nậm Cưởm', '09/11/2021 15:40', PARAGRAPH, ...amid);

  test('a part of the article that is headed as boxes are', () => {
    const first = OPENING.replace('.', ', ai cũng vui mừng.');
    expect(read(withAmid('Đánh giá', first, PARAGRAPH)).article.body).toContain(`Đánh giá\n\n${first}`);
  });

  test('a list of titles ends where two sentences follow each other', () => {
    const last = 'Lễ khánh thành lúc 8 giờ.';
    const { article, warnings } = read(withAmid('Tin nên đọc', 'Chợ phiên đổi giờ họp', LONG.trim(), last));
    expect(article.body).toBe([LONG.trim(), last].join('\n\n'));
    expect(warnings).toEqual([]);
  });
});
