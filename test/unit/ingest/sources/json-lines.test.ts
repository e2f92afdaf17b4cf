import { expect, test } from 'vitest';
import { readJsonLines, readJsonText } from '../../../../src/ingest/sources/json-lines.ts';
import { readLines } from '../../../../src/ingest/sources/read-lines.ts';
import type { SourceRecord } from '../../../../src/ingest/sources/source-record.ts';

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

const total = (records: readonly SourceRecord[]): number =>
  records.reduce((sum, { bytes }) => sum + bytes, 0);

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
  const records = await collect(readJsonLines(chunks(text, 5), 'tin.jsonl'));
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
  const [record] = await collect(readJsonLines(chunks('{"id": bí mật}\n', 100), 'tin.jsonl'));
  expect(record?.problem).toMatch(/^It is not JSON: /u);
  expect(record?.problem).not.toContain('mật');
});

test('bytes that are no UTF-8 are refused, not garbled', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"id":"a","title":"'),
    Buffer.from([0xd2, 0xc5]),
    Buffer.from('"}\n{"id":"b"}'),
  ]);
  const records = await collect(readJsonLines(chunks(bytes, 4), 'tin.jsonl'));
  expect(records.map(({ problem }) => problem)).toEqual([expect.stringContaining('not UTF-8'), undefined]);
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
  const records = await collect(readJsonLines(chunks(text, 64), 'f.jsonl'));
  expect(records.map(({ article, text: kept, problem }) => ({ article, kept, problem }))).toEqual([
    { article: { id: 'a' } },
    { article: { id: 'b' } },
    { kept: '{"id":', problem: 'It is not JSON: …' },
    { problem: 'The article itself is not in this file: mend and import “cu.txt”.' },
    { article: lines[4] },
  ]);
});

test('a JSON text is one article, an array of them, or one a line', () => {
  const of = (text: string) => {
    const records = [...readJsonText(text, 'tin.json')];
    expect(total(records)).toBe(Buffer.byteLength(text) + (text.includes('}\n{') ? 1 : 0));
    return records.map(({ from, article }) => [from, article]);
  };
  expect(of('{\n  "id": "a"\n}')).toEqual([['tin.json', { id: 'a' }]]);
  expect(of('[{"id":"a"},{"id":"b"},{"id":"ở"}]')).toEqual([
    ['tin.json[0]', { id: 'a' }],
    ['tin.json[1]', { id: 'b' }],
    ['tin.json[2]', { id: 'ở' }],
  ]);
  expect(of('{"id":"a"}\n{"id":"b"}')).toEqual([
    ['tin.json:1', { id: 'a' }],
    ['tin.json:2', { id: 'b' }],
  ]);
  expect([...readJsonText('[]', 'tin.json')]).toEqual([]);
});

test('a JSON text that is broken is one record', () => {
  const records = [...readJsonText('[{"id":"a"},', 'tin.json')];
  expect(records).toMatchObject([{ from: 'tin.json', problem: expect.stringMatching(/^It is not JSON/u) }]);
});
