import type { Hit, SearchResult } from '../../domain/search-result.ts';
import { unescapeHtml } from '../../text/escape-html.ts';
import type { Quotation } from './tool-schemas.ts';

/** A highlight's HTML as text, what was found between `**` and `**`. */
const marked = (html: string): string =>
  unescapeHtml(html.replaceAll('<mark>', '**').replaceAll('</mark>', '**')).replace(/\s+/g, ' ').trim();

/** What an article that was found says, with where it says so. */
export const quotationOf = ({
  id,
  title,
  publishedAt,
  url,
  source,
  section,
  authors,
  highlights: { lead, body, captions },
}: Hit): Quotation => ({
  id,
  title,
  publishedAt,
  url,
  source,
  section,
  authors: [...authors],
  passages: [...(lead === null ? [] : [lead]), ...body, ...captions].map(marked),
});

const LOOSENED: Readonly<Record<NonNullable<SearchResult['query']['relaxed']>, string>> = {
  marks: 'Nothing has it with these diacritics; these were found without them.',
  syllables: 'Hardly anything has these words; these have their syllables apart.',
  words: 'Nothing has all of these words; these have most of them.',
};

/** How a query was read, where not as typed. */
export const notesOf = ({ query, warnings, partial }: SearchResult): string[] => [
  ...(query.corrected === null ? [] : [`Found in a likelier spelling: ${query.corrected.to}`]),
  ...(query.relaxed === null ? [] : [LOOSENED[query.relaxed]]),
  ...(query.suggestion === undefined ? [] : [`Perhaps meant: ${query.suggestion}`]),
  ...(partial ? ['Part of the index did not answer: there may be more.'] : []),
  ...warnings.map(({ message }) => message),
];

/** When, where and by whom something was published, in one line. */
export const sourceLine = ({
  publishedAt,
  source,
  authors,
  url,
}: Pick<Quotation, 'publishedAt' | 'source' | 'authors' | 'url'>): string =>
  [publishedAt.slice(0, 10), source, authors.join(', '), url]
    .filter((part) => part !== null && part !== '')
    .join(' · ');

/** A quotation as text, beginning with its source. */
export const quotationText = (quotation: Quotation): string => {
  const { id, title, passages } = quotation;
  return [`[${id}] ${title}`, sourceLine(quotation), ...passages.map((passage) => `> ${passage}`)].join('\n');
};
