import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { exportText } from '../../../src/ingest/export-text.ts';
import type { ExportFormat } from '../../../src/ingest/export-text.ts';

async function* each<T>(values: readonly T[]): AsyncGenerator<T, void, void> {
  yield* values;
}

const textOf = async (
  articles: readonly Article[],
  format: ExportFormat,
  others: readonly object[] = [],
): Promise<string> => {
  let text = '';
  for await (const piece of exportText(each(articles), format, each(others))) text += piece;
  return text;
};

const plain = {
  id: 'bao-1',
  title: 'Cầu mới ở bản Phiêng Ban',
  body: 'Đoạn một.\n\nĐoạn hai,\ncó hai dòng.',
  publishedAt: '2022-01-21T07:30:00+07:00',
};

const scraps = [
  '<p>', '</p>', '<b>', '<br>', '&amp;', '&lt;', '&', '<', '>', '&nbsp;', '&#39;', '&#x1F600;', 'R&D;', 'a < b', '\n', '\n\n', ' ', '\t',
  '<figure><img src="a.jpg"><figcaption>Chú thích</figcaption></figure>', '<script>x</script>', 'đường', 'Ðảng', 'e\u0301', '\u200B', '"', '😀',
  '=1+1', '- Anh', ';', '<!--', '-->', 'thuỷ',
]; // prettier-ignore

const text = fc.oneof(
  fc.array(fc.constantFrom(...scraps), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

const parsed = (input: object): Article | null => {
  try {
    return parseArticle(input);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
};

describe('an export as JSON lines', () => {
  it('is what makes the same article again, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          id: fc.constant('bao-1'),
          title: text,
          lead: fc.option(text),
          body: text,
          captions: fc.array(text, { maxLength: 3 }),
          section: fc.option(text),
          authors: fc.array(text, { maxLength: 3 }),
          publishedAt: fc.constantFrom('2022-01-21', '1930-02-03T04:05:06.789Z', '2022-01-21T07:30:00+07:00'),
          visibleFrom: fc.option(fc.constantFrom('2022-02-01', '2099-12-31T23:59:59.5Z')),
          visibleUntil: fc.option(fc.constantFrom('2032-01-21', '2022-01-21T08:00:00+07:00')),
          version: fc.option(fc.nat()),
        }),
        async (input) => {
          const stored = parsed(input);
          fc.pre(stored !== null);
          const line = await textOf([stored], 'ndjson');
          expect(line.indexOf('\n')).toBe(line.length - 1);
          const again = parseArticle(JSON.parse(line));
          expect(again).toEqual(stored);
          expect(await textOf([again], 'ndjson')).toBe(line);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('keeps what only looks like HTML', async () => {
    const stored = parseArticle({ ...plain, body: 'Gõ &lt;b&gt; để có chữ đậm, &amp;amp; để có dấu và.' });
    expect(stored.body).toBe('Gõ <b> để có chữ đậm, &amp; để có dấu và.');
    expect(parseArticle(JSON.parse(await textOf([stored], 'ndjson')))).toEqual(stored);
  });

  it('ends with what else there is', async () => {
    const lines = (await textOf([parseArticle(plain)], 'ndjson', [{ delete: 'bao-2', version: 3 }])).split(
      '\n',
    );
    expect(lines).toHaveLength(3);
    expect(lines.slice(1)).toEqual(['{"delete":"bao-2","version":3}', '']);
  });

  it('is nothing where there is nothing', async () => {
    expect(await textOf([], 'ndjson')).toBe('');
  });
});

describe('an export as CSV', () => {
  const cellsOf = async (article: object): Promise<string> => {
    const csv = await textOf([parseArticle({ ...plain, ...article })], 'csv');
    return csv.slice(csv.indexOf('\r\n') + 2);
  };

  it('begins with the mark of UTF-8 and the names of the columns', async () => {
    const csv = await textOf([], 'csv');
    expect(Buffer.from(csv).subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(csv.slice(1)).toBe(
      'id,publishedAt,title,lead,section,authors,source,tags,url,image,captions,updatedAt,visibleFrom,visibleUntil,version,body\r\n',
    );
  });

  it('has one row an article, ended by CRLF, quoted where it must be', async () => {
    const csv = await cellsOf({
      title: 'Nói "không" với rượu, bia',
      authors: ['Lò Thị Bình', 'Cà Văn Nam'],
      captions: ['Ảnh một', 'Ảnh hai'],
      visibleUntil: '2032-01-21',
      version: 7,
    });
    expect(csv).toBe(
      'bao-1,2022-01-21 07:30:00,"Nói ""không"" với rượu, bia",,,Lò Thị Bình; Cà Văn Nam,,,,,"Ảnh một\nẢnh hai",,,2032-01-21 00:00:00,7,"Đoạn một.\n\nĐoạn hai,\ncó hai dòng."\r\n',
    );
  });

  it.each(['=', '+', '-', '@', '＝', '＋', '－', '＠'])(
    'disarms a cell that begins with %s',
    async (sign) => {
      expect(await cellsOf({ title: `${sign}HYPERLINK(A1)` })).toContain(`,'${sign}HYPERLINK(A1),`);
    },
  );

  it('cuts a text that is longer than a cell may be, and says so', async () => {
    const csv = await cellsOf({ body: `- ${'😀'.repeat(20_000)}` });
    const cell = csv.slice(csv.lastIndexOf(',') + 1, -2);
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(cell.length).toBeGreaterThan(32_760);
    expect(cell.startsWith("'- 😀")).toBe(true);
    expect(cell.endsWith('😀…')).toBe(true);
  });
});
