import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, type ByteLine } from '../../../../src/ingest/sources/read-lines.ts';
import { cpuMsSince } from '../../../support/cpu-ms-since.ts';

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set([0, ...cuts.map((place) => place % (bytes.length + 1)), bytes.length])];
  places.sort((a, b) => a - b);
  for (const [at, start] of places.entries()) {
    // The chunk is wiped once it was taken: whoever kept a view of it instead of a copy would show it.
    const chunk = Uint8Array.from(bytes.subarray(start, places[at + 1] ?? bytes.length));
    yield chunk;
    chunk.fill(0x3f);
  }
}

const collect = async (chunks: AsyncIterable<Uint8Array>, longest: number): Promise<ByteLine[]> => {
  const lines: ByteLine[] = [];
  for await (const line of readLines(chunks, longest)) lines.push(line);
  return lines;
};

const letters = fc.constantFrom('\n', '\r\n', 'a', 'ộ', '🛖', 'Đ', ' ', '\u0323', '{"x":1}');
const texts = fc.array(letters, { maxLength: 60 }).map((parts) => parts.join(''));
const places = fc.array(fc.nat(400), { maxLength: 40 });

test('however the bytes are cut, also inside of a character, the lines are those of the text', async () => {
  await fc.assert(
    fc.asyncProperty(texts, places, fc.integer({ min: 1, max: 30 }), async (text, cuts, longest) => {
      const bytes = Buffer.from(text);
      const lines = await collect(cut(bytes, cuts), longest);
      const wanted = text.split('\n');
      // A line break ends a line, it begins none.
      if (wanted.at(-1) === '') wanted.pop();
      expect(lines.map(({ number }) => number)).toEqual(wanted.map((_, at) => at + 1));
      expect(lines.map(({ isTooLong }) => isTooLong)).toEqual(
        wanted.map((line) => Buffer.byteLength(line) > longest),
      );
      expect(lines.map((line) => Buffer.from(line.bytes).toString('hex'))).toEqual(
        wanted.map((line) => Buffer.from(line).subarray(0, longest).toString('hex')),
      );
      expect(lines.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length);
    }),
    { numRuns: 500 },
  );
});

test('a line of a gigabyte is passed over without being held', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('first\n');
    for (let chunks = 0; chunks < 16 * 1024; chunks++) yield chunk;
    yield Buffer.from('\nlast');
  }
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const lines = await collect(endless(), 16 * 1024 * 1024);
  expect(lines.map(({ isTooLong, length }) => [isTooLong, length])).toEqual([
    [false, 6],
    [true, 1024 ** 3 + 1],
    [false, 4],
  ]);
  expect(lines[1]?.bytes).toHaveLength(1_000);
  // What is passed over costs no copy: that would take minutes.
  expect(cpuMsSince(start)).toBeLessThan(20_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});
