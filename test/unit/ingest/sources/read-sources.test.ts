import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { dirname, join, relative } from 'node:path';
import { encodeLegacy } from '../../../support/legacy-text.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from '../../../../src/ingest/sources/find-files.ts';
import { readFiles, readSource } from '../../../../src/ingest/sources/read-sources.ts';
import {
  NO_DEFAULTS,
  type ReadOptions,
  type ReadRecord,
} from '../../../../src/ingest/sources/source-record.ts';

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

describe('a folder of saved and mirrored pages', () => {
  let saved: string;
  const html = '<html><head><title>Điện</title></head><body><h1>Điện</h1></body></html>';
  beforeAll(async () => {
    saved = await mkdtemp(join(tmpdir(), 'timbao-saved-'));
    const write = async (name: string, content: string | Uint8Array): Promise<void> => {
      await mkdir(dirname(join(saved, name)), { recursive: true });
      await writeFile(join(saved, name), content);
    };
    await write('bai.html', html);
    for (const frames of ['bai_files', 'bai.files', 'bai-Dateien', 'bai_tệp', 'bai_tập tin']) {
      await write(`${frames}/quang-cao.html`, html);
    }
    // As some systems write it, a letter and its marks apart.
    await write(`${'bài'.normalize('NFD')}.htm`, html);
    await write(`${'bài'.normalize('NFD')}_files/quang-cao.html`, html);
    await write('bai-khac/trang.html', html);
    await write('tin.chn', Buffer.from(`\uFEFF${html}`, 'utf16le'));
    await write('robots.txt', 'User-agent: *\nDisallow:\n');
  });
  afterAll(() => rm(saved, { recursive: true, force: true }));

  test('frames are left out, in whichever language; what programs are told is no page', async () => {
    const { files } = await findFiles([saved]);
    expect(files.map(({ path }) => relative(saved, path))).toEqual([
      'bai-khac/trang.html',
      'bai.html',
      `${'bài'.normalize('NFD')}.htm`,
      'tin.chn',
    ]);
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

describe('what files may be', () => {
  const readBytes = async (bytes: Uint8Array, name: string, options: Partial<ReadOptions> = {}) => {
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
    }
    return collect(readSource(source(), name, { ...NO_DEFAULTS, ...options }));
  };
  const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
  const utf16 = Buffer.from(page, 'utf16le');
  const lines = Buffer.from(`${article('a')}\n${article('b')}\n`, 'utf16le');

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${page}`)],
    ['UTF-16 LE without a mark', utf16],
    ['UTF-16 BE without a mark', swapped(utf16)],
    ['UTF-16 BE with a mark', swapped(Buffer.from(`\uFEFF${page}`, 'utf16le'))],
    ['packed', gzipSync(page)],
    ['packed UTF-16', gzipSync(utf16)],
  ])('%s', async (_, bytes) => {
    const [record] = await readBytes(bytes, 'trang.txt');
    expect(record?.article).toMatchObject({ title: 'Điện về bản', body: 'Bản đã có điện.' });
  });

  test('packed files are known by their contents, and named without .gz', async () => {
    for (const name of ['tin.jsonl.gz', 'tin.jsonl', '-']) {
      const records = await readBytes(gzipSync(`${article('a')}\n${article('b')}\n`), name);
      expect(records.map((record) => (record.article as { id: string }).id)).toEqual(['a', 'b']);
    }
    expect(await readBytes(lines, 'tin.jsonl')).toHaveLength(2);
    const [plain] = await readBytes(Buffer.from(page), 'dien.txt');
    const [packed] = await readBytes(gzipSync(page), 'dien.txt.gz');
    expect(packed?.article).toEqual(plain?.article);
  });

  test.each([
    ['empty', Buffer.alloc(0), 'It is empty.'],
    ['an empty packed one', gzipSync(''), 'It is empty.'],
    ['a PDF', Buffer.from('%PDF-1.4\n…'), 'It is a PDF.'],
    ['a Word document', Buffer.from('PK\x03\x04abc'), 'ZIP archive'],
    ['an old Word document', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'older Microsoft Office'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a picture'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'no text'],
  ])('%s is told in a sentence', async (_, bytes, problem) => {
    for (const name of ['a.txt', 'a.json', 'a.html', 'a.xml', 'a']) {
      expect(await readBytes(bytes, name)).toEqual([
        { from: name, problem: expect.stringContaining(problem) },
      ]);
    }
  });

  test('one that is cut off or damaged ends with a problem; what came before is read', async () => {
    const whole = gzipSync(
      Array.from({ length: 5_000 }, (_, n) => article(`n-${n}-${Math.sin(n)}`)).join('\n'),
    );
    const cut = join(folder, 'cut.jsonl.gz');
    await writeFile(cut, whole.subarray(0, whole.length - 1_000));
    const records = await collect(readFiles([{ path: cut, bytes: whole.length - 1_000 }], NO_DEFAULTS));
    expect(records.length).toBeGreaterThan(1_000);
    expect(records.at(-1)).toMatchObject({
      from: cut,
      problem: expect.stringContaining('cut off (Z_BUF_ERROR)'),
    });
    expect(records.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(whole.length - 1_000);
    await rm(cut);
  });

  test('standard input of every form', async () => {
    const feed = '<?xml version="1.0"?><rss><channel><item><title>A</title></item></channel></rss>';
    const html = `<!doctype html><html><head><meta property="og:type" content="article"></head><body><h1>A</h1></body></html>`;
    expect(await readBytes(Buffer.from(feed), '-')).toMatchObject([{ from: '-#1', article: { title: 'A' } }]);
    expect(await readBytes(Buffer.from(html), '-')).toMatchObject([{ from: '-', article: { title: 'A' } }]);
  });

  test('a page in an older encoding is converted; in doubt it is kept whole for the dead-letter file', async () => {
    const text = 'Điện về bản vùng cao\n\n21/01/2022\n\nBản đã có điện, có đường, trường học và trạm y tế.';
    const [record] = await readBytes(encodeLegacy(text, 'vni') ?? Buffer.alloc(0), 'cu.txt');
    expect(record).toMatchObject({
      article: { title: 'Điện về bản vùng cao', publishedAt: '2022-01-21T00:00:00+07:00' },
      note: 'converted from VNI for Windows',
    });
    const doubtful = Buffer.concat([Buffer.from('Tin\n\n21/01/2022\n\nb'), Buffer.from([0xe9])]);
    expect(await readBytes(doubtful, 'cu.txt')).toEqual([
      {
        from: 'cu.txt',
        problem: expect.stringContaining('--encoding'),
        text: 'Tin\n\n21/01/2022\n\nb\udce9',
        format: 'text',
      },
    ]);
    expect(await readBytes(doubtful, 'cu.txt', { encoding: 'viscii' })).toMatchObject([
      { article: { body: 'bé' } },
    ]);
  });
});

test('links that lead nowhere or to themselves are told, and the others are read', async () => {
  const inner = await mkdtemp(join(folder, 'links-'));
  await Promise.all([
    writeFile(join(inner, 'a.json'), article('a')),
    symlink(join(inner, 'khong-co'), join(inner, 'b.txt')),
    symlink(join(inner, 'c.txt'), join(inner, 'c.txt')),
    symlink(inner, join(inner, 'd')),
  ]);
  const { files } = await findFiles([inner]);
  const records = await collect(readFiles(files, NO_DEFAULTS));
  expect(records.map(({ from, problem }) => [relative(inner, from), problem])).toEqual([
    ['a.json', undefined],
    ['b.txt', 'It is a link to what is not there.'],
    ['c.txt', 'It is a link that leads back to itself.'],
  ]);
  await rm(inner, { recursive: true });
});

test('of a list of any length no more is held than what is being read', async () => {
  const one = article('a');
  const length = 20_000;
  let pulled = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('[');
    for (; pulled < length; pulled++) yield Buffer.from(`${pulled === 0 ? '' : ','}${one}`);
    yield Buffer.from(']');
  }
  let [records, ahead] = [0, 0];
  for await (const record of readSource(source(), 'lon.json', NO_DEFAULTS)) {
    if (record.problem === undefined) records++;
    ahead = Math.max(ahead, pulled - records);
  }
  expect(records).toBe(length);
  // The beginning is looked at before reading: 4 KB.
  expect(ahead).toBeLessThan(100);
});

test('of thousands of files one is open at a time, and each is read', async () => {
  const many = await mkdtemp(join(folder, 'many-'));
  const names = Array.from({ length: 2_000 }, (_, n) => join(many, `${n}.json`));
  for (let at = 0; at < names.length; at += 100) {
    await Promise.all(names.slice(at, at + 100).map((name) => writeFile(name, article('a'))));
  }
  const { files } = await findFiles([many]);
  let records = 0;
  for await (const { problem } of readFiles(files, NO_DEFAULTS)) if (problem === undefined) records++;
  expect(records).toBe(2_000);
  await rm(many, { recursive: true });
});
