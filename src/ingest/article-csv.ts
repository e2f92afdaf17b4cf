import type { Article } from '../domain/article.ts';
import { csvText } from './csv-text.ts';

/** Excel cuts a longer cell up and puts its rest into the rows below. */
const LONGEST_CELL = 32_767;

const cell = (text: string | undefined): string => {
  if (text === undefined || text.length < LONGEST_CELL) return text ?? '';
  const cut = text.slice(0, LONGEST_CELL - 2);
  // Not within a character of two units. One place is left for the apostrophe that disarms a formula.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/** `2022-01-21 07:30:00`: a date to a spreadsheet, in Vietnam time. */
const moment = (instant: string | undefined): string =>
  instant === undefined ? '' : instant.slice(0, 19).replace('T', ' ');

/** The columns, in the order of the file. */
const COLUMNS: Readonly<Record<string, (article: Article) => string>> = {
  id: ({ id }) => id,
  publishedAt: ({ publishedAt }) => moment(publishedAt),
  title: ({ title }) => cell(title),
  lead: ({ lead }) => cell(lead),
  section: ({ section }) => cell(section),
  authors: ({ authors }) => cell(authors.join('; ')),
  source: ({ source }) => cell(source),
  tags: ({ tags }) => cell(tags.join('; ')),
  url: ({ url }) => cell(url),
  image: ({ image }) => cell(image),
  captions: ({ captions }) => cell(captions.join('\n')),
  updatedAt: ({ updatedAt }) => moment(updatedAt),
  visibleFrom: ({ visibleFrom }) => moment(visibleFrom),
  visibleUntil: ({ visibleUntil }) => moment(visibleUntil),
  version: ({ version }) => (version === undefined ? '' : String(version)),
  body: ({ body }) => cell(body),
};

/** How a file of articles for a spreadsheet begins: the mark of UTF-8, and the names of the columns. */
export const csvHead = (): string => csvText([Object.keys(COLUMNS)], { isFirst: true });

/** An article as one row (RFC 4180). Lists are joined by `; `, captions by line breaks. */
export const csvRow = (article: Article): string =>
  csvText([Object.values(COLUMNS).map((column) => column(article))]);
