import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineFetch } from '../../support/engine-fetch.ts';
import { elasticsearchUrl, uniqueIndexName } from '../../support/test-engine.ts';

/** Term, start and end (UTF-16 units of the text), position, type. */
type ExpectedToken = readonly [string, number, number, number, string];

interface AnalysisCase {
  readonly name: string;
  readonly tokenizer: string;
  readonly charFilter?: readonly unknown[];
  readonly filter?: readonly unknown[];
  readonly text: string;
  readonly tokens: readonly ExpectedToken[];
  /** Whether the text in NFD must give the same words. */
  readonly alsoDecomposed?: boolean;
}

// What the official analysis-icu is documented to do, on word boundaries of UAX #29.
const cases = JSON.parse(
  readFileSync(new URL('../../../fixtures/analysis/icu.json', import.meta.url), 'utf8'),
) as AnalysisCase[];

describe('tokens, offsets and positions', () => {
  test.each(cases)('$name', async ({ tokenizer, charFilter = [], filter = [], text, tokens }) => {
    expect(await analyze('_analyze', { tokenizer, char_filter: charFilter, filter, text })).toEqual(tokens);
  });

  test.each(cases.filter((one) => one.alsoDecomposed))(
    '$name, in NFD',
    async ({ tokenizer, filter, text, tokens }) => {
      const decomposed = text.normalize('NFD');
      const moved = (offset: number): number => text.slice(0, offset).normalize('NFD').length;
      const expected = tokens.map(([term, start, end, position, type]) => [
        filter === undefined ? term.normalize('NFD') : term,
        moved(start),
        moved(end),
        position,
        type,
      ]);
      expect(await analyze('_analyze', { tokenizer, filter: filter ?? [], text: decomposed })).toEqual(
        expected,
      );
    },
  );

  test('a list of values: positions go on', async () => {
    const tokens = await analyze('_analyze', {
      tokenizer: 'icu_tokenizer',
      text: ['xã Púng Bánh', 'bản Kéo'],
    });
    expect(tokens.map(([term, , , position]) => [term, position])).toEqual([
      ['xã', 0],
      ['Púng', 1],
      ['Bánh', 2],
      ['bản', 103],
      ['Kéo', 104],
    ]);
  });
});

describe('in an index', () => {
  const index = uniqueIndexName('icu');
  const url = (path: string): string => `${elasticsearchUrl()}/${index}${path}`;

  beforeAll(async () => {
    await call(url(''), 'PUT', {
      settings: {
        number_of_replicas: 0,
        analysis: {
          filter: {
            folding_but_d: { type: 'icu_folding', unicode_set_filter: '[^đĐ]' },
            nfd: { type: 'icu_transform', id: 'NFD' },
          },
          analyzer: { folded_words: { tokenizer: 'icu_tokenizer', filter: ['icu_folding'] } },
          char_filter: { decompose: { type: 'icu_normalizer', name: 'nfkc_cf', mode: 'decompose' } },
          normalizer: {
            folded: { type: 'custom', filter: ['icu_folding'] },
            folded_but_d: { type: 'custom', filter: ['folding_but_d'] },
            cased: { type: 'custom', filter: ['icu_normalizer'] },
            decomposed: { type: 'custom', char_filter: ['decompose'] },
            transformed: { type: 'custom', filter: ['nfd'] },
          },
        },
      },
      mappings: {
        properties: {
          section: { type: 'keyword', normalizer: 'folded' },
          body: { type: 'text', analyzer: 'folded_words' },
        },
      },
    });
  });
  afterAll(() => call(url(''), 'DELETE'));

  test.each([
    ['folded', 'Xây dựng ĐẢNG', 'xay dung dang'],
    ['folded', 'Xây dựng Đảng'.normalize('NFD'), 'xay dung dang'],
    ['folded_but_d', 'Xây dựng Đảng', 'xay dung Đang'],
    ['cased', 'Xây Dựng ĐẢNG'.normalize('NFD'), 'xây dựng đảng'],
    ['decomposed', 'ĐẢNG', 'đa\u0309ng'],
    ['transformed', 'ĐẢNG', 'ĐA\u0309NG'],
  ])('normalizer %s: %s', async (normalizer, text, term) => {
    const tokens = await analyze(`${index}/_analyze`, { normalizer, text });
    expect(tokens.map(([found]) => found)).toEqual([term]);
  });

  test('finds without marks what was written with them, and a keyword by its folded form', async () => {
    await call(url('/_doc/1?refresh=true'), 'PUT', { section: 'Xây dựng Đảng', body: 'Huyện Sốp Cộp' });
    const found = (query: object): Promise<unknown> =>
      call(`${elasticsearchUrl()}/${index}/_count`, 'POST', { query });
    expect(await found({ match_phrase: { body: 'sop cop' } })).toMatchObject({ count: 1 });
    expect(await found({ match_phrase: { body: 'cop sop' } })).toMatchObject({ count: 0 });
    expect(await found({ term: { section: 'XAY DUNG DANG' } })).toMatchObject({ count: 1 });
  });
});

async function analyze(path: string, body: object): Promise<ExpectedToken[]> {
  const answer = (await call(`${elasticsearchUrl()}/${path}`, 'POST', body)) as {
    tokens: { token: string; start_offset: number; end_offset: number; position: number; type: string }[];
  };
  return answer.tokens.map((one) => [
    one.token,
    one.start_offset,
    one.end_offset,
    one.position,
    one.type.replace(/[<>]/g, ''),
  ]);
}

async function call(url: string, method: string, body?: object): Promise<unknown> {
  const response = await engineFetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}
