import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../support/outcome-of.ts';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import type { AppliedPins } from '../../../src/domain/pin.ts';
import type { FoundDocument } from '../../../src/domain/answer.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { shapeHits, shapeResult } from '../../../src/results/shape-result.ts';
import type { Outcome } from '../../../src/results/shape-result.ts';

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

/** A document as the engine found it. */
const found = (source: Article | null, score: number | null): FoundDocument<Article> => ({
  id: source?.id ?? '',
  index: 'articles-v1',
  score,
  source,
  sort: [],
  fields: {},
  version: 0,
  seqNo: 0,
  primaryTerm: 0,
});

const both = [found(article, 3.5), found(bare as unknown as Article, 1.5)];

const shape = (
  documents: readonly FoundDocument<Article>[],
  parameters: Readonly<Record<string, string>> = { q: 'lũ' },
  given: Partial<Outcome> = {},
  pins: AppliedPins | null = null,
) => {
  const { wanted, shown } = requestFor(parameters);
  const { node, warnings } = parseQuery(wanted.q);
  const match =
    node === null
      ? null
      : planMatch(node, {
          marks: marksAsTyped(wanted.diacritics, hasMarks(node)),
          abbreviations: NO_ABBREVIATIONS,
          language: SILENT_LANGUAGE,
        });
  return shapeResult(wanted, {
    hits: outcomeOf(shapeHits(documents, shown, match === null ? null : { match, pins })),
    total: { value: 2, exact: true },
    facets: null,
    relaxed: null,
    corrected: null,
    suggestion: null,
    trace: null,
    pins: null,
    accents: null,
    autopsy: null,
    partial: false,
    nextCursor: null,
    warnings,
    tookMs: 7,
    ...given,
  });
};

describe('shapeResult', () => {
  it('gives the contract’s result', () => {
    expect(shape(both)).toEqual({
      query: { text: 'lũ', mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null },
      total: { value: 2, exact: true },
      tookMs: 7,
      partial: false,
      hits: [
        {
          id: 'a1',
          title: 'Lũ ở bản',
          url: 'https://bao.example/a1',
          image: null,
          lead: 'Sau lũ.',
          section: 'Môi trường',
          source: 'Báo',
          authors: ['A'],
          tags: ['lũ'],
          publishedAt: '2022-01-21T00:00:00+07:00',
          updatedAt: null,
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
          image: null,
          lead: null,
          section: null,
          source: null,
          authors: [],
          tags: [],
          publishedAt: '2022-01-22T00:00:00+07:00',
          updatedAt: null,
          score: 1.5,
          similar: 0,
          highlights: { title: 'Không có gì', lead: null, body: ['<mark>Lũ</mark>.'], captions: [] },
        },
      ],
      warnings: [],
    });
  });

  it('has no scores where hits are sorted by date', () => {
    const { hits } = shape(both, { q: 'lũ', sort: 'newest' });
    expect(hits.map(({ score }) => score)).toEqual([null, null]);
  });

  it('carries what was loosened or corrected, the suggestion, the facets and the warnings', () => {
    const warnings = [{ code: 'unbalanced_bracket', message: 'M', at: 3 }];
    const facets = { section: [{ value: 'Y tế', count: 2 }] };
    const result = shape(
      [],
      { q: 'lu (' },
      {
        facets,
        relaxed: 'marks',
        corrected: { from: 'lu', to: 'lú' },
        suggestion: 'lũ',
        partial: true,
        nextCursor: 'abc',
        warnings,
      },
    );
    expect(result).toMatchObject({ partial: true, nextCursor: 'abc' });
    expect(shape(both)).not.toHaveProperty('nextCursor');
    expect(result.query).toMatchObject({
      relaxed: 'marks',
      corrected: { from: 'lu', to: 'lú' },
      suggestion: 'lũ',
    });
    expect(result.warnings).toEqual(warnings);
    expect(result.facets).toEqual(facets);
  });

  it('tells the total that it is given, counted to the last one or not', () => {
    const total = { value: 10_000, exact: false };
    expect(shape(both, { q: 'lũ' }, { total }).total).toEqual(total);
  });

  it('leaves out a hit without its article', () => {
    const { hits } = shape([found(null, 1)]);
    expect(hits).toEqual([]);
  });
});
