import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from '../../../../src/ingest/sources/find-files.ts';
import { readFiles, readSource } from '../../../../src/ingest/sources/read-sources.ts';
import { NO_DEFAULTS, type ReadRecord } from '../../../../src/ingest/sources/source-record.ts';

let folder = '';

const article = (id: string): string =>
  JSON.stringify({ id, title: 'Điện về bản', body: 'Bản đã có điện.', publishedAt: '2022-01-21' });
const page = 'Điện về bản\n\n21/01/2022\n\nBản đã có điện.';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timbao-sources-'));
  await mkdir(join(folder, '2022', '01'), { recursive: true });
  await mkdir(join(folder, '.git'));
  await Promise.all([
    writeFile(join(folder, 'b.jsonl'), `${article('b1')}\n${article('b2')}\n`),
    writeFile(join(folder, 'a.json'), `[${article('a1')}]`),
    writeFile(join(folder, '2022', '01', 'điện.TXT'), page),
    writeFile(join(folder, '2022', 'anh.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0])),
    writeFile(join(folder, '2022', 'utf16.txt'), Buffer.from(`\uFEFF${page}`, 'utf16le')),
    writeFile(join(folder, '2022', 'tcvn3.txt'), Buffer.from([0xa7, 0x69, 0xd6, 0x6e, 0x0a])),
    writeFile(join(folder, '.git', 'c.json'), article('no')),
    writeFile(join(folder, 'khong-duoi'), page),
    symlink(folder, join(folder, '2022', 'len')),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const collect = async <T extends ReadRecord>(records: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const record of records) all.push(record);
  return all;
};

const shorten = (path: string): string => relative(folder, path).normalize('NFC');

describe('finding files', () => {
  test('a folder: sorted, with the folders below, once, without hidden ones; what is passed over is told', async () => {
    const { files, skipped } = await findFiles([folder]);
    expect(files.map(({ path }) => shorten(path))).toEqual([
      '2022/01/điện.TXT',
      '2022/tcvn3.txt',
      '2022/utf16.txt',
      'a.json',
      'b.jsonl',
    ]);
    expect(skipped.map(shorten)).toEqual(['2022/anh.jpg', 'khong-duoi']);
  });

  test('a file that is named is read whatever it ends in, in the order given', async () => {
    const paths = [join(folder, 'khong-duoi'), join(folder, 'a.json')];
    expect((await findFiles(paths)).files.map(({ path }) => path)).toEqual(paths);
  });

  test('what is not there is an error that names it', async () => {
    await expect(findFiles([join(folder, 'khong-co.txt')])).rejects.toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringMatching(/^There is no file or folder “.*khong-co\.txt”\.$/u),
    });
  });
});

describe('reading', () => {
  test('each file by its kind; the sizes add up', async () => {
    const { files } = await findFiles([folder, join(folder, 'khong-duoi')]);
    const records = await collect(readFiles(files, NO_DEFAULTS));
    expect(records.map(({ from, problem }) => [shorten(from), problem !== undefined])).toEqual([
      ['2022/01/điện.TXT', false],
      ['2022/tcvn3.txt', true],
      ['2022/utf16.txt', false],
      ['a.json[0]', false],
      ['b.jsonl:1', false],
      ['b.jsonl:2', false],
      ['khong-duoi', false],
    ]);
    expect(records.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
      files.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    const utf16 = records[2]?.article as { title?: string } | undefined;
    expect(utf16?.title).toBe('Điện về bản');
  });

  test('a file that goes away before it is read is a record with a problem, and the others are read', async () => {
    const gone = { path: join(folder, 'mat.txt'), bytes: 10 };
    const records = await collect(readFiles([gone, { path: join(folder, 'a.json'), bytes: 1 }], NO_DEFAULTS));
    expect(records.map(({ from, bytes, problem }) => [shorten(from), bytes, problem])).toEqual([
      ['mat.txt', 10, expect.stringContaining('ENOENT')],
      ['a.json[0]', expect.any(Number), undefined],
    ]);
  });

  test.each([
    ['JSON lines', `${article('a')}\n${article('b')}\n`, ['a', 'b']],
    ['one article on one line', article('a'), ['a']],
    ['one article over many lines', JSON.stringify(JSON.parse(article('a')), null, 2), ['a']],
    ['an array', `\n [${article('a')}, ${article('b')}]`, ['a', 'b']],
    ['with a byte-order mark', `\uFEFF${article('a')}`, ['a']],
  ])('standard input: %s', async (_, text, ids) => {
    async function* stdin(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text);
    }
    const records = await collect(readSource(stdin(), '-', NO_DEFAULTS));
    expect(records.map((record) => (record.article as { id: string }).id)).toEqual(ids);
  });

  test('standard input: portal text, with an id out of its title', async () => {
    async function* stdin(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(page);
    }
    const [record] = await collect(readSource(stdin(), '-', NO_DEFAULTS));
    expect(record?.article).toMatchObject({ id: expect.stringMatching(/^dien-ve-ban-[0-9a-f]{10}$/u) });
  });
});
