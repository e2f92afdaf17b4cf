import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delimiterOf, parseCsv, type CsvRow } from '../../../../src/ingest/sources/parse-csv.ts';

const read = (text: string, size = 1_000): Promise<CsvRow<string[]>[]> => {
  const characters = Array.from(text);
  const parts = async function* (): AsyncGenerator<string> {
    for (let from = 0; from < characters.length; from += size)
      yield characters.slice(from, from + size).join('');
  };
  return Readable.from(parseCsv<string[]>(parts(), 1_000_000)).toArray() as Promise<CsvRow<string[]>[]>;
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
        return { record: cells, line: begun };
      });
      expect(await read(written.join(between), size)).toEqual(expected);
    }),
  );
});

test('the delimiter is the one that the first row has most of, or that its hint names', async () => {
  expect(delimiterOf('"a,b,c";d')).toBe(';');
  expect(delimiterOf('a\tb,c\td')).toBe('\t');
  expect(delimiterOf('a')).toBe(',');
  expect(await read('sep=|\na;b;c|d\n')).toEqual([{ record: ['a;b;c', 'd'], line: 2 }]);
});

test('a quotation mark that is not closed is told, and one within a cell is one', async () => {
  await expect(read('a,b\n"c,d\n')).rejects.toMatchObject({ code: 'CSV_QUOTE_NOT_CLOSED' });
  expect(await read('a,b "c" d\n')).toEqual([{ record: ['a', 'b "c" d'], line: 1 }]);
});
