/** One line of a stream. */
export interface ByteLine {
  /** From 1. */
  readonly number: number;
  /** Without its line break; where it is longer than is read, its first 1,000 bytes alone. */
  readonly bytes: Uint8Array;
  /** Its whole length, line break included. */
  readonly length: number;
  readonly isTooLong: boolean;
}

const NEWLINE = 0x0a;
/** How much is kept of a line that is too long, to show which it is. */
const BEGINNING = 1_000;

/**
 * Takes a stream apart into lines without ever holding more than one, and of one that is too long only its beginning.
 * It works on bytes: a character that two chunks share stays whole.
 *
 * @param longest The most bytes a line may have.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<ByteLine> {
  // Grows to the longest line so far: however small the chunks are, a line costs its bytes and no more.
  let held = Buffer.alloc(0);
  let length = 0;
  let number = 0;

  const take = (part: Uint8Array): void => {
    const kept = part.subarray(0, Math.max(0, longest - length));
    if (kept.length > 0 && held.length < length + kept.length) {
      const larger = Buffer.allocUnsafe(Math.min(longest, 2 * (length + kept.length)));
      held.copy(larger, 0, 0, length);
      held = larger;
    }
    held.set(kept, kept.length === 0 ? 0 : length);
    length += part.length;
  };
  const finish = (breaks: number): ByteLine => {
    const isTooLong = length > longest;
    const end = isTooLong ? Math.min(BEGINNING, longest) : length;
    const line = {
      number: ++number,
      // A copy: what is held is written over by the next line.
      bytes: Uint8Array.prototype.slice.call(held, 0, end),
      length: length + breaks,
      isTooLong,
    };
    length = 0;
    return line;
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield finish(1);
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish(0);
}
