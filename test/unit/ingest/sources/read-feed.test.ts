import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../../src/ingest/article-schema.ts';
import { readFeed } from '../../../../src/ingest/sources/read-feed.ts';
import { NO_DEFAULTS, type ReadRecord } from '../../../../src/ingest/sources/source-record.ts';
import { encodeLegacy } from '../../../support/legacy-text.ts';

const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/sources/${name}`, import.meta.url)));

const collect = async (records: AsyncIterable<ReadRecord>): Promise<ReadRecord[]> => {
  const all: ReadRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
};

const read = (bytes: string | Buffer, size = 64, canReopen = true): Promise<ReadRecord[]> => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const whole = Buffer.from(bytes as string);
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  }
  return collect(readFeed(chunks(), 'tin', NO_DEFAULTS, canReopen ? chunks : null));
};

const item = (inner: string): string =>
  `<rss><channel><title>Báo</title><item>${inner}</item></channel></rss>`;

describe('feeds', () => {
  test('RSS 2.0 with full texts', async () => {
    const [full, summary, undated] = await read(fixture('bao-duyen-hai.rss'));
    expect(parseArticle(full?.article)).toEqual({
      id: expect.stringMatching(/^tau-ca-tranh-bao-7712-[0-9a-f]{10}$/u),
      title: 'Tàu cá vào bờ tránh bão & áp thấp',
      lead: 'Đến chiều qua, 1.870 tàu đã neo đậu an toàn.',
      body: 'Từ sáng sớm, cảng cá Cửa Nhượng đã kín chỗ. Loa phường đọc danh sách tàu chưa liên lạc được.\n\nBà con kéo thúng chai lên quá mép đường.',
      captions: ['Cảng cá Cửa Nhượng kín tàu.', 'Neo buộc tàu ở âu thuyền.'],
      url: 'https://duyenhaimoi.example/kinh-te-bien/tau-ca-tranh-bao-7712.html',
      image: 'https://duyenhaimoi.example/b.jpg',
      section: 'Kinh tế biển',
      source: 'Báo Duyên Hải Mới',
      authors: ['Nguyễn Thị Biển'],
      tags: ['bão', 'ngư dân'],
      publishedAt: '2022-09-17T06:30:00+07:00',
    });
    expect(summary?.from).toBe('tin#2');
    expect(parseArticle(summary?.article)).toMatchObject({
      body: 'Chợ cá Cửa Nhượng họp lại sau hai ngày nghỉ.',
      image: 'https://duyenhaimoi.example/c.jpg',
      authors: ['Trần Văn Lưới'],
      publishedAt: '2022-09-19T07:00:00+07:00',
    });
    expect(undated).toMatchObject({ problem: expect.stringContaining('“hôm nọ” cannot be read') });
  });

  test('Atom, with markup as elements', async () => {
    const [record] = await read(fixture('mien-song-nuoc.atom'), 7);
    expect(parseArticle(record?.article)).toEqual({
      id: expect.stringMatching(/^mua-nuoc-noi-881-[0-9a-f]{10}$/u),
      title: 'Mùa nước nổi “đẹp” trở lại',
      lead: 'Cá linh về sớm hơn mọi năm.',
      body: 'Nước lên đều, giá 5 < 7 nghìn.\n\nBông điên điển vàng bờ kinh.',
      captions: [],
      url: 'https://songnuoc.example/mua-nuoc-noi-881',
      section: 'Môi trường',
      source: 'Báo Miền Sông Nước',
      authors: ['Út Mười', 'Lê Thị Sen'],
      tags: [],
      publishedAt: '2022-09-18T12:30:00+07:00',
      updatedAt: '2022-09-19T12:30:00+07:00',
    });
  });

  test('RDF', async () => {
    const records = await read(fixture('rdf.xml'));
    expect(records).toHaveLength(1);
    expect(records[0]?.article).toMatchObject({
      title: 'Cà phê chín rộ',
      section: 'Kinh tế',
      source: 'Thời báo Cao Nguyên',
      authors: ['Y Khánh Niê'],
      publishedAt: '2021-11-05T07:00:00+07:00',
    });
  });

  test('an item of another encoding is converted, the others stay', async () => {
    const body = 'đảng bộ huyện lãnh đạo phát triển kinh tế vùng cao, bản nào cũng có điện';
    const bytes = Buffer.concat([
      Buffer.from(
        '<rss><channel><title>Báo</title><item><title>Điện về bản</title><description>Đủ.</description></item><item><title>Tin</title><description>',
      ),
      encodeLegacy(body, 'viscii') ?? Buffer.alloc(0),
      Buffer.from('</description></item></channel></rss>'),
    ]);
    expect(await read(bytes)).toMatchObject([
      { article: { title: 'Điện về bản', body: 'Đủ.' } },
      { article: { body }, note: 'converted from VISCII' },
    ]);
  });
});

test('an item in doubt is kept with its bytes, to be read by whoever knows its encoding', async () => {
  const bytes = Buffer.concat([
    Buffer.from(
      '<rss><channel><item><link>https://bao.example/1</link><pubDate>2022-01-21</pubDate><title>Tin</title><description>b',
    ),
    Buffer.from([0xe9]),
    Buffer.from('</description></item></channel></rss>'),
  ]);
  expect(await read(bytes)).toEqual([
    {
      from: 'tin#1',
      article: expect.objectContaining({ title: 'Tin', body: 'b\udce9', url: 'https://bao.example/1' }),
      problem: expect.stringContaining('not clear'),
    },
  ]);
});

describe('WordPress', () => {
  test('published posts with their names, pictures, captions; everything else is skipped with its reason', async () => {
    const [post, ...others] = await read(fixture('toa-soan.wxr'), 100);
    expect(parseArticle(post?.article)).toEqual({
      id: 'vungbien.example-41',
      title: 'Lớp học “hai trong một” ở Huổi Sang',
      lead: 'Điểm trường lẻ chỉ có một cô giáo.',
      body: 'Cô giáo Lường Thị Hoa dạy cùng lúc lớp một và lớp ba.\n\nMái tôn mới lợp,\nnền đất còn ẩm. Mười bốn học sinh đều là người Mông [1].',
      captions: ['Cô Hoa trước giờ lên lớp.', 'Giờ ra chơi.', 'Hai tấm bảng quay lưng vào nhau.'],
      url: 'https://www.vungbien.example/2022/09/lop-hoc-huoi-sang/',
      image: 'https://www.vungbien.example/45.jpg',
      section: 'Giáo dục',
      source: 'Tòa soạn Vùng Biên',
      authors: ['Hà Thu Giang'],
      tags: ['Xã hội', 'Huổi Sang'],
      publishedAt: '2022-09-06T08:15:00+07:00',
      updatedAt: '2022-09-07T09:00:00+07:00',
    });
    expect(others.map(({ skipped }) => skipped)).toEqual([
      'a post that is a draft',
      'a post that is in the trash',
      'no post but a page',
      'no post but a picture or file',
      'no post but a picture or file',
    ]);
  });

  test('read once only, it lacks the captions that come later', async () => {
    const [post] = await read(fixture('toa-soan.wxr'), 100, false);
    expect(post?.article).toMatchObject({ id: 'vungbien.example-41', captions: [] });
  });
});

describe('what is hostile or broken', () => {
  test('entities that a document defines are not expanded', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY b${n} "${'&a;'.repeat(100)}">`).join('')}<!ENTITY f SYSTEM "file:///etc/hostname">]>${item('<title>A &b1; &f;</title><pubDate>2022-01-21</pubDate><description>&b19;</description>')}`;
    const [record] = await read(bomb);
    expect(record?.article).toMatchObject({ title: 'A &b1; &f;', body: '&b19;' });
  });

  test.each([
    ['nested without end', `<rss><channel>${'<a>'.repeat(100_000)}`, /nested more than 100 deep/u],
    ['cut off amid an item', '<rss><channel><item><title>A</title>', /breaks off amid an item/u],
    ['another kind of XML', '<urlset><url><loc>https://a.example/</loc></url></urlset>', /no RSS, no Atom/u],
    ['no XML', 'chỉ là chữ', /no RSS, no Atom/u],
    ['without items', '<rss><channel><title>Báo</title></channel></rss>', /no items/u],
  ])('%s', async (_, text, problem) => {
    expect(await read(text, 4_096)).toEqual([{ from: 'tin', problem: expect.stringMatching(problem) }]);
  });

  test('an item that is too long is told, and the next is read', async () => {
    const long = `<item><title>A</title><description>${'x'.repeat(33 * 1024 * 1024)}</description></item>`;
    const records = await read(`<rss><channel>${long}<item><title>B</title></item></channel></rss>`, 1 << 20);
    expect(records).toMatchObject([
      { problem: 'An item is longer than 32 MB.' },
      { article: { title: 'B' } },
    ]);
  });
});
