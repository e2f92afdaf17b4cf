import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { planMatch } from '../../../src/matching/plan-match.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { anAnswer, recordingEngine } from '../../support/recording-engine.ts';
import { wordCorpus } from '../../support/word-corpus.ts';
import { randomQuery, seededRandom } from '../query/random-query.ts';

// The real ones, with their calls counted.
vi.mock('../../../src/query/parse-query.ts', { spy: true });
vi.mock('../../../src/matching/plan-match.ts', { spy: true });

const counter = createLanguageCounter();
for (const { title, body } of wordCorpus()) for (const text of [title, body]) counter.add(text);
const language = counter.model;
const corrector = createCorrector(language);

beforeEach(() => vi.clearAllMocks());

/** Runs a search, and counts what it took. */
const costOf = async (
  parameters: Readonly<Record<string, string>>,
  found: Parameters<typeof recordingEngine>[0],
  more: { readonly autopsy?: false } = {},
) => {
  const { engine, calls } = recordingEngine(found);
  vi.clearAllMocks();
  const request = toSearchRequest(searchParameters.parse(parameters));
  await searchArticles(
    { engine, index: 'articles', abbreviations: NO_ABBREVIATIONS, language, corrector, ...more },
    request,
  );
  return {
    requests: calls.length,
    parses: vi.mocked(parseQuery).mock.calls.length,
    plans: vi.mocked(planMatch).mock.calls.length,
  };
};

const CLEAN = [
  'học sinh',
  'hoc sinh',
  'thủy điện xả nước',
  'lũ',
  '"chợ phiên" -lũ',
  'học AND sinh',
  '05-CT/TW',
];

describe('a search that finds enough', () => {
  it.each(CLEAN)('is one request, one parse and one plan: %s', async (q) => {
    for (const sort of ['relevance', 'newest'])
      expect(await costOf({ q, sort }, 1_000)).toEqual({ requests: 1, parses: 1, plans: 1 });
  });
});

describe('a search that finds nothing', () => {
  it.each([
    // As typed, with at least its marks, and with any.
    ['thủy điện xả nước ròng', { requests: 2, parses: 1, plans: 3 }],
    // The same in all of these: nothing is asked for twice.
    ['"chợ phiên sớm"', { requests: 1, parses: 1, plans: 3 }],
    // A guess at its spelling is read by itself.
    ['thuy dien xa nuoc rong', { requests: 2, parses: 2, plans: 2 }],
    // And so is its correction.
    ['học sính', { requests: 2, parses: 3, plans: 5 }],
  ])('is parsed once a spelling, and planned once for each way to read its marks: %s', async (q, cost) => {
    expect(await costOf({ q }, 0, { autopsy: false })).toEqual(cost);
  });

  it('of which is told why, once for each step that asks for something else', async () => {
    const { engine, calls } = recordingEngine(0);
    const request = toSearchRequest(searchParameters.parse({ q: '"chợ phiên sớm"' }));
    await searchArticles(
      { engine, index: 'articles', abbreviations: NO_ABBREVIATIONS, language, corrector },
      request,
    );
    const [, why, ...others] = calls;
    expect(others).toEqual([]);
    expect(why?.bodies).toHaveLength(1);
    // Its words without marks are what is asked for last of its words anyway.
    const filters = { 'alone0.0': {}, unmarked: {}, opened: {} };
    expect(why?.bodies[0]).toMatchObject({ aggs: { counts: { filters: { filters } } } });
    expect(JSON.stringify(why?.bodies[0])).not.toContain('alone0.1');
    // Three ways to read its marks, and three kinder ones, beside those three that were tried.
    expect(vi.mocked(planMatch)).toHaveBeenCalledTimes(3 + 3 + 3);
  });
});

describe('any search', () => {
  it('is four requests at most, whatever is found', async () => {
    const random = seededRandom(11);
    const number = (below: number): number => Math.floor(random() * below);
    for (let i = 0; i < 400; i++) {
      const q = randomQuery(random).slice(0, 200);
      if (q.trim() === '') continue;
      const totals = [0, 0, 0, 1, 2, 4, 7, 50];
      const answer = () => anAnswer(totals[number(totals.length)] ?? 0, { maxScore: random() * 20 });
      for (const found of [0, answer]) {
        const cost = await costOf({ q, sort: number(2) === 0 ? 'relevance' : 'newest' }, found).catch(
          (error: unknown) => {
            // Some are too complex to be searched for.
            expect(error).toMatchObject({ code: 'query_too_complex' });
            return { requests: 0 };
          },
        );
        expect(cost.requests, q).toBeLessThanOrEqual(4);
      }
    }
  });
});
