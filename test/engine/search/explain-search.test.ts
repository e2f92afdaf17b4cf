import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Searcher } from '../../../src/engine/engine.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { compareAnalysis } from '../../../src/search/compare-analysis.ts';
import { explainSearch, type Explanation } from '../../../src/search/explain-search.ts';
import { createReader } from '../../../src/search/reader.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { analyzeText, MAX_ANALYZED_LENGTH } from '../../../src/text/analyze-text.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { createSearchIndex, FIXTURE_ARTICLES, type SearchIndex } from './search-index.ts';

let index: SearchIndex;
const abbreviations = parseAbbreviations(readFileSync(ABBREVIATIONS_FILE, 'utf8'));

beforeAll(async () => {
  index = await createSearchIndex();
  await index.importFiles(FIXTURE_ARTICLES);
});

afterAll(() => index.close());

/** As readers see the archive. */
const VIEW = { at: '2025-01-01T00:00:00Z', preview: false };

type More = Readonly<Record<string, string>>;

const requestOf = (q: string, more: More) => toSearchRequest(searchParameters.parse({ q, ...more }));

const explain = async (q: string, more: More = {}): Promise<Explanation> =>
  explainSearch(
    {
      engine: index.engine,
      index: index.index,
      view: VIEW,
      abbreviations,
      ...(await index.language()),
    },
    requestOf(q, more),
  );

/** Without an engine, of what is known of the archive. */
const explainOffline = async (q: string, more: More = {}): Promise<Explanation> =>
  explainSearch(
    { engine: null, index: index.index, view: VIEW, abbreviations, ...(await index.language()) },
    requestOf(q, more),
  );

interface Sent {
  readonly index: string | null;
  readonly body: string;
  readonly found: number;
  /** How many of what was found have all that was typed, where that was counted. */
  readonly counted: number | undefined;
}

/** What is really sent for a search, but for what is asked about one that found nothing. */
const sentFor = async (q: string, more: More = {}): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  const engine: Searcher = {
    search: async (name, body, options) => {
      const answer = await index.engine.search<never>(name, body, options);
      const counted = answer.aggregations['typed']?.count;
      sent.push({ index: name, body: JSON.stringify(body), found: answer.total.value, counted });
      return answer;
    },
    msearch: async (name, bodies, options) => {
      const answers = await index.engine.msearch<never>(name, bodies, options);
      for (const [i, { total }] of answers.entries())
        sent.push({ index: name, body: JSON.stringify(bodies[i]), found: total.value, counted: undefined });
      return answers;
    },
  };
  const language = await index.language();
  await searchArticles(
    { engine: createReader(engine, VIEW), index: index.index, abbreviations, ...language, autopsy: false },
    requestOf(q, more),
  );
  return sent;
};

const bodiesOf = ({ rungs }: Explanation): string[] => rungs.map(({ body }) => JSON.stringify(body));

const QUERIES = [
  'chuyển đổi số',
  'sốp cọp',
  'mường áng',
  'chuyen doi so',
  'xyzzy',
  'bão lũ "sạt lở"',
  'UBND huyện Mường Ảng',
  'ai là người đưa việc học Bác vào từng buổi sinh hoạt bản',
];

describe('explainSearch', () => {
  it.each(QUERIES)('plans without an engine each search that %s makes with one', async (q) => {
    const sent = (await sentFor(q)).map(({ body }) => body);
    expect(sent.length).toBeGreaterThan(0);
    expect(bodiesOf(await explainOffline(q))).toEqual(expect.arrayContaining(sent));
  });

  it.each(QUERIES)('prints what is really sent for %s, and how many that found', async (q) => {
    const sent = await sentFor(q);
    const { rungs } = await explain(q);
    expect(new Set(sent.map((each) => each.index))).toEqual(new Set([index.index]));
    expect(rungs.map(({ body }) => JSON.stringify(body))).toEqual(
      expect.arrayContaining(sent.map(({ body }) => body)),
    );
    const tried = rungs.filter(({ found }) => found !== null);
    expect(tried.length).toBeGreaterThan(0);
    for (const { name, body, found } of tried) {
      const same = sent.filter((each) => each.body === JSON.stringify(body));
      if (same.length > 0)
        expect(
          same.map((each) => each.found),
          name,
        ).toEqual([found]);
      // What hardly an article will have all of is counted beside most of it, and not asked for.
      else expect([name, sent.map(({ counted }) => counted)]).toEqual(['typed', [found]]);
    }
  });

  it.each(QUERIES)('tells what the search for %s came to, and which reading is shown', async (q) => {
    const { rungs, outcome } = await explain(q);
    const result = await index.search({ q });
    expect(outcome).toEqual({ relaxed: result.query.relaxed, total: result.total });
    const shown = rungs.filter((rung) => rung.shown);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.found).toBe(result.total.value);
  });

  it('tells what each reading found, and that the others were not needed', async () => {
    const { rungs, outcome } = await explain('xã hội');
    const result = await index.search({ q: 'xã hội' });
    expect(outcome?.total).toEqual(result.total);
    expect(outcome?.total.value).toBeGreaterThan(2);
    expect(rungs.map(({ name, found, shown }) => [name, found, shown])).toEqual([
      ['typed', result.total.value, true],
      ['marks at least', null, false],
      ['no marks', null, false],
    ]);
  });

  it('plans offline without a single request', async () => {
    const { rungs, outcome } = await explainOffline('mường áng');
    expect(outcome).toBeNull();
    expect(rungs.length).toBeGreaterThan(1);
    expect(rungs.every(({ found, shown }) => found === null && !shown)).toBe(true);
  });

  it('sends bodies that the engine takes as they are printed', async () => {
    const { rungs } = await explain('mường áng');
    const copies = rungs.map(({ body }) => JSON.parse(JSON.stringify(body)) as object);
    const totals = (await index.engine.msearch(index.index, copies)).map(({ total }) => total.value);
    for (const [i, { name, found }] of rungs.entries())
      if (found !== null) expect(totals[i], name).toBe(found);
    expect(rungs.filter(({ found }) => found !== null).length).toBeGreaterThan(1);
  });

  it('tells of nothing sent where there is nothing to search for', async () => {
    for (const q of ['?!', '-covid']) {
      const { rungs, outcome } = await explain(q);
      expect(await sentFor(q), q).toEqual([]);
      expect(rungs, q).toEqual([]);
      expect(outcome?.total, q).toEqual({ value: 0, exact: true });
    }
  });

  it('tells of the search that browses', async () => {
    const sent = (await sentFor('', { from: '2021' })).map(({ body }) => body);
    expect(sent).toHaveLength(1);
    const { browses, rungs } = await explain('', { from: '2021' });
    expect([JSON.stringify(browses)]).toEqual(sent);
    expect(rungs).toEqual([]);
    expect((await explain('bão')).browses).toBeNull();
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
    const { unmarked, unmarkedMeant, rungs } = await explain('tinh Sơn La');
    expect(unmarked).toContain('tinh');
    expect(unmarkedMeant).toBe(false);
    expect(rungs[0]?.reading).toEqual({ marks: 'meant', extent: 'words' });
    expect(rungs[0]?.found).toBeGreaterThanOrEqual(30);
    // What it was judged by: a pair of neighbours, as typed and whatever their marks; nothing is asked for it.
    const { language } = await index.language();
    expect(language.pairCountFolded('tinh', 'son')).toBeGreaterThanOrEqual(60);
    expect(language.pairCount('tinh', exactForm('sơn'))).toBe(0);
    expect((await sentFor('tinh Sơn La')).map(({ body }) => body)).toEqual([JSON.stringify(rungs[0]?.body)]);

    const meant = await explain('công an tỉnh');
    expect(meant).toMatchObject({ unmarked: ['an'], unmarkedMeant: true });
    expect(meant.rungs[0]?.reading.marks).toBe('written');
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
