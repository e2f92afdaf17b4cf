import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEscaped } from '../../../../src/ingest/encodings/escaped-utf8.ts';
import { dialectOf, parseCsv, type CsvRow } from '../../../../src/ingest/sources/parse-csv.ts';

const read = (written: string | Uint8Array, size = 1_000): Promise<CsvRow[]> => {
  const bytes = Buffer.from(written);
  const parts = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  };
  return Readable.from(parseCsv(parts(), 1_000_000)).toArray() as Promise<CsvRow[]>;
};

test('what is written is what is read, and on which line, however it comes', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'đ', '"', ',', '\n', '\r\n', ' ', '😀') });
  // The first row tells the delimiter; a row of one empty cell is an empty line.
  const row = fc.tuple(fc.array(cell, { minLength: 2, maxLength: 4 }), fc.constantFrom('\n', '\r\n'));
  const rows = fc.array(row, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), fc.nat(2), async (table, size, empty) => {
      const written = table.map(
        ([cells, end]) => `${cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')}${end}`,
      );
      const between = '\n'.repeat(empty);
      let line = 1;
      const expected = table.map(([cells], at) => {
        const begun = line;
        line += (written[at]?.split('\n').length ?? 1) - 1 + empty;
        return { cells, line: begun };
      });
      expect(await read(written.join(between), size)).toEqual(expected);
    }),
  );
});

test('the delimiter is the one that the first row has most of, or that its hint names', async () => {
  expect(dialectOf('"a,b,c";d').delimiter).toBe(';');
  expect(dialectOf('a\tb,c\td').delimiter).toBe('\t');
  expect(dialectOf('a').delimiter).toBe(',');
  expect(await read('sep=|\na;b;c|d\n')).toEqual([{ cells: ['a;b;c', 'd'], line: 2 }]);
});

test('a quotation mark that is not closed is told, and one within a cell is one', async () => {
  await expect(read('a,b\n"c,d\n')).rejects.toMatchObject({ code: 'CSV_QUOTE_NOT_CLOSED' });
  expect(await read('a,b "c" d\n')).toEqual([{ cells: ['a', 'b "c" d'], line: 1 }]);
});

test.each([',', ';', '\t', '|', '^', '~', '\u0001', '\u001F', '#'])(
  'cells parted by %j',
  async (delimiter) => {
    const rows = [
      ['id', 'title', 'body'],
      ['7', 'Làng gốm', 'Giá: 20.000 đồng'],
    ];
    const written = rows.map((cells) => cells.join(delimiter)).join('\r\n');
    expect((await read(written)).map(({ cells }) => cells)).toEqual(rows);
  },
);

test('apostrophes quote where the first row has them, and a backslash escapes where it stands before quotes', async () => {
  expect((await read("'id','title'\n'7','Ông ''Tư'', \"lò\" gốm'\n"))[1]?.cells).toEqual([
    '7',
    'Ông \'Tư\', "lò" gốm',
  ]);
  expect((await read('"id","title"\n"7","Ông \\"Tư\\" nói, rồi cười"\n'))[1]?.cells).toEqual([
    '7',
    'Ông "Tư" nói, rồi cười',
  ]);
  expect((await read('"id","path"\n"7","C:\\"\n'))[1]?.cells).toEqual(['7', 'C:\\']);
  expect((await read("it's,b\n1,2\n"))[0]?.cells).toEqual(["it's", 'b']);
});

test('bytes that are not UTF-8 are kept, whatever chunks they come in', async () => {
  const bytes = fc
    .uint8Array({ minLength: 1, maxLength: 20 })
    .map((each) => each.filter((byte) => byte >= 0x30));
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (cell, size) => {
      const table = Buffer.concat([Buffer.from('a,b\n1,"'), cell, Buffer.from('"\n')]);
      expect((await read(table, size))[1]?.cells[1]).toBe(decodeEscaped(cell));
    }),
  );
});
