import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { planMatch } from '../../../src/matching/plan-match.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { isPartial, shapeHits, shapeResult, totalOf } from '../../../src/results/shape-result.ts';
import type { EngineAnswer } from '../../../src/results/shape-result.ts';

const requestFor = (parameters: Readonly<Record<string, string>>): SearchRequest =>
  toSearchRequest(searchParameters.parse(parameters));

const article: Article = {
  id: 'a1',
  title: 'Lũ ở bản',
  lead: 'Sau lũ.',
  body: 'Nước lũ rút. Dân về.',
  captions: ['Bùn sau lũ.', 'Trời nắng.'],
  url: 'https://bao.example/a1',
  section: 'Môi trường',
  source: 'Báo',
  authors: ['A'],
  tags: ['lũ'],
  publishedAt: '2022-01-21T00:00:00+07:00',
};

const bare = { id: 'a2', title: 'Không có gì', body: 'Lũ.', publishedAt: '2022-01-22T00:00:00+07:00' };

const answer = (change: Partial<EngineAnswer> = {}): EngineAnswer => ({
  timed_out: false,
  _shards: { total: 2, successful: 2, failed: 0 },
  hits: {
    total: { value: 2, relation: 'eq' },
    hits: [
      { _score: 3.5, _source: article },
      { _score: 1.5, _source: bare as unknown as Article },
    ],
  },
  ...change,
});

const shape = (given: EngineAnswer, parameters: Readonly<Record<string, string>> = { q: 'lũ' }) => {
  const request = requestFor(parameters);
  const { node, warnings } = parseQuery(request.q);
  const match =
    node === null
      ? null
      : planMatch(node, {
          diacritics: request.diacritics,
          step: 'typed',
          meantUnmarked: () => true,
          abbreviations: NO_ABBREVIATIONS,
        });
  const hits = shapeHits(given, request, match);
  return shapeResult(given, {
    request,
    hits,
    facets: null,
    relaxed: null,
    suggestion: null,
    accents: null,
    autopsy: null,
    partial: false,
    nextCursor: null,
    warnings,
    tookMs: 7,
  });
};

describe('shapeResult', () => {
  it('gives the contract’s result', () => {
    expect(shape(answer())).toEqual({
      query: { text: 'lũ', mode: 'keyword', diacritics: 'auto', relaxed: null },
      total: { value: 2, exact: true },
      tookMs: 7,
      partial: false,
      hits: [
        {
          id: 'a1',
          title: 'Lũ ở bản',
          url: 'https://bao.example/a1',
          section: 'Môi trường',
          source: 'Báo',
          authors: ['A'],
          tags: ['lũ'],
          publishedAt: '2022-01-21T00:00:00+07:00',
          score: 3.5,
          similar: 0,
          highlights: {
            title: '<mark>Lũ</mark> ở bản',
            lead: 'Sau <mark>lũ</mark>.',
            body: ['Nước <mark>lũ</mark> rút. Dân về.'],
            captions: ['Bùn sau <mark>lũ</mark>.'],
          },
        },
        {
          id: 'a2',
          title: 'Không có gì',
          url: null,
          section: null,
          source: null,
          authors: [],
          tags: [],
          publishedAt: '2022-01-22T00:00:00+07:00',
          score: 1.5,
          similar: 0,
          highlights: { title: 'Không có gì', lead: null, body: ['<mark>Lũ</mark>.'], captions: [] },
        },
      ],
      warnings: [],
    });
  });

  it('has no scores where hits are sorted by date', () => {
    const { hits } = shape(answer(), { q: 'lũ', sort: 'newest' });
    expect(hits.map(({ score }) => score)).toEqual([null, null]);
  });

  it('carries what was loosened, the suggestion, the facets and the warnings', () => {
    const request = requestFor({ q: 'lu (' });
    const warnings = [{ code: 'unbalanced_bracket', message: 'M', at: 3 }];
    const facets = { section: [{ value: 'Y tế', count: 2 }] };
    const asked = {
      request,
      hits: [],
      facets,
      relaxed: 'marks',
      suggestion: 'lũ',
      accents: null,
      autopsy: null,
      partial: true,
      nextCursor: 'abc',
      warnings,
      tookMs: 1,
    } as const;
    const result = shapeResult(answer(), asked);
    expect(result).toMatchObject({ partial: true, nextCursor: 'abc' });
    expect(shape(answer())).not.toHaveProperty('nextCursor');
    expect(result.query).toMatchObject({ relaxed: 'marks', suggestion: 'lũ' });
    expect(result.warnings).toEqual(warnings);
    expect(result.facets).toEqual(facets);
  });

  it('leaves out a hit without its article', () => {
    const { hits } = shape(answer({ hits: { total: 1, hits: [{ _score: 1 }] } }));
    expect(hits).toEqual([]);
  });
});

describe('isPartial', () => {
  it.each([
    ['a shard failed', { _shards: { total: 2, successful: 1, failed: 1 } }],
    ['a shard was not asked', { _shards: { total: 2, successful: 1, failed: 0 } }],
    ['time ran out', { timed_out: true }],
  ])('is true where %s', (_what, change) => {
    expect(isPartial(answer(change))).toBe(true);
  });

  it('is false where every shard answered', () => {
    expect(isPartial(answer())).toBe(false);
  });
});

describe('totalOf', () => {
  it.each([
    [
      { value: 12, relation: 'eq' },
      { value: 12, exact: true },
    ],
    [
      { value: 10_000, relation: 'gte' },
      { value: 10_000, exact: false },
    ],
    [7, { value: 7, exact: true }],
    [undefined, { value: 0, exact: true }],
  ])('%j', (total, expected) => {
    expect(totalOf(answer({ hits: { total, hits: [] } }))).toEqual(expected);
  });
});
