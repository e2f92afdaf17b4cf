import { unwrapDeadLetter } from './dead-letter.ts';
import { decodeText, NOT_UNICODE } from './decode-text.ts';
import { readLines, type ByteLine } from './read-lines.ts';
import type { SourceRecord } from './source-record.ts';

/** A body may have 2 MB of text; with its markup and JSON's escapes a line has some times that. */
const LONGEST_LINE = 32 * 1024 * 1024;
/** How much of a line that could not be read goes into the dead-letter file. */
const LONGEST_KEPT = 1024 * 1024;

/**
 * Reads JSON lines: one article a line, or a dead-letter file. Blank lines are passed over; a line that is no JSON is
 * a record with a problem, and the next is read.
 *
 * @param name Of the file, for messages.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<SourceRecord> {
  for await (const line of readLines(chunks, LONGEST_LINE)) {
    const record = readLine(line, name);
    if (record !== null) yield record;
  }
}

const readLine = ({ number, bytes, length, isTooLong }: ByteLine, name: string): SourceRecord | null => {
  const at = { from: `${name}:${number}`, bytes: length };
  if (isTooLong) {
    const text = Buffer.from(bytes).subarray(0, 1_000).toString('utf8');
    return { ...at, text, problem: 'The line is longer than 32 MB. One article goes on one line.' };
  }
  const text = decodeText(bytes);
  if (text === null)
    return { ...at, text: Buffer.from(bytes).toString('utf8', 0, LONGEST_KEPT), problem: NOT_UNICODE };
  if (text.trim() === '') return null;
  return { ...at, ...readJson(text) };
};

const readJson = (text: string): Pick<SourceRecord, 'article' | 'text' | 'problem'> => {
  try {
    return unwrapDeadLetter(JSON.parse(text));
  } catch (error) {
    return { text: text.slice(0, LONGEST_KEPT), problem: `It is not JSON: ${reason(error)}` };
  }
};

/**
 * Reads a whole text of JSON: one article, an array of them, or after all one a line.
 *
 * @param name Of the file, for messages.
 */
export function* readJsonText(text: string, name: string): Generator<SourceRecord> {
  const bytes = Buffer.byteLength(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (isLinesOfJson(text)) yield* readTextLines(text, name);
    else {
      yield {
        from: name,
        bytes,
        text: text.slice(0, LONGEST_KEPT),
        problem: `It is not JSON: ${reason(error)}`,
      };
    }
    return;
  }
  if (!Array.isArray(value)) {
    yield { from: name, bytes, ...unwrapDeadLetter(value) };
    return;
  }
  for (const [at, entry] of value.entries()) {
    // The text's length is shared out among its articles; the last one takes what is over.
    const share = Math.floor(bytes / value.length);
    yield {
      from: `${name}[${at}]`,
      bytes: at === value.length - 1 ? bytes - share * at : share,
      ...unwrapDeadLetter(entry),
    };
  }
}

/** Whether at least the first line is JSON by itself: then the others were meant so, too. */
const isLinesOfJson = (text: string): boolean => {
  const lines = text.trimStart().split('\n', 2);
  if (lines.length < 2) return false;
  try {
    JSON.parse(lines[0] ?? '');
    return true;
  } catch {
    return false;
  }
};

function* readTextLines(text: string, name: string): Generator<SourceRecord> {
  let number = 0;
  for (const line of text.split('\n')) {
    const bytes = Buffer.from(line);
    const record = readLine({ number: ++number, bytes, length: bytes.length + 1, isTooLong: false }, name);
    if (record !== null) yield record;
  }
}

const reason = (error: unknown): string =>
  // V8 repeats the text after its sentence.
  (error instanceof Error ? error.message : String(error)).replace(
    /,? "?[\s\S]{0,40}"? is not valid JSON$/u,
    '.',
  );
