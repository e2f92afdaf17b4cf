import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ReadFlags } from '../../../src/cli/import-options.ts';
import type { Article } from '../../../src/domain/article.ts';
import { readArticles, type ReadArticles } from '../../support/read-articles.ts';

/** Cases that once went wrong, each with what should come of it in its `expected.md`. */
const path = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/import-cases/${name}`, import.meta.url));
const read = (name: string, flags: Partial<ReadFlags> = {}): Promise<ReadArticles> =>
  readArticles([path(name)], flags);
const readOne = async (name: string, flags: Partial<ReadFlags> = {}): Promise<Article> => {
  const { articles, events } = await read(name, flags);
  expect(events.map(({ error }) => error?.message)).toEqual([undefined]);
  return articles[0] as Article;
};

const TITLE = 'Bản Nà Phạ có cầu mới';
const LEAD = 'Cây cầu mới giúp hơn 300 hộ dân ba bản vùng cao không còn bị cô lập mỗi mùa mưa lũ.';
const FIRST =
  'Sáng nay, hàng trăm bà con các bản vùng cao đã về trung tâm xã dự lễ khánh thành cây cầu mới bắc qua dòng suối lớn, thay cho cây cầu tre cũ đã dùng nhiều năm, mỗi mùa mưa lũ lại bị cuốn trôi phải làm lại từ đầu.';
const SECOND =
  'Theo lãnh đạo xã, công trình dài 60 mét, rộng 5 mét, do Nhà nước và nhân dân cùng làm, hoàn thành sớm hơn kế hoạch hai tháng nhờ bà con góp hơn một nghìn ngày công, nhiều gia đình còn hiến cả đất nương để mở đường dẫn.';
const THIRD =
  'Từ nay học sinh đi học không còn phải lội suối, xe chở nông sản vào tận bản, giá ngô và sắn vì thế cũng tăng lên đáng kể so với trước, nhiều hộ đã tính chuyện trồng thêm cây ăn quả để bán cho thương lái dưới xuôi.';
const PARAGRAPHS = [FIRST, SECOND, THIRD].join('\n\n');
const HALF_PAST_EIGHT = '2022-01-21T08:30:00+07:00';

test('blogger-export: the post, without settings and comments', async () => {
  const { articles, events } = await read('blogger-export/input.xml');
  expect(articles).toEqual([
    expect.objectContaining({ title: TITLE, section: 'Xã hội', authors: ['Lò Thử'] }),
  ]);
  expect(events.filter(({ status }) => status === 'skipped')).toHaveLength(2);
});

test('csv-export: a row is an article', async () => {
  const field = [
    'id=Mã bài',
    'title=Tiêu đề',
    'lead=Sapo',
    'body=Nội dung',
    'authors=Tác giả',
    'publishedAt=Ngày đăng',
    'section=Chuyên mục',
    'url=Link',
  ];
  expect(await readOne('csv-export/input.csv', { field, zone: '+07:00' })).toEqual({
    id: '77',
    title: TITLE,
    lead: LEAD,
    body: `${FIRST}\n\n${SECOND}`,
    captions: [],
    url: 'https://baothu.example/csv-77.html',
    section: 'Xã hội',
    authors: ['Lò Thị Thử'],
    tags: [],
    publishedAt: HALF_PAST_EIGHT,
  });
});

test('custom-xml: read by a field map, as JSON is', async () => {
  const field = ['authors=author', 'publishedAt=time', 'lead=header', 'url=link'];
  expect(await readOne('custom-xml/input.xml', { record: 'n0', field })).toMatchObject({
    id: '1064033',
    title: TITLE,
    lead: LEAD,
    body: FIRST,
    authors: ['LÒ THỬ'],
    url: 'https://baothu.example/a-1064033.html',
    publishedAt: HALF_PAST_EIGHT,
  });
  const { events } = await read('custom-xml/input.xml');
  expect(events[0]?.error?.message).toContain('--record n0');
});

test('enc-currency-corrupted: amounts in pounds, yens and euros stay', async () => {
  const page = await readOne('enc-currency-corrupted/input.html');
  expect(page.body).toContain('Khán đài A | £100\n\nKhán đài B | £60\n\nGiá vé £45');
  const { articles, events } = await read('enc-currency-corrupted/input.jsonl');
  expect(articles.map(({ title, captions }) => [title, ...captions])).toEqual([
    ['Xe Anh giá £20.000'],
    ['Vé xem bóng đá tăng giá', 'Vé £100', 'Vé £60'],
    ['Chợ đêm nước bạn', 'Giá ¥5.000', 'Giá ¥9.000'],
    ['Phép đo ở trạm', '±5', '±10'],
    ['Chợ Tết ở nước bạn', 'Giá: 5€', '10€'],
    ['Phí £5/tháng'],
  ]);
  expect(events.map(({ note }) => note)).toEqual(events.map(() => null));
});

test('enc-nbsp-after-xa: a no-break space behind a capital', async () => {
  const { body } = await readOne('enc-nbsp-after-xa/input.html');
  expect(body).toMatch(/^Sáng nay, ỦY BAN NHÂN DÂN XÃ HÒA BÌNH tổ chức/u);
});

test('feed-same-link: the guid tells items apart', async () => {
  const { articles } = await read('feed-same-link/input.rss');
  expect(new Set(articles.map(({ id }) => id)).size).toBe(3);
});

test('json-compact-date: digits of a date, and numbers that are none', async () => {
  const { articles, events } = await read('json-compact-date/input.jsonl', { zone: '+07:00' });
  expect(articles.map(({ id, publishedAt }) => [id, publishedAt])).toEqual([
    ['cd-1', '2022-01-21T00:00:00+07:00'],
    ['cd-2', HALF_PAST_EIGHT],
    ['cd-3', HALF_PAST_EIGHT],
    ['cd-4', '2022-01-21T08:00:00+07:00'],
  ]);
  expect(events.slice(4).map(({ status }) => status)).toEqual(['failed', 'failed']);
});

test('json-status-drafts: only what is published, and the fields passed over are named', async () => {
  const { articles, events } = await read('json-status-drafts/input.jsonl', { field: ['id=id'] });
  expect(articles.map(({ id }) => id)).toEqual(['st-1']);
  expect(events.map(({ status }) => status)).toEqual(['valid', 'skipped']);
  const where = await read('json-status-drafts/input.jsonl', { field: ['id=id'], where: ['status=draft'] });
  expect(where.articles.map(({ id }) => id)).toEqual(['st-2']);
});

test('json-vn-date: dates as crawls have them', async () => {
  const { articles } = await read('json-vn-date/input.jsonl');
  expect(articles.map(({ publishedAt }) => publishedAt)).toEqual(
    Array.from({ length: 6 }, () => '2021-05-03T06:00:00+07:00'),
  );
});

test('mirror-endings: pages by what they hold, whatever they are called', async () => {
  const { articles } = await read('mirror-endings/site', { format: 'html' });
  expect(articles.map(({ url }) => url)).toEqual([
    'https://baothu.example/mirror1.html',
    'https://baothu.example/mirror2.html',
  ]);
  expect((await read('mirror-endings/site')).articles).toEqual(articles);
});

test.each(['input-1.html', 'input-2.html'])('page-body-in-blocks: %s', async (name) => {
  expect((await readOne(`page-body-in-blocks/${name}`)).body).toBe(PARAGRAPHS);
});

test.each(['input-1.html', 'input-2.html', 'input-3.txt'])('page-box-cuts-article: %s', async (name) => {
  const { lead, body } = await readOne(`page-box-cuts-article/${name}`);
  expect([lead, body].filter((text) => text !== undefined).join('\n\n')).toBe(PARAGRAPHS);
});

test('page-canonical-home: the front page of the site is no article’s address', async () => {
  const { articles } = await readArticles([path('page-canonical-home')]);
  expect(new Set(articles.map(({ id }) => id)).size).toBe(3);
  expect(articles.map(({ url }) => url)).toEqual([
    'https://baothu.example/bai-so-1-101.html',
    'https://baothu.example/bai-so-2-102.html',
    'https://baothu.example/bai-so-3-103.html',
  ]);
});

test('page-captions-in-body: the text right below a picture', async () => {
  expect(await readOne('page-captions-in-body/input.html')).toMatchObject({
    lead: LEAD,
    body: PARAGRAPHS,
    captions: [
      'Cầu mới nhìn từ trên cao. Ảnh: Lò Thử',
      'Xe chở ngô đầu tiên qua cầu. Ảnh: Vàng Sình',
      'Trẻ nhỏ vui chơi bên cầu. Ảnh: Lò Thử',
    ],
  });
});

test.each(['input.html', 'input-related.html'])('page-header-date: %s', async (name) => {
  expect(await readOne(`page-header-date/${name}`)).toMatchObject({ publishedAt: HALF_PAST_EIGHT });
});

test('page-ld-related-first: the data of the page’s own article', async () => {
  expect(await readOne('page-ld-related-first/input.html')).toMatchObject({
    publishedAt: HALF_PAST_EIGHT,
    authors: ['Lò Thị Thử'],
  });
});

test.each(['input-br.html', 'input-div.html', 'input-span.html'])('page-old-layout: %s', async (name) => {
  expect((await readOne(`page-old-layout/${name}`)).body).toBe(PARAGRAPHS);
});

test('page-related-in-body: nothing of other articles', async () => {
  expect(await readOne('page-related-in-body/input.html')).toMatchObject({ lead: LEAD, body: PARAGRAPHS });
});

test('page-tags-comma: tags are parted at commas', async () => {
  expect(await readOne('page-tags-comma/input.html')).toMatchObject({
    tags: ['Cầu mới', 'Vùng cao', 'Nà Phạ'],
  });
});

test('page-text-lost-by-class: a name of a class does not make text go', async () => {
  const gallery = await readOne('page-text-lost-by-class/input-gallery.html');
  expect(gallery).toMatchObject({
    lead: LEAD,
    body: PARAGRAPHS,
    captions: ['Cầu mới nhìn từ trên cao. Ảnh: Lò Thử'],
  });
  const quote = await readOne('page-text-lost-by-class/input-quote.html');
  expect(quote.body).toContain('không sợ lũ nữa.\n\nÔng Lò Văn Thử, trưởng bản Nà Phạ\n\n');
  const subhead = await readOne('page-text-lost-by-class/input-subhead.html');
  expect(subhead).toMatchObject({
    lead: LEAD,
    body: [FIRST, 'Người dân nói gì về cây cầu?', SECOND, THIRD].join('\n\n'),
  });
});

test('page-wordpress-vn-date: months as words', async () => {
  expect(await readOne('page-wordpress-vn-date/input.html')).toMatchObject({
    publishedAt: '2022-01-21T00:00:00+07:00',
  });
});

test('records-in-a-list: lists within lists', async () => {
  const { articles, events } = await read('records-in-a-list/input-ghost.json', {
    records: 'db[0].data.posts',
    field: ['body=html', 'publishedAt=published_at'],
  });
  expect(articles).toEqual([expect.objectContaining({ id: '60a', publishedAt: HALF_PAST_EIGHT })]);
  expect(events.map(({ status }) => status)).toEqual(['valid', 'skipped']);
  expect(await readOne('records-in-a-list/input-phpmyadmin.json', { records: '[2].data' })).toMatchObject({
    id: '7',
  });
  // The hints lead there.
  const ghost = await read('records-in-a-list/input-ghost.json');
  expect(ghost.events[0]?.error?.message).toContain('--records db[0].data.posts');
  const phpMyAdmin = await read('records-in-a-list/input-phpmyadmin.json');
  expect(phpMyAdmin.events.at(-1)?.error?.message).toContain('--records [2].data');
});

test('text-today-date: the clock of the site is not the date', async () => {
  expect(await readOne('text-today-date/input.txt')).toMatchObject({
    title: TITLE,
    publishedAt: HALF_PAST_EIGHT,
  });
});

test('wp-rest-entities: every text is reduced from HTML', async () => {
  const field = [
    'title=title.rendered',
    'lead=excerpt.rendered',
    'body=content.rendered',
    'url=link',
    'publishedAt=date',
    'section=_embedded.wp:term[0][0].name',
  ];
  const expected = {
    title: 'Chợ phiên vùng cao – “phố” giữa núi & mây',
    lead: 'Mỗi tuần một lần, bà con khắp các bản lại xuống núi họp chợ…',
    section: 'Văn hóa & Du lịch',
    publishedAt: '2024-03-05T08:30:00+07:00',
  };
  expect(await readOne('wp-rest-entities/input.json', { field, zone: '+07:00' })).toMatchObject(expected);
  const universal = field.map((each) => each.replace('publishedAt=date', 'publishedAt=date_gmt'));
  expect(await readOne('wp-rest-entities/input.json', { field: universal, zone: '+07:00' })).toMatchObject(
    expected,
  );
});
