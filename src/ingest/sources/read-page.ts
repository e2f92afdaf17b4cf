import { mendTexts } from '../encodings/mend-text.ts';
import { noteOf, type MendOptions } from '../encodings/mended.ts';
import { readHtmlPage } from './html-page.ts';
import { readPortalText } from './portal-text.ts';
import { bareName } from './source-format.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** A page that cannot be read is kept whole up to this, to be mended in the dead-letter file. */
const LONGEST_KEPT = 1024 * 1024;

/**
 * Reads a page that is one article: HTML, or text as it comes when a page is copied.
 *
 * @param text Decoded with `decodeEscaped`.
 * @param name Of the file.
 */
export const readPage = (text: string, name: string, options: ReadOptions): ReadRecord => {
  const record =
    options.format === 'html' ? readHtmlPage(text, name, options) : readText(text, name, options);
  // What was converted and then fails is kept as it was, too.
  const isKept = record.note !== undefined || (record.problem !== undefined && record.article === undefined);
  return isKept ? { ...record, ...kept(text, options) } : record;
};

/** A page that could not be read, as the record that it is then. */
export const unreadPage = (
  text: string,
  name: string,
  options: ReadOptions,
  problem: string,
): ReadRecord => ({
  from: name,
  problem,
  ...kept(text, options),
});

const kept = (text: string, { format }: ReadOptions): Pick<ReadRecord, 'text' | 'format'> =>
  text.length <= LONGEST_KEPT ? { text, format: format === 'html' ? 'html' : 'text' } : {};

const readText = (text: string, name: string, options: ReadOptions): ReadRecord => {
  const mended = mendTexts([text], forced(options));
  if ('problem' in mended) return { from: name, problem: mended.problem };
  const { article, problem, warnings } = readPortalText(mended.texts[0] ?? '', bareName(name), options);
  return {
    from: name,
    article,
    ...(problem === null ? {} : { problem }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...noteOf(mended),
  };
};

/** How the characters of a source are put right. */
export const forced = ({ encoding }: ReadOptions): MendOptions =>
  encoding === undefined ? {} : { forced: encoding };
