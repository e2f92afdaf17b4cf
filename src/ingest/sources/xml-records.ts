import { Parser } from 'htmlparser2';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { isOfMarkup, MARKUP, markupKeeper } from './element-markup.ts';
import { readRecord } from './json-records.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

const DEEPEST = 100;
/** The most characters of one record. */
const LONGEST = 32 * 1024 * 1024;

/** Elements that name the field they hold in an attribute: those of phpMyAdmin, mysqldump, Solr. */
const NAMED = new Set([
  'field',
  'column',
  'property',
  'str',
  'text',
  'date',
  'int',
  'long',
  'bool',
  'double',
  'arr',
]);

interface OpenElement {
  readonly name: string;
  /** Where its markup begins. */
  readonly place: number;
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
  const markup = markupKeeper();
  const wanted = record.toLowerCase();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        depth++;
        if (open.length === 0 && tag.toLowerCase() !== wanted) return;
        if (depth > DEEPEST) return;
        const place = markup.open(tag, attributes);
        open.push({ name: tag, place, fields: { ...attributes }, text: '' });
      },
      ontext: (text) => {
        const element = open.at(-1);
        length += element === undefined ? 0 : text.length;
        if (element === undefined || length > LONGEST) return;
        element.text += text;
        markup.text(text);
      },
      onclosetag: () => {
        depth--;
        if (depth >= DEEPEST) return;
        const element = open.pop();
        if (element === undefined) return;
        markup.close(element.name);
        const parent = open.at(-1);
        if (parent !== undefined) {
          const { name: key, value } = fieldOf(element, () => markup.since(element.place));
          if (value !== '') add(parent.fields, key, value);
          return;
        }
        markup.clear();
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

/** What an element is in the record that it stands in. */
const fieldOf = (
  { name, fields, text: written }: OpenElement,
  markup: () => string,
): { readonly name: string; readonly value: unknown } => {
  const text = written.trim();
  const { name: named, ...others } = fields;
  if (NAMED.has(name) && typeof named === 'string') {
    const inner = Object.keys(others).find((key) => NAMED.has(key));
    return { name: named, value: inner === undefined ? text : others[inner] };
  }
  if (Object.keys(fields).length === 0) return { name, value: text };
  const value: Record<string, unknown> = { ...fields, ...(text === '' ? {} : { text }) };
  if (!isOfMarkup(name) && Object.keys(fields).some(isOfMarkup)) value[MARKUP] = markup();
  return { name, value };
};

const add = (fields: Record<string, unknown>, name: string, value: unknown): void => {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
};
