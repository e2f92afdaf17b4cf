import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import { ARTICLE_LIMITS, parseArticle } from '../../../src/ingest/article-schema.ts';

const smallest = { id: 'bvc-1', title: 'Điện về bản', body: 'Bản đã có điện.', publishedAt: '2022-01-21' };

const errorOf = (input: unknown): AppError => {
  try {
    parseArticle(input);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('what is stored', () => {
  test('the smallest article, with nothing in it that was not given', () => {
    expect(parseArticle(smallest)).toEqual({
      ...smallest,
      captions: [],
      authors: [],
      tags: [],
      publishedAt: '2022-01-21T00:00:00+07:00',
    });
  });

  test('every field', () => {
    const all = {
      ...smallest,
      lead: 'Sau nhiều năm chờ đợi.',
      captions: ['Kéo dây qua suối.'],
      url: 'https://bao.example/dien',
      image: 'http://bao.example/a.jpg',
      section: 'Xã hội',
      source: 'Báo Vùng Cao',
      authors: ['Hà Thu Giang'],
      tags: ['điện'],
      publishedAt: '2022-01-21T08:30:00+07:00',
      updatedAt: '2022-01-22T00:00:00+07:00',
      version: 3,
    };
    expect(parseArticle(all)).toEqual(all);
    expect(parseArticle({ ...all, version: 0 }).version).toBe(0);
  });

  test('what is read again is the same', () => {
    const once = parseArticle({ ...smallest, body: '<p>Bản&nbsp;đã có điện.</p>', tags: [' điện ', 'điện'] });
    expect(parseArticle(once)).toEqual(once);
  });

  test('null and empty text are as good as left out', () => {
    const { lead, url, updatedAt, version, captions, section } = parseArticle({
      ...smallest,
      lead: '',
      url: null,
      updatedAt: null,
      version: null,
      captions: null,
      section: ' \u00A0 ',
    });
    expect({ lead, url, updatedAt, version, captions, section }).toEqual({ captions: [] });
  });

  test('text is in NFC, with eth repaired, one space for many, in every field', () => {
    const article = parseArticle({
      ...smallest,
      title: ' Ðảng\u00A0 bộ\n huyện '.normalize('NFD'),
      lead: 'Ðoàn  viên',
      body: 'Bản\u00A0\u00A0đã có điện.'.normalize('NFD'),
      section: 'Xây dựng Ðảng',
      authors: ['Ðỗ  Thị Hà', ''],
      tags: ['hòa'.normalize('NFD'), 'hòa'],
      captions: ['Ðường  mới'],
    });
    expect(article).toMatchObject({
      title: 'Đảng bộ huyện',
      lead: 'Đoàn viên',
      body: 'Bản đã có điện.',
      section: 'Xây dựng Đảng',
      authors: ['Đỗ Thị Hà'],
      tags: ['hòa'],
      captions: ['Đường mới'],
    });
  });
});

describe('the body', () => {
  const body = (text: string) => parseArticle({ ...smallest, body: text }).body;

  test('paragraphs are separated by one empty line; a line break within one stays', () => {
    expect(body('Một.\r\n\r\n \u00A0 \r\nHai,\r\nvẫn hai.\n\n\n\nBa.\n')).toBe(
      'Một.\n\nHai,\nvẫn hai.\n\nBa.',
    );
  });

  test('HTML is reduced to text, and its captions become captions', () => {
    const article = parseArticle({
      ...smallest,
      captions: ['Ảnh đầu.'],
      body: '<p>Bản <b>đã</b> có điện.</p><figure><img src="a.jpg"><figcaption>Kéo dây.</figcaption></figure><p>Ai cũng vui.</p><script>alert(1)</script>',
    });
    expect(article.body).toBe('Bản đã có điện.\n\nAi cũng vui.');
    expect(article.captions).toEqual(['Ảnh đầu.', 'Kéo dây.']);
  });

  test.each([
    ['Nếu a < b và b > c thì a & b.', 'Nếu a < b và b > c thì a & b.'],
    ['Yêu <3 bản làng', 'Yêu <3 bản làng'],
    ['Một &amp; hai.\n\nBa&nbsp;bốn.', 'Một & hai.\n\nBa bốn.'],
  ])('plain text stays plain: %j', (written, stored) => {
    expect(body(written)).toBe(stored);
  });

  test('markup without text is no body', () => {
    expect(errorOf({ ...smallest, body: '<p>&nbsp;</p><img src="a.jpg">' }).errors).toEqual([
      { path: 'body', message: 'is empty' },
    ]);
  });

  test('2 MB are the limit, in bytes', () => {
    const line = `${'Đảng bộ xã '.repeat(20).trim()}\n`;
    const bytes = Buffer.byteLength(line);
    const fits = line.repeat(Math.floor(ARTICLE_LIMITS.bodyBytes / bytes));
    expect(Buffer.byteLength(body(fits))).toBeGreaterThan(ARTICLE_LIMITS.bodyBytes - 2 * bytes);
    expect(errorOf({ ...smallest, body: fits + line.repeat(2) }).errors).toEqual([
      { path: 'body', message: 'must be at most 2 MB of text' },
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2022-01-21', '2022-01-21T00:00:00+07:00'],
    ['21/01/2022', '2022-01-21T00:00:00+07:00'],
    ['1/2/2022', '2022-02-01T00:00:00+07:00'],
    ['2022-01-20T17:00:00Z', '2022-01-21T00:00:00+07:00'],
    ['2021-08-15T23:30:00Z', '2021-08-16T06:30:00+07:00'],
    ['2022-01-21T08:30:00.250+07:00', '2022-01-21T08:30:00.250+07:00'],
    ['2022-01-21T08:30:00-05:00', '2022-01-21T20:30:00+07:00'],
  ])('%s', (written, stored) => {
    expect(parseArticle({ ...smallest, publishedAt: written }).publishedAt).toBe(stored);
  });

  test.each([
    '2022',
    '2022-01',
    '01/2022',
    '31/02/2022',
    '2022-02-30',
    '2022-01-21T08:30:00',
    '2022-01-21 08:30',
    'hôm qua',
    '',
  ])('not a day and no instant: %j', (written) => {
    expect(errorOf({ ...smallest, publishedAt: written }).errors).toEqual([
      { path: 'publishedAt', message: expect.stringMatching(/^must be a date of the calendar/u) },
    ]);
  });
});

describe('what is refused is named', () => {
  test.each([
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ url: 'ftp://bao.example/a' }, 'url'],
    [{ url: '//bao.example/a' }, 'url'],
    [{ url: 'https:bao.example' }, 'url'],
    [{ image: 'data:image/png;base64,AAAA' }, 'image'],
    [{ image: ' JavaScript:alert(1)' }, 'image'],
    [{ id: 'có dấu' }, 'id'],
    [{ id: '' }, 'id'],
    [{ id: '..' }, 'id'],
    [{ id: 'a/b' }, 'id'],
    [{ id: 'x'.repeat(129) }, 'id'],
    [{ id: 7 }, 'id'],
    [{ title: ' \u00A0 ' }, 'title'],
    [{ title: 'x'.repeat(1_001) }, 'title'],
    [{ body: '' }, 'body'],
    [{ version: -1 }, 'version'],
    [{ version: 1.5 }, 'version'],
    [{ version: '3' }, 'version'],
    [{ version: 2 ** 53 }, 'version'],
    [{ authors: 'Hà Thu Giang' }, 'authors'],
    [{ authors: ['Hà', 3] }, 'authors.1'],
    [{ captions: ['đẹp', null] }, 'captions.1'],
    [{ tags: Array.from({ length: 101 }, (_, n) => `thẻ ${n}`) }, 'tags'],
    [{ publishedAt: 1_642_698_000_000 }, 'publishedAt'],
    [{ publised: '2022' }, 'publised'],
  ])('%j', (change, path) => {
    const error = errorOf({ ...smallest, ...change });
    expect(error.code).toBe('invalid_article');
    expect(error.errors.map((each) => each.path)).toEqual([path]);
    expect(error.message).toContain(`“${path}”`);
  });

  test('all at once, in a few words', () => {
    const { message, errors } = errorOf({ titel: 'x', headline: 'y', version: -1 });
    expect(errors).toHaveLength(7);
    expect(message).toBe(
      'The fields “id”, “title”, “body”, “publishedAt” are missing. The fields “titel”, “headline” are not fields of an article. The field “version” must be a whole number from 0 to 4503599627370495.',
    );
  });

  test.each([[null], ['text'], [[]], [3], [undefined]])('no article at all: %j', (input) => {
    expect(errorOf(input).message).toBe('It must be an article: a JSON object.');
  });

  test('a name from outside cannot reach into the prototype', () => {
    const input: unknown = JSON.parse(
      '{"id":"a","title":"t","body":"b","publishedAt":"2022-01-21","__proto__":{"version":9}}',
    );
    expect(() => parseArticle(input)).toThrow(AppError);
  });
});
