import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { compareAnalysis } from '../../../src/search/compare-analysis.ts';
import { explainSearch, type Explanation } from '../../../src/search/explain-search.ts';
import { analyzeText, MAX_ANALYZED_LENGTH } from '../../../src/text/analyze-text.ts';
import { createSearchIndex, FIXTURE_ARTICLES, type SearchIndex } from './search-index.ts';

let index: SearchIndex;
const abbreviations = parseAbbreviations(readFileSync(ABBREVIATIONS_FILE, 'utf8'));

beforeAll(async () => {
  index = await createSearchIndex();
  await index.importFiles(FIXTURE_ARTICLES);
});

afterAll(() => index.close());

const explain = (
  q: string,
  more: Readonly<Record<string, string>> = {},
  offline = false,
): Promise<Explanation> =>
  explainSearch(
    { engine: offline ? null : index.engine, index: index.index, abbreviations },
    toSearchRequest(searchParameters.parse({ q, ...more })),
  );

describe('explainSearch', () => {
  it.each(['chuyển đổi số', 'sốp cọp', 'mường áng', 'chuyen doi so', 'xyzzy', 'bão lũ "sạt lở"'])(
    'plans without an engine each search that %s makes with one',
    async (q) => {
      const searches = ({ requests }: Explanation): string[] =>
        requests
          .filter(({ call }) => call.endsWith('_search'))
          .flatMap(({ bodies }) => bodies.map((b) => JSON.stringify(b)));
      const sent = searches(await explain(q));
      expect(sent.length).toBeGreaterThan(0);
      expect(searches(await explain(q, {}, true))).toEqual(expect.arrayContaining(sent));
    },
  );

  it('tells what each request found, and what the search came to', async () => {
    const { requests, outcome } = await explain('chuyển đổi số');
    const result = await index.search({ q: 'chuyển đổi số' });
    expect(outcome?.total).toEqual(result.total);
    expect(requests[0]?.call).toBe(`POST /${index.index}/_search`);
    expect(requests[0]?.found).toEqual([result.total.value]);
  });

  it('sends bodies that the engine takes as they are printed', async () => {
    for (const { call, bodies, found } of (await explain('mường áng')).requests) {
      const copies = bodies.map((body) => JSON.parse(JSON.stringify(body)) as object);
      const answers = await index.engine.msearch(index.index, copies);
      const totals = answers.map(({ hits: { total } }) => (typeof total === 'object' ? total.value : total));
      expect(totals, call).toEqual(found);
    }
  });

  it('judges unmarked syllables by the articles', async () => {
    await index.put(
      ...Array.from({ length: 30 }, (_, i) => ({
        id: `evidence-${i}`,
        title: `Tỉnh Sơn La ngày ${i}`,
        body: 'Công an tỉnh Sơn La vào cuộc.',
        publishedAt: '2022-01-01',
      })),
    );
    const { unmarked, requests } = await explain('tinh Sơn La');
    expect(unmarked).toContainEqual({ text: 'tinh', meantAsWritten: false });
    // What it was judged by: two neighbouring pairs, as typed and whatever their marks.
    const asked = JSON.stringify(requests.flatMap(({ bodies }) => bodies));
    for (const pair of ['tinh son', 'son la']) expect(asked).toContain(`{"term":{"text.pairs":"${pair}"}}`);
    expect(asked.match(/"match_phrase":\{"text":/g)).toHaveLength(2);
    expect((await explain('công an tỉnh')).unmarked).toEqual([{ text: 'an', meantAsWritten: true }]);
    expect((await explain('cong an tinh')).unmarked).toEqual([]);
  });
});

describe('compareAnalysis', () => {
  it('finds no difference in the articles, nor in what newspapers write oddly', async () => {
    const articles = await index.articles();
    const texts = articles.map(({ title, body }) => `${title}\n${body}`.slice(0, MAX_ANALYZED_LENGTH));
    for (const text of [...texts, 'TP.HCM 05-CT/TW 1.115 😀 H’Mông vịêt gìa Ðảng ＡＢＣ 8:30', '']) {
      expect(await compareAnalysis({ engine: index.engine, index: index.index }, analyzeText(text))).toEqual(
        [],
      );
    }
  });

  it('tells where the two differ', async () => {
    const analyzed = analyzeText('Đảng bộ');
    const [first, second] = analyzed.tokens;
    if (first === undefined || second === undefined) throw new Error('two tokens were expected');
    const forged = { ...analyzed, tokens: [first, { ...second, terms: { ...second.terms, folded: 'ba' } }] };
    expect(await compareAnalysis({ engine: index.engine, index: index.index }, forged)).toEqual([
      {
        form: 'folded',
        token: 1,
        service: { term: 'ba', start: 5, end: 7 },
        index: { term: 'bo', start: 5, end: 7 },
      },
    ]);
    const short = { ...analyzed, tokens: [first] };
    const missing = await compareAnalysis({ engine: index.engine, index: index.index }, short);
    expect(missing.map(({ form, service }) => [form, service])).toEqual([
      ['exact', null],
      ['toneless', null],
      ['folded', null],
    ]);
  });
});
