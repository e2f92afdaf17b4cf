import { expect, test } from 'vitest';
import { readJsonLines, readJsonText } from '../../../../src/ingest/sources/json-records.ts';
import { readLines } from '../../../../src/ingest/sources/read-lines.ts';
import {
  NO_DEFAULTS,
  type ReadOptions,
  type ReadRecord,
} from '../../../../src/ingest/sources/source-record.ts';
import { encodeLegacy } from '../../../support/legacy-text.ts';

/** A text in pieces of `size` bytes, so that characters and lines fall apart. */
async function* chunks(text: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const readLinesOf = (
  text: string | Buffer,
  name = 'tin.jsonl',
  options: Partial<ReadOptions> = {},
): Promise<ReadRecord[]> => collect(readJsonLines(chunks(text, 7), name, { ...NO_DEFAULTS, ...options }));
const readTextOf = (
  text: string | Buffer,
  options: Partial<ReadOptions> = {},
  size = 3,
): Promise<ReadRecord[]> =>
  collect(readJsonText(chunks(text, size), 'tin.json', { ...NO_DEFAULTS, ...options }));

test.each([1, 2, 3, 7, 1_000])('lines hold together whatever the pieces: %i bytes', async (size) => {
  const lines = await collect(readLines(chunks('Đảng bộ\n\nỞ bản\r\nhết', size), 100));
  expect(lines.map(({ number, bytes }) => [number, Buffer.from(bytes).toString()])).toEqual([
    [1, 'Đảng bộ'],
    [2, ''],
    [3, 'Ở bản\r'],
    [4, 'hết'],
  ]);
  expect(lines.reduce((sum, { length }) => sum + length, 0)).toBe(
    Buffer.byteLength('Đảng bộ\n\nỞ bản\r\nhết'),
  );
});

test('of a line that is too long the beginning is kept, and the next is whole', async () => {
  const lines = await collect(readLines(chunks(`${'x'.repeat(50)}\nngắn\n`, 8), 10));
  expect(
    lines.map(({ bytes, isTooLong, length }) => [Buffer.from(bytes).toString(), isTooLong, length]),
  ).toEqual([
    ['xxxxxxxxxx', true, 51],
    ['ngắn', false, 7],
  ]);
});

test('each line is a record of its own, and bad ones do not end the reading', async () => {
  const text = ['\uFEFF{"id":"a"}', '', '{"id":', '[1]', '   ', '"b"', '{"id":"c"}'].join('\n');
  const records = await readLinesOf(text, 'tin.jsonl');
  expect(records.map(({ from, article, problem }) => [from, article, problem?.slice(0, 15)])).toEqual([
    ['tin.jsonl:1', { id: 'a' }, undefined],
    ['tin.jsonl:3', undefined, 'It is not JSON:'],
    ['tin.jsonl:4', [1], undefined],
    ['tin.jsonl:6', 'b', undefined],
    ['tin.jsonl:7', { id: 'c' }, undefined],
  ]);
  expect(records[1]?.text).toBe('{"id":');
});

test('the reason of a JSON error does not repeat the text', async () => {
  const [record] = await readLinesOf('{"id": bí mật}\n');
  expect(record?.problem).toMatch(/^It is not JSON: /u);
  expect(record?.problem).not.toContain('mật');
});

test('bytes that are no UTF-8 are read by what they mean, line by line, or refused', async () => {
  const line = (title: Buffer | null): Buffer =>
    Buffer.concat([Buffer.from('{"id":"a","title":"'), title ?? Buffer.alloc(0), Buffer.from('"}\n')]);
  const text = Buffer.concat([
    line(Buffer.from([0xd2, 0xc5])),
    line(encodeLegacy('đảng bộ huyện vùng cao', 'tcvn3')),
    line(Buffer.from('Đảng bộ')),
  ]);
  const records = await readLinesOf(text);
  expect(records).toEqual([
    {
      from: 'tin.jsonl:1',
      article: { id: 'a', title: '\udcd2\udcc5' },
      problem: expect.stringContaining('not UTF-8'),
    },
    {
      from: 'tin.jsonl:2',
      article: { id: 'a', title: 'đảng bộ huyện vùng cao' },
      note: 'converted from TCVN3 (ABC)',
      text: expect.stringContaining('\udcae'),
      sample: { before: expect.any(String), after: 'đảng bộ huyện vùng cao' },
    },
    { from: 'tin.jsonl:3', article: { id: 'a', title: 'Đảng bộ' } },
  ]);
  // What was refused goes into the dead-letter file, and is read there by whoever knows its encoding.
  const letter = JSON.stringify({ error: 'e', from: 'tin.jsonl:1', article: records[0]?.article });
  const [again] = await readLinesOf(letter, 'f.jsonl', { encoding: 'tcvn3' });
  expect(again).toMatchObject({ problem: expect.stringContaining('TCVN3') });
  expect((await readLinesOf(letter, 'f.jsonl', { encoding: 'viscii' }))[0]).toMatchObject({
    article: { title: 'ÒĂ' },
  });
});

test('a dead letter gives back its article, mended or not', async () => {
  const lines = [
    { error: 'e', errors: [], from: 'x:1', article: { id: 'a' } },
    { error: 'e', from: 'x:2', text: '{"id":"b"}' },
    { error: 'It is not JSON: …', from: 'x:3', text: '{"id":' },
    { error: 'e', from: 'cu.txt' },
    { error: 'e', from: 'x:4', id: 'c' },
  ];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const records = await readLinesOf(text, 'f.jsonl');
  expect(records.map(({ article, text: kept, problem }) => ({ article, kept, problem }))).toEqual([
    { article: { id: 'a' } },
    { article: { id: 'b' } },
    { kept: '{"id":', problem: 'It is not JSON: …' },
    { problem: 'The article itself is not in this file: mend and import “cu.txt”.' },
    { article: lines[4] },
  ]);
});

test('a dead letter with a page is read as that page is', async () => {
  const text = 'Điện về bản\n\n21/01/2022\n\nBản đã có điện.';
  const letter = { error: 'e', from: 'tin/dien.txt', text, format: 'text' };
  const [record] = await readLinesOf(JSON.stringify(letter), 'f.jsonl');
  expect(record).toMatchObject({
    from: 'f.jsonl:1',
    article: { title: 'Điện về bản', body: 'Bản đã có điện.' },
  });
  expect(record?.article).toHaveProperty('id', expect.stringMatching(/^dien-[0-9a-f]{10}$/u));
});

test.each([1, 2, 5, 1_000])(
  'a JSON text is one article, a list, or several: in pieces of %i',
  async (size) => {
    const of = async (text: string) =>
      (await readTextOf(text, {}, size)).map(({ from, article, problem }) => [from, article ?? problem]);
    expect(await of('{\n  "id": "a"\n}')).toEqual([['tin.json', { id: 'a' }]]);
    expect(await of('\uFEFF [{"id":"a"},{"id":"b]}\\"["},\n{"id":"ở"}] ')).toEqual([
      ['tin.json[0]', { id: 'a' }],
      ['tin.json[1]', { id: 'b]}"[' }],
      ['tin.json[2]', { id: 'ở' }],
    ]);
    expect(await of('{"id":"a"}\n{"id":"b"}{"id":"c"}\n\n{"id":\n"d"}')).toEqual([
      ['tin.json:1', { id: 'a' }],
      ['tin.json:2', { id: 'b' }],
      ['tin.json:2', { id: 'c' }],
      ['tin.json:4', { id: 'd' }],
    ]);
    expect(await of('[]')).toEqual([]);
    expect(await of('[1, "hai", true, [4]]')).toEqual([
      ['tin.json[0]', 1],
      ['tin.json[1]', 'hai'],
      ['tin.json[2]', true],
      ['tin.json[3]', [4]],
    ]);
  },
);

test('of a broken list the articles before the fault are read, and those after one that is not JSON', async () => {
  const breaksOff = await readTextOf('[{"id":"a"},{"id":');
  expect(breaksOff).toMatchObject([
    { from: 'tin.json[0]', article: { id: 'a' } },
    { from: 'tin.json[1]', text: '{"id":', problem: expect.stringContaining('breaks off at article 2') },
  ]);
  expect(await readTextOf('[{"id":"a"},')).toMatchObject([
    { article: { id: 'a' } },
    { problem: expect.stringContaining('breaks off') },
  ]);
  expect(await readTextOf('[{"id":a},{"id":"b"}]')).toMatchObject([
    { from: 'tin.json[0]', problem: expect.stringMatching(/^It is not JSON/u) },
    { from: 'tin.json[1]', article: { id: 'b' } },
  ]);
});

test('a list within objects is read where it is said to be, however long it is', async () => {
  const text =
    '{"meta":{"items":[0]},"data":{"total":2,"items":[{"id":"a"},{"id":"b"}],"next":null},"end":[]}';
  expect(await readTextOf(text, { recordsAt: ['data', 'items'] })).toMatchObject([
    { from: 'tin.json[0]', article: { id: 'a' } },
    { from: 'tin.json[1]', article: { id: 'b' } },
  ]);
  expect(await readTextOf(text, { recordsAt: ['data', 'khong'] })).toMatchObject([
    { problem: expect.stringContaining('no list at “data.khong”') },
  ]);
  expect(await readTextOf(text)).toMatchObject([
    { problem: expect.stringContaining('--records data.items') },
  ]);
});

test('what is hostile is told in a sentence', async () => {
  const deep = `{"id":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  for (const record of [...(await readTextOf(deep, {}, 4_096)), ...(await readLinesOf(deep))]) {
    expect(record.problem).toContain('nested more than 100 deep');
    expect(record.text?.length ?? 0).toBeLessThanOrEqual(1_000);
  }
  const [unclosed] = await readTextOf('['.repeat(1_000_000), {}, 65_536);
  expect(unclosed?.problem).toContain('nested');
});
