/** One line of a stream. */
export interface ByteLine {
  /** From 1. */
  readonly number: number;
  /** Without its line break; the first bytes alone where it is longer than is read. */
  readonly bytes: Uint8Array;
  /** Its whole length, line break included. */
  readonly length: number;
  readonly isTooLong: boolean;
}

const NEWLINE = 0x0a;

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
  let parts: Uint8Array[] = [];
  let kept = 0;
  let length = 0;
  let number = 0;

  const take = (part: Uint8Array): void => {
    length += part.length;
    const room = longest - kept;
    if (room <= 0 || part.length === 0) return;
    const kept_ = part.subarray(0, room);
    parts.push(kept_);
    kept += kept_.length;
  };
  const finish = (breaks: number): ByteLine => {
    const line = {
      number: ++number,
      bytes: Buffer.concat(parts),
      length: length + breaks,
      isTooLong: length > longest,
    };
    parts = [];
    kept = 0;
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
