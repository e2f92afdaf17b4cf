import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { createSearchIndex, marksOf } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

// fixtures/matching/README.md has the format. TIMBAO_MATCHING_FILE names another file to run: there, `yes` does
// not say whether something was loosened.
const foreign = process.env['TIMBAO_MATCHING_FILE'];
const FILE = foreign ?? new URL('../../../fixtures/matching/cases.tsv', import.meta.url);

interface MatchingCase {
  readonly line: number;
  readonly text: string;
  readonly query: string;
  readonly mode: string;
  readonly diacritics: string;
  readonly match: string;
  readonly marked: string;
  /** Further parameters (`slop`) and fields of the article (`title`, `authors` …). */
  readonly more: Readonly<Record<string, string>>;
}

/** `\u00A0` and the like are written so that they can be seen. */
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9A-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const readCases = (): MatchingCase[] =>
  readFileSync(FILE, 'utf8')
    .split('\n')
    .flatMap((row, index) => {
      if (row === '' || row.startsWith('#')) return [];
      const [text = '', query = '', mode = '', diacritics = '', match = '', marked = '', more = ''] = row
        .split('\t')
        .map(unescaped);
      const pairs = more.split(' ; ').filter((pair) => pair !== '');
      return {
        line: index + 1,
        text,
        query,
        mode,
        diacritics,
        match,
        marked,
        more: Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])),
      };
    });

const cases = readCases();

/** The article of a case. What is no word stands where a text is required and the case has none. */
const articleOf = ({ line, text, more }: MatchingCase) => ({
  id: `case-${line}`,
  title: more['title'] ?? '·',
  body: text === '' ? '·' : text,
  // The source is searched by name alone, so that it can tell the articles apart.
  source: more['source'] ?? `case-${line}`,
  ...(more['lead'] === undefined ? {} : { lead: more['lead'] }),
  ...(more['section'] === undefined ? {} : { section: more['section'] }),
  ...(more['caption'] === undefined ? {} : { captions: [more['caption']] }),
  ...(more['author'] === undefined ? {} : { authors: [more['author']] }),
  ...(more['tag'] === undefined ? {} : { tags: [more['tag']] }),
  publishedAt: more['publishedAt'] ?? '2022-01-21',
});

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(...cases.map(articleOf));
});

afterAll(() => index.close());

const searchFor = (one: MatchingCase, relax: boolean): Promise<SearchResult> =>
  index.search({
    q: one.query,
    mode: one.mode,
    diacritics: one.diacritics,
    source: articleOf(one).source,
    slop: one.more['slop'] ?? '0',
    snippets: '5',
    snippetSize: '400',
    relax: String(relax),
  });

const marked = ({ hits }: SearchResult): string =>
  hits
    .flatMap(({ highlights: { title, lead, body, captions } }) => [title, lead ?? '', ...body, ...captions])
    .flatMap(marksOf)
    .join('|');

/** Another file may have each syllable as a mark of its own. */
const comparable = (marks: string): string => (foreign === undefined ? marks : marks.replaceAll('|', ' '));

describe.each(['keyword', 'phrase'])('mode=%s', (mode) => {
  it.each(cases.filter((one) => one.mode === mode))(
    'line $line: $query ($diacritics) in "$text": $match',
    async (one) => {
      if (one.match === 'no' || one.match === 'never') {
        const result = await searchFor(one, one.match === 'never');
        expect(result.total).toEqual({ value: 0, exact: true });
        expect(result.hits).toEqual([]);
        return;
      }
      const result = await searchFor(one, true);
      expect(result.total).toEqual({ value: 1, exact: true });
      expect(result.hits.map(({ id }) => id)).toEqual([`case-${one.line}`]);
      if (foreign === undefined) {
        const { relaxed, corrected } = result.query;
        expect(corrected === null ? (relaxed ?? 'yes') : 'corrected').toBe(one.match);
        const strictly = await searchFor(one, false);
        expect(strictly.total.value).toBe(one.match === 'yes' ? 1 : 0);
      }
      if (one.marked !== '') expect(comparable(marked(result))).toBe(comparable(one.marked));
    },
  );
});
