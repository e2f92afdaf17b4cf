import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../../src/ingest/article-schema.ts';
import { parsePath } from '../../../../src/ingest/sources/field-path.ts';
import { parseFieldOption, withDateOrder } from '../../../../src/ingest/sources/field-map.ts';
import { readSource } from '../../../../src/ingest/sources/read-sources.ts';
import {
  NO_DEFAULTS,
  type ReadOptions,
  type ReadRecord,
} from '../../../../src/ingest/sources/source-record.ts';
import { guessFieldMap } from '../../../../src/ingest/sources/suggest-field-map.ts';

const read = async (
  bytes: string | Buffer,
  name = 'tin.csv',
  options: Partial<ReadOptions> = {},
  size = 5,
): Promise<ReadRecord[]> => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const whole = Buffer.from(bytes as string);
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  }
  const records: ReadRecord[] = [];
  for await (const record of readSource(chunks(), name, { ...NO_DEFAULTS, ...options })) records.push(record);
  return records;
};
const articles = (records: readonly ReadRecord[]) => records.map(({ article }) => article);
const fields = (...options: readonly string[]): Pick<ReadOptions, 'map'> => ({
  map: Object.assign({}, ...options.map((each) => parseFieldOption(each))) as NonNullable<ReadOptions['map']>,
});

describe('tables', () => {
  const article = {
    id: '1',
    title: 'Điện, “về” bản',
    body: 'Đoạn một.\n\nĐoạn hai.',
    publishedAt: '2022-01-21T00:00:00+07:00',
  };
  const rows = (delimiter: string, end = '\r\n'): string =>
    ['id', 'title', 'body', 'publishedAt'].join(delimiter) +
    end +
    ['1', '"Điện, “về” bản"', '"Đoạn một.\n\nĐoạn hai."', '21/01/2022'].join(delimiter) +
    end;

  test.each([
    ['commas', rows(',')],
    ['semicolons', rows(';')],
    ['tabs', rows('\t')],
    ['bars', rows('|')],
    ['a byte-order mark', `\uFEFF${rows(',')}`],
    ['Unix line ends', rows(',', '\n')],
    ['what Excel names its delimiter with', `sep=;\r\n${rows(';')}`],
    ['no line end at the end', rows(',').trimEnd()],
    ['quoted names', rows(',').replace('id,title', '"id","title"')],
  ])('%s', async (_, text) => {
    expect(articles(await read(text))).toEqual([article]);
    expect(articles(await read(text, 'tin.csv', {}, 100_000))).toEqual([article]);
  });

  test('UTF-16, as Excel writes “Unicode text”', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rows('\t'), 'utf16le')]);
    expect(articles(await read(bytes, 'tin.tsv'))).toEqual([article]);
    expect(articles(await read(bytes, 'tin.csv'))).toEqual([article]);
    expect(articles(await read(bytes, 'tin.txt', {}, 100_000))).toEqual([article]);
  });

  test('whatever its name, by how it begins; a text with commas is none', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      expect(articles(await read(rows(delimiter), 'tin.dat', {}, 100_000))).toEqual([article]);
    }
    const text =
      'Chợ phiên, then, khèn, rượu\n\n21/01/2022\n\nBà con ba bản về chợ, mua bán, chơi hội, hát then.';
    expect(await read(text, 'tin.txt', {}, 100_000)).toMatchObject([
      { article: { title: 'Chợ phiên, then, khèn, rượu' } },
    ]);
    expect(await read(text, '-', {}, 100_000)).toMatchObject([
      { article: { title: 'Chợ phiên, then, khèn, rượu' } },
    ]);
  });

  test('cells that are empty are not there, and rows of them are none', async () => {
    const text =
      'id,title,lead,body,publishedAt\n1,Điện,,Đoạn.,2022-01-21\n,,,,\n2,Chợ,NULL,Đoạn.,2022-01-21\n';
    expect((await read(text)).map(({ article }) => Object.keys(article as object))).toEqual([
      ['id', 'title', 'body', 'publishedAt'],
      ['id', 'title', 'body', 'publishedAt'],
    ]);
  });

  test('an older encoding is read as in every other form', async () => {
    const [record] = await read(
      Buffer.concat([
        Buffer.from('id,title,body,publishedAt\n1,'),
        // “Đảng bộ huyện”, in TCVN3
        Buffer.from([0xa7, 0xb6, 0x6e, 0x67, 0x20, 0x62, 0xe9, 0x20, 0x68, 0x75, 0x79, 0xd6, 0x6e]),
        Buffer.from(',"'),
        // “Nhân dân các bản vùng cao.”
        Buffer.from('Nh\xa9n d\xa9n c\xb8c b\xb6n v\xefng cao.', 'latin1'),
        Buffer.from('",2022-01-21\n'),
      ]),
    );
    expect(record).toMatchObject({
      article: { title: 'Đảng bộ huyện', body: 'Nhân dân các bản vùng cao.' },
      note: 'converted from TCVN3 (ABC)',
    });
  });

  test('several names in one cell are parted, a column of numbers has no name, others are named', async () => {
    const text =
      ',id,title,body,publishedAt,authors,tags,views\n0,1,Điện,Đoạn.,2022-01-21,"Lò Thử, Vàng Sình","điện; bản",7\n';
    expect(await read(text)).toMatchObject([
      { article: { id: '1', authors: ['Lò Thử', 'Vàng Sình'], tags: ['điện', 'bản'] }, unread: ['views'] },
    ]);
  });

  test('an open quote is told, and what came before is read', async () => {
    const [first, second] = await read(`${rows(',')}2,"Chợ,Đoạn.,2022-01-21\n`);
    expect(first?.article).toEqual(article);
    expect(second?.problem).toContain('cannot be read further');
  });

  test('other names are told, with Vietnamese ones', async () => {
    const text = 'Mã bài,Tiêu đề,Nội dung,Ngày đăng,Tác giả\n7,Điện,Đoạn.,21/01/2022 08:30,Hà\n';
    const [record] = await read(text);
    expect(record?.problem).toContain(`--field 'title=Tiêu đề'`);
    expect(guessFieldMap(record?.article)).toEqual({
      id: 'Mã bài',
      title: 'Tiêu đề',
      body: 'Nội dung',
      publishedAt: 'Ngày đăng',
      authors: 'Tác giả',
    });
  });

  test('markup is reduced in every field, however often escaped', async () => {
    const text =
      'id,title,lead,body,publishedAt,tags\n1,R&amp;amp;D &#8211; <i>mới</i>,&lt;p&gt;Mở &amp;amp; đóng&lt;/p&gt;,&lt;p&gt;Đoạn một.&lt;/p&gt;&lt;p&gt;Đoạn hai.&lt;/p&gt;,2022-01-21,A &amp; B\n';
    const [record] = await read(text, 'tin.csv', fields('id=id'));
    expect(parseArticle(record?.article)).toMatchObject({
      title: 'R&D – mới',
      lead: 'Mở & đóng',
      body: 'Đoạn một.\n\nĐoạn hai.',
      tags: ['A & B'],
    });
  });
});

describe('XML of any shape', () => {
  const xml =
    '<?xml version="1.0"?><tin><bai id="1"><tieude>Điện</tieude><noidung><![CDATA[<p>Đoạn.</p>]]></noidung><ngay>21/01/2022</ngay><the>a</the><the>b</the></bai><bai id="2"><tieude>Chợ</tieude></bai></tin>';

  test('every element of a name is a record', async () => {
    const options = {
      record: 'bai',
      ...fields('title=tieude', 'body=noidung', 'publishedAt=ngay', 'tags=the'),
    };
    const [first, second] = await read(xml, 'tin.xml', options);
    expect(first?.article).toEqual({
      id: '1',
      title: 'Điện',
      body: '<p>Đoạn.</p>',
      tags: ['a', 'b'],
      publishedAt: '2022-01-21T00:00:00+07:00',
    });
    expect(second?.problem).toContain('“noidung”');
  });

  test('what to write is told', async () => {
    expect((await read(xml, 'tin.xml'))[0]?.problem).toContain('--record bai');
    expect((await read(xml, 'tin.xml', { record: 'news' }))[0]?.problem).toContain('no element <news>');
    expect((await read(xml.slice(0, 120), 'tin.xml', { record: 'bai' })).at(-1)?.problem).toContain(
      'breaks off',
    );
  });
});

describe('which records are wanted', () => {
  const lines = (records: readonly object[]): string =>
    records.map((each) => JSON.stringify(each)).join('\n');
  const base = { id: 'a', title: 'Điện', body: 'Đoạn.', publishedAt: '2022-01-21' };

  test.each([
    ['status', 'draft'],
    ['status', 'Private'],
    ['post_status', 'trash'],
    ['status', 'pending'],
    ['status', 'archived'],
    ['post_type', 'attachment'],
    ['type', 'page'],
    ['TrangThai', 'Bản nháp'],
    ['articleStatus', 'Chưa xuất bản'],
    ['Trạng thái', 'Đã gỡ'],
    ['moderation_state', 'draft'],
    ['visibility', 'private'],
    ['status', 'hidden'],
    ['status', 0],
    ['state', '-2'],
    ['status', false],
    ['status', { value: 'draft' }],
    ['status', [{ value: false }]],
    ['is_active', 0],
    ['approved', false],
    ['hidden', 'true'],
    ['isDeleted', 1],
    ['deleted_at', '2022-01-22 08:30:00'],
  ])('%s %s is left out', async (field, value) => {
    const [record] = await read(lines([{ ...base, [field]: value }]), 'tin.jsonl', fields('id=id'));
    expect(record?.skipped).toBeDefined();
  });

  test.each(['publish', 'published', 'PUBLISHED', '1', 'active', 1, true, 'Đã xuất bản', 'Hiển thị'])(
    '%s is read',
    async (status) => {
      const [record] = await read(lines([{ ...base, status }]), 'tin.jsonl', fields('id=id'));
      expect(record).toMatchObject({ article: { id: 'a' }, unread: ['status'] });
    },
  );

  test.each([
    ['comment_status', 'closed'],
    ['comment_status', 'hidden'],
    ['is_hidden', 0],
    ['deleted_at', null],
    ['published', 1],
    ['visibility', 'public'],
  ])('%s %s says nothing against it', async (field, value) => {
    const [record] = await read(lines([{ ...base, [field]: value }]), 'tin.jsonl', fields('id=id'));
    expect(record).toMatchObject({ article: { id: 'a' } });
  });

  test('what has null in place of its date is left out', async () => {
    const records = await read(
      lines([
        { id: 'a', attributes: { title: 'Điện', body: 'Đoạn.', date: null } },
        { id: 'b', attributes: { title: 'Điện', body: 'Đoạn.', date: '2022-01-21', status: 'draft' } },
        { id: 'c', attributes: { title: 'Điện', body: 'Đoạn.', date: '2022-01-21' } },
      ]),
      'tin.jsonl',
      fields('title=attributes.title', 'body=attributes.body', 'publishedAt=attributes.date'),
    );
    expect(records.map(({ skipped }) => skipped)).toEqual(['not published', 'a draft', undefined]);
  });

  test('--where takes a path and several values', async () => {
    const where = [{ path: ['meta', 'live'], values: ['true', '1'] }];
    const records = await read(
      lines([
        { ...base, meta: { live: true } },
        { ...base, meta: { live: 1 } },
        { ...base, meta: { live: false } },
        base,
      ]),
      'tin.jsonl',
      { where, ...fields('id=id') },
    );
    expect(records.map(({ skipped }) => skipped)).toEqual([
      undefined,
      undefined,
      'not meta.live=true|1',
      'not meta.live=true|1',
    ]);
  });
});

describe('pages saved in one file', () => {
  const html =
    '<html><head><meta property="article:published_time" content="2022-01-21T08:30:00+07:00"><link rel="canonical" href="https://bao.example/dien.html"></head><body><h1>Điện về bản</h1><div class="entry-content"><p>Bản đã có điện, có đường, trường học và trạm y tế từ đầu năm nay.</p><p>Bà con ai cũng vui mừng.</p></div></body></html>';
  const quoted = Array.from(Buffer.from(html), (byte) =>
    byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte),
  )
    .join('')
    .replace(/(.{60}[^=]{3})/gu, '$1=\r\n');
  const archive = (body: string, encoding: string): string =>
    [
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://bao.example/dien.html',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Ranh--1"',
      '',
      '',
      '------Ranh--1',
      'Content-Type: text/html',
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
      '------Ranh--1',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '------Ranh--1--',
      '',
    ].join('\r\n');

  test.each([
    ['quoted-printable', quoted],
    ['base64', Buffer.from(html).toString('base64')],
    ['8bit', html],
  ])('%s', async (encoding, body) => {
    for (const name of ['trang.mhtml', 'trang']) {
      const [record] = await read(archive(body, encoding), name);
      expect(record?.article).toMatchObject({
        title: 'Điện về bản',
        body: 'Bản đã có điện, có đường, trường học và trạm y tế từ đầu năm nay.\n\nBà con ai cũng vui mừng.',
        url: 'https://bao.example/dien.html',
      });
    }
  });
});

describe('XML of database tools and agencies', () => {
  const published = 'publishedAt=publishedAt';
  test.each([
    [
      'phpMyAdmin',
      'table',
      '<d><table name="t"><column name="id">7</column><column name="title">Điện</column><column name="body">&lt;p&gt;Đoạn.&lt;/p&gt;</column><column name="publishedAt">2022-01-21</column></table></d>',
    ],
    [
      'mysqldump',
      'row',
      '<d><row><field name="id">7</field><field name="title">Điện</field><field name="body">Đoạn.</field><field name="publishedAt">2022-01-21</field></row></d>',
    ],
    [
      'Solr',
      'doc',
      '<r><doc><str name="id">7</str><str name="title">Điện</str><arr name="body"><str>Đoạn.</str></arr><date name="publishedAt">2022-01-20T17:00:00Z</date></doc></r>',
    ],
    [
      'elements of markup in a body',
      'BAI',
      '<r><bai><id>7</id><title>Điện</title><body><p>Đo<b>ạ</b>n.</p></body><publishedAt>2022-01-21</publishedAt></bai></r>',
    ],
  ])('%s', async (_, record, xml) => {
    const [found] = await read(xml, 'tin.xml', { record, ...fields(published) });
    expect(parseArticle(found?.article)).toEqual({
      id: '7',
      title: 'Điện',
      body: 'Đoạn.',
      captions: [],
      authors: [],
      tags: [],
      publishedAt: '2022-01-21T00:00:00+07:00',
    });
  });
});

describe('lists within lists', () => {
  const article = { id: 'a', title: 'Điện', body: 'Đoạn.', publishedAt: '2022-01-21' };
  test.each([
    ['[].items', [{ items: [article] }, { items: [{ ...article, id: 'b' }] }]],
    ['posts.*', { posts: { x: article, y: { ...article, id: 'b' } } }],
    ['["select * from tin"]', { 'select * from tin': [article, { ...article, id: 'b' }] }],
    [
      'pages[*].data.items',
      { pages: [{ data: { items: [article] } }, { data: { items: [{ ...article, id: 'b' }] } }] },
    ],
  ])('--records %s', async (path, value) => {
    const found = await read(JSON.stringify(value), 'tin.json', { recordsAt: parsePath(path) });
    expect(articles(found)).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    const [hinted] = await read(JSON.stringify(value), 'tin.json');
    expect(hinted?.problem).toContain('--records');
  });
});

test.each([
  ['doc', '<add><doc><field name="id">7</field><field name="title">Điện</field></doc></add>'],
  [
    'row',
    '<mysqldump><database name="b"><table_data name="tin"><row><field name="id">5</field><field name="title">Điện</field></row></table_data></database></mysqldump>',
  ],
  [
    'table',
    '<database name="bao"><table name="tin"><column name="id">5</column><column name="tieu_de">Điện</column></table></database>',
  ],
  [
    'Item',
    '<News><Item ID="9" Date="21/01/2022"><Title>Điện</Title><Body><h2>Đèn</h2><p>Một.</p><p>Hai.</p></Body></Item></News>',
  ],
  [
    'bai',
    '<bao><ten>Báo</ten><so>1</so><bai><tacgia><ten>Lò</ten><bi>Thử</bi></tacgia><td>Điện</td><nd>Đoạn</nd><ngay>21</ngay></bai></bao>',
  ],
])('the element that is an article is named, by its fields: %s', async (name, xml) => {
  expect((await read(xml, 'tin.xml'))[0]?.problem).toContain(`--record ${name},`);
});

test('dates that databases write where there is none are told', async () => {
  const [record] = await read(
    'id,title,body,publishedAt\n1,Điện,Đoạn.,0001-01-01T00:00:00\n',
    'tin.csv',
    fields('publishedAt=publishedAt'),
  );
  expect(record?.problem).toContain('“0001-01-01T00:00:00”, which databases write where there is no date');
});

test('the order of dates in numbers is that of the map', async () => {
  const rows = 'id,title,body,ngay\n1,Điện,Đoạn.,11/9/2021 3:40 PM\n2,Chợ,Đoạn.,21/01/22\n';
  const refused = await read(rows, 'tin.csv', fields('publishedAt=ngay'));
  expect(refused.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('2021-09-11 or 2021-11-09'),
    expect.stringContaining('two digits'),
  ]);
  const { map = {} } = fields('publishedAt=ngay');
  const ordered = await read(rows, 'tin.csv', { map: withDateOrder(map, 'day-first') });
  expect(ordered.map(({ article }) => (article as { publishedAt: string }).publishedAt)).toEqual([
    '2021-09-11T15:40:00+07:00',
    '2022-01-21T00:00:00+07:00',
  ]);
});
