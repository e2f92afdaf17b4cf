import type { HtmlText } from '../../text/html-to-text.ts';
import { normalizeText } from '../../text/normalize-text.ts';
import { readDateLine } from './date-line.ts';
import type { PortalLine } from './portal-lines.ts';
import { readArticleLines } from './portal-text.ts';

/** The text of a page, as one way to read it finds it. */
export interface Reading {
  readonly paragraphs: readonly string[];
  readonly captions: readonly string[];
}

/** Without what the page put below and between. */
export const toReading = ({ text, captions }: HtmlText): Reading => ({
  paragraphs: readArticleLines(withoutDateLines(toLines(text))).paragraphs.map((line) => line.text),
  captions,
});

const lengthOf = ({ paragraphs }: Reading): number => paragraphs.join('').length;

/** The data of some sites have all of the text, those of others a teaser; so much more is the article. */
const FAR_MORE = 2;
/** So much more may be captions and the lead. */
const SOME_MORE = 1.25;

/** What the page shows, unless another reading of it finds far more; where one finds some more, that is said. */
export const chooseReading = (
  own: Reading,
  others: readonly Reading[],
): { readonly reading: Reading; readonly warning: string | null } => {
  const reading = others.find((other) => lengthOf(other) > FAR_MORE * lengthOf(own)) ?? own;
  const most = Math.max(0, ...others.map(lengthOf));
  const isLess = most > SOME_MORE * lengthOf(reading) + SHORTEST_PARAGRAPH;
  const share = Math.round((100 * most) / Math.max(lengthOf(reading), 1) - 100);
  return {
    reading,
    warning: isLess ? `another way to read the page finds ${share} % more text` : null,
  };
};

/** The paragraphs of a text as lines. */
export const toLines = (text: string) =>
  normalizeText(text)
    .split(/\n{2,}/u)
    .flatMap(partAtBreaks)
    .map((paragraph) => ({ text: paragraph.trim(), gap: { lines: 1, padding: 0 } }))
    .filter((line) => line.text !== '');

/** Without the date line, where it stands between title and text within one element. */
export const withoutDateLines = (lines: readonly PortalLine[]): readonly PortalLine[] =>
  lines.filter(({ text }, at) => at > 2 || readDateLine(text) === null);

/** A line that is a paragraph by itself: shorter ones are a poem, an address, a list. */
const SHORTEST_PARAGRAPH = 60;

/** Old pages have one line break between paragraphs. */
const partAtBreaks = (paragraph: string): string[] => {
  const lines = paragraph.split('\n');
  return lines.every((line) => line.length >= SHORTEST_PARAGRAPH && /[.!?…:”")]$/u.test(line.trim()))
    ? lines
    : [paragraph];
};

/** Plain text with its paragraphs as HTML has them. */
export const paragraphed = (text: string): string =>
  /<[a-z][^>]*>/iu.test(text) ? text : text.replace(/\s*\n\s*/gu, '<p>');
