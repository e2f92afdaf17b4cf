import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ManifestLine } from '../../../../src/ingest/manifest/manifest-entry.ts';
import { readManifest } from '../../../../src/ingest/manifest/read-manifest.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const read = async (
  content: string | Uint8Array,
  fields?: { id: string; version: string },
  size = 7,
): Promise<ManifestLine[]> =>
  Readable.from(
    readManifest(inChunks(typeof content === 'string' ? Buffer.from(content) : content, size), fields),
  ).toArray();

/** As Excel saves “Unicode text”, and the same the other way round; with its mark and without. */
const inUtf16 = (text: string): Uint8Array[] => {
  const bare = text.replace(/^\uFEFF/u, '');
  return [`\uFEFF${bare}`, bare].flatMap((each) => {
    const little = Buffer.from(each, 'utf16le');
    return [little, Buffer.from(little).swap16()];
  });
};

const entry = (line: number, id: string, version: number | null = null): ManifestLine => ({
  line,
  entry: { id, version },
});

describe('a manifest', () => {
  test.each([
    ['with a heading', 'id,version\na-1,3\na-2,\n', [2, 3]],
    ['without one', 'a-1,3\na-2,\n', [1, 2]],
    [
      'with other columns, semicolons and a byte-order mark',
      '\uFEFFTiêu đề;ID;Version\nBão;a-1;3\nLũ;a-2;\n',
      [2, 3],
    ],
    ['with tabs and Windows’ line ends', 'id\tversion\r\na-1\t3\r\na-2\t\r\n', [2, 3]],
    [
      'with quotes, and line breaks within them',
      'title,id,version\n"Bão, ""lớn""\nở Sơn La","a-1","3"\n,a-2,\n',
      [2, 4],
    ],
    ['as JSON lines', '{"id":"a-1","version":3,"title":"Bão"}\n\n{"id":"a-2","version":null}\n', [1, 3]],
  ] as const)('%s', async (_, text, [first, second]) => {
    const expected = [entry(first, 'a-1', 3), entry(second, 'a-2')];
    expect(await read(text)).toEqual(expected);
    expect(await read(gzipSync(text))).toEqual(expected);
    for (const encoded of inUtf16(text)) {
      expect(await read(encoded)).toEqual(expected);
      expect(await read(gzipSync(encoded), undefined, 3)).toEqual(expected);
    }
  });

  test('ids alone, one a line', async () => {
    expect(await read('a-1\na-2\n')).toEqual([entry(1, 'a-1'), entry(2, 'a-2')]);
  });

  test('other names of the columns and fields; numbers for ids, text for versions', async () => {
    const fields = { id: 'cms_id', version: 'rev' };
    expect(await read('{"cms_id":17,"rev":"4"}\n', fields)).toEqual([entry(1, '17', 4)]);
    expect(await read('rev,cms_id\n4,17\n', fields)).toEqual([entry(2, '17', 4)]);
  });

  test('a line that names no article is told, and the next one read', async () => {
    expect(await read('id,version\na/b,1\na-2,three\na-3,1\n')).toEqual([
      { line: 2, problem: 'has no id, or one that no article has: "a/b"' },
      { line: 3, problem: 'has a version that is no whole number: "three"' },
      entry(4, 'a-3', 1),
    ]);
    expect(await read('{"id":"a"}\n{"id":\n[1]\n{"version":1}\n')).toEqual([
      entry(1, 'a'),
      { line: 2, problem: 'is not JSON' },
      { line: 3, problem: 'has no id, or one that no article has: nothing' },
      { line: 4, problem: 'has no id, or one that no article has: nothing' },
    ]);
  });

  test('what is none is refused with what to do', async () => {
    await expect(read('tên,ngày\nBão,2022\n')).rejects.toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringMatching(/no column “id”. It has: tên, ngày.*--id-field/u),
    });
    await expect(read('[{"id":"a"}]')).rejects.toMatchObject({ code: 'invalid_parameters' });
    const zipped = gzipSync(`id\n${Array.from({ length: 999 }, (__, n) => `a-${n * n}`).join('\n')}`);
    await expect(read(zipped.subarray(0, zipped.length / 2))).rejects.toMatchObject({
      message: expect.stringContaining('not whole'),
    });
    await expect(read('id,version\na-1,1\n"a-2,1\n')).rejects.toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringMatching(/cannot be read to its end: Quote Not Closed/u),
    });
    expect(await read('')).toEqual([]);
    expect(await read('id,version\n')).toEqual([]);
  });
});
