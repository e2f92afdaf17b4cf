import type { Hit, SearchResult } from '../domain/search-result.ts';
import { csvText } from '../ingest/csv-text.ts';
import { unescapeHtml } from '../text/escape-html.ts';

/** What became of one search of a list. */
export interface ListedAnswer {
  readonly q: string;
  readonly result: SearchResult | null;
  /** Why there is none. */
  readonly problem?: string;
}

const HEADINGS = [
  'q',
  'total',
  'rank',
  'id',
  'publishedAt',
  'title',
  'section',
  'source',
  'url',
  'passage',
  'note',
];

/** A highlight's HTML as text, what was found between `[` and `]`. */
const plain = (html: string): string =>
  unescapeHtml(html.replace(/\s+/g, ' ').replaceAll('<mark>', '[').replaceAll('</mark>', ']'));

const passageOf = ({ highlights: { lead, body, captions } }: Hit): string =>
  plain(body.find((text) => text.includes('<mark>')) ?? lead ?? captions[0] ?? body[0] ?? '');

/** What a reader of the table has to know of how it was found. */
const noteOf = ({ query, partial, warnings }: SearchResult): string =>
  [
    ...(query.corrected === null ? [] : [`found as: ${query.corrected.to}`]),
    ...(query.relaxed === null ? [] : [`loosened: ${query.relaxed}`]),
    ...(partial ? ['part of the index did not answer'] : []),
    ...warnings.map(({ message }) => message),
  ].join(' ');

const rowsOf = ({ q, result, problem = '' }: ListedAnswer): string[][] => {
  if (result === null) return [[q, '', '', '', '', '', '', '', '', '', problem]];
  const { total, hits } = result;
  const count = `${total.value}${total.exact ? '' : '+'}`;
  const note = noteOf(result);
  if (hits.length === 0) return [[q, count, '', '', '', '', '', '', '', '', note]];
  return hits.map((hit, i) => [
    q,
    count,
    String(i + 1),
    hit.id,
    hit.publishedAt.slice(0, 10),
    hit.title,
    hit.section ?? '',
    hit.source ?? '',
    hit.url ?? '',
    passageOf(hit),
    note,
  ]);
};

/** How the table of {@link hitsCsv} begins. */
export const hitsCsvHead = (): string => csvText([HEADINGS], { isFirst: true });

/** A row a hit, for a spreadsheet; a search without any has a row of its own. */
export const hitsCsv = (answer: ListedAnswer): string => csvText(rowsOf(answer));
