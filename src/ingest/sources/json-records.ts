import { decodeEscaped, escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { isRemoval } from '../read-removal.ts';
import { unwrapDeadLetter } from './dead-letter.ts';
import { printPath } from './field-path.ts';
import { applyFieldMap, type MappedRecord } from './field-map.ts';
import { mendValue } from './mend-value.ts';
import { readLines, type ByteLine } from './read-lines.ts';
import { readPage } from './read-page.ts';
import { withDates } from './record-dates.ts';
import { reduceTexts } from './reduce-texts.ts';
import { whyUnpublished } from './record-status.ts';
import { suggestFieldMap } from './suggest-field-map.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';
import { isDeeperThan, splitJson, type JsonPiece } from './split-json.ts';

/** A body may have 2 MB of text; with its markup and JSON's escapes a record has some times that. */
const LONGEST = 32 * 1024 * 1024;
/** How deep lists and objects may be nested in a record. */
const DEEPEST = 100;
/** How much of a text that could not be read goes into the dead-letter file. */
const LONGEST_KEPT = 1024 * 1024;

/**
 * Reads JSON lines: one article a line, `{"delete":"id"}`, or a dead-letter file. Blank lines are passed over; a line
 * that is no JSON is a record with a problem, and the next is read.
 *
 * @param name Of the file, for messages.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<ReadRecord> {
  for await (const line of readLines(chunks, LONGEST)) {
    const record = readLine(line, name, options);
    if (record !== null) yield record;
  }
}

const readLine = (
  { number, bytes, isTooLong }: ByteLine,
  name: string,
  options: ReadOptions,
): ReadRecord | null => {
  const from = `${name}:${number}`;
  const text = decodeEscaped(bytes);
  if (isTooLong) {
    return { from, text, problem: 'The line is longer than 32 MB. One article goes on one line.' };
  }
  if (text.trim() === '') return null;
  return readJson(text, from, options);
};

/**
 * Reads a text of JSON of any length, a record at a time: one article, a list of them, or several one after another.
 *
 * @param name Of the file, for messages.
 */
export async function* readJsonText(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<ReadRecord> {
  const { recordsAt = [] } = options;
  let first: JsonPiece | null = null;
  let isOne = true;
  // The first value is held until it is known whether it is the only one: then it needs no place.
  for await (const piece of splitJson(decoded(chunks), { longest: LONGEST, deepest: DEEPEST, recordsAt })) {
    if (first !== null) {
      isOne = false;
      yield readPiece(first, name, isOne, options);
    }
    first = piece;
  }
  if (first !== null) yield readPiece(first, name, isOne, options);
}

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = escapedUtf8Decoder();
  for await (const chunk of chunks) yield decoder.decode(chunk);
  yield decoder.end();
}

const readPiece = (
  { text, index, line, fault }: JsonPiece,
  name: string,
  isOne: boolean,
  options: ReadOptions,
): ReadRecord => {
  const from = index === null ? (isOne ? name : `${name}:${line}`) : `${name}[${index}]`;
  const kept = text === '' ? {} : { text: text.slice(0, LONGEST_KEPT) };
  switch (fault) {
    case null:
      return readJson(text, from, options, index);
    case 'too long':
      return { from, ...kept, problem: 'The article is longer than 32 MB.' };
    case 'too deep':
      return { from, ...kept, problem: TOO_DEEP };
    case 'no list':
      return {
        from,
        problem: `There is no list at “${printPath(options.recordsAt ?? [])}” (--records). Name the place of the list of articles; where an object has them under keys of their own, end it in “.*”.`,
      };
    case 'breaks off':
    default:
      return {
        from,
        ...kept,
        problem: `It is not JSON: it breaks off${index === null ? '' : ` at article ${index + 1} of the list`}. What came before was imported.`,
      };
  }
};

const TOO_DEEP = `Its lists and objects are nested more than ${DEEPEST} deep: that is no article.`;

/** One record from its JSON. */
const readJson = (
  text: string,
  from: string,
  options: ReadOptions,
  index: number | null = null,
): ReadRecord => {
  const kept = text.slice(0, LONGEST_KEPT);
  if (isDeeperThan(text, DEEPEST)) return { from, text: kept.slice(0, 1_000), problem: TOO_DEEP };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { from, text: kept, problem: `It is not JSON: ${reason(error)}` };
  }
  const letter = unwrapDeadLetter(value);
  if ('problem' in letter) return { from, problem: letter.problem };
  if ('article' in letter) {
    const record = readRecord(letter.article, from, options, {
      index,
      isDeadLetter: letter.article !== value,
    });
    // What was converted and then fails is kept as it was, too.
    return record.note === undefined ? record : { ...record, text: kept };
  }
  if (letter.format === 'text' || letter.format === 'html') {
    return { ...readPage(letter.text, letter.from, { ...options, format: letter.format }), from };
  }
  try {
    return readRecord(JSON.parse(letter.text), from, options);
  } catch {
    return { from, text: letter.text, problem: letter.error };
  }
};

interface RecordContext {
  /** Its place in a list. */
  readonly index?: number | null;
  /** It was an article before, and failed. */
  readonly isDeadLetter?: boolean;
  /** Of another system, whose texts may be markup, whatever its fields are called. */
  readonly isForeign?: boolean;
}

/**
 * Makes a record of a value of JSON, or of a row or an element with the same fields: its characters put right, its fields
 * found by the map, what is not published left out.
 */
export const readRecord = (
  value: unknown,
  from: string,
  options: ReadOptions,
  { index = null, isDeadLetter = false, isForeign = false }: RecordContext = {},
): ReadRecord => {
  const { encoding, map } = options;
  const mended = mendValue(value, encoding === undefined ? {} : { forced: encoding });
  if ('problem' in mended) return { from, article: value, problem: mended.problem };
  const { value: read, ...noted } = mended;
  if (isRemoval(read)) return { from, article: read };
  const unpublished = whyUnpublished(read, options);
  if (unpublished !== null) return { from, skipped: unpublished };
  const dated = ({ article, ...told }: MappedRecord): ReadRecord => {
    const isMarkup = !isDeadLetter && (map !== undefined || isForeign);
    const known = withDates(isMarkup ? reduceTexts(article) : article);
    return { from, ...('problem' in known ? { article } : {}), ...known, ...told, ...noted };
  };
  if (map === undefined) {
    const hint = isDeadLetter ? null : suggestFieldMap(read, index);
    if (hint !== null) return { from, article: read, ...noted, problem: hint };
    // What a table or an element has besides is named, as where a map passes it over.
    const own = isForeign ? applyFieldMap({}, read) : { article: read };
    return dated('problem' in own ? { article: read } : own);
  }
  const mapped = applyFieldMap(map, read);
  // One that failed after it was mapped is not to be mapped again.
  if ('problem' in mapped && isDeadLetter) return { from, article: read, ...noted };
  return 'problem' in mapped ? { from, article: value, problem: mapped.problem } : dated(mapped);
};

const reason = (error: unknown): string =>
  // V8 repeats the text after its sentence.
  (error instanceof Error ? error.message : String(error)).replace(
    /,? "?[\s\S]{0,40}"? is not valid JSON$/u,
    '.',
  );
