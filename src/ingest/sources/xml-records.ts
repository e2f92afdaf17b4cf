import { Parser } from 'htmlparser2';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { readRecord } from './json-records.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

const DEEPEST = 100;
/** The most characters of one record. */
const LONGEST = 32 * 1024 * 1024;

interface OpenElement {
  readonly name: string;
  readonly fields: Record<string, unknown>;
  text: string;
}

/**
 * Reads XML of any shape: every element of a name is a record, its attributes and the elements in it are its fields, as
 * those of JSON are. What repeats is a list; elements with nothing in them are left out.
 *
 * @param record The name of the element that is an article.
 */
export async function* readElements(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  record: string,
  options: ReadOptions,
): AsyncGenerator<ReadRecord> {
  const found: (Readonly<Record<string, unknown>> | null)[] = [];
  let open: OpenElement[] = [];
  let [depth, length, count] = [0, 0, 0];
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        depth++;
        if (open.length === 0 && tag !== record) return;
        if (depth <= DEEPEST) open.push({ name: tag, fields: { ...attributes }, text: '' });
      },
      ontext: (text) => {
        const element = open.at(-1);
        length += element === undefined ? 0 : text.length;
        if (element !== undefined && length <= LONGEST) element.text += text;
      },
      onclosetag: () => {
        depth--;
        if (depth >= DEEPEST) return;
        const element = open.pop();
        if (element === undefined) return;
        const parent = open.at(-1);
        const text = element.text.trim();
        const hasFields = Object.keys(element.fields).length > 0;
        if (parent !== undefined) {
          const value = hasFields ? { ...element.fields, ...(text === '' ? {} : { text }) } : text;
          if (value !== '') add(parent.fields, element.name, value);
          return;
        }
        found.push(length > LONGEST ? null : element.fields);
        length = 0;
      },
    },
    { xmlMode: true, recognizeSelfClosing: true },
  );
  const decoder = escapedUtf8Decoder();
  const drained = function* (): Generator<ReadRecord> {
    for (const fields of found.splice(0)) {
      const from = `${name}#${++count}`;
      yield fields === null
        ? { from, problem: `The element <${record}> is longer than 32 MB.` }
        : readRecord(fields, from, options, { isForeign: true });
    }
  };
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk));
    yield* drained();
  }
  parser.write(decoder.end());
  const isCut = open.length > 0;
  open = [];
  parser.end();
  yield* drained();
  if (isCut)
    yield {
      from: name,
      problem: `It breaks off amid an element <${record}>. What came before was imported.`,
    };
  else if (count === 0) yield { from: name, problem: `There is no element <${record}> in it (--record).` };
}

const add = (fields: Record<string, unknown>, name: string, value: unknown): void => {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
};
