import { describe, expect, it } from 'vitest';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import {
  buildSearch,
  countOf,
  MAX_TOTAL,
  planClauses,
  RESCORE_WINDOW,
} from '../../../src/dsl/build-search.ts';
import { filterClauses } from '../../../src/dsl/clauses/filters-clause.ts';
import { matchClause } from '../../../src/dsl/clauses/match-clause.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import { planQuery } from '../../../src/matching/plan-query.ts';
import type { Plan } from '../../../src/matching/plan-query.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import type { Extent } from '../../../src/domain/reading.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

const requestFor = (parameters: Readonly<Record<string, string | string[]>>): SearchRequest =>
  toSearchRequest(searchParameters.parse(parameters));

const planOf = (q: string, extent: Extent = 'words'): Plan => {
  const { node } = parseQuery(q);
  const marks = marksAsTyped('auto', node !== null && hasMarks(node));
  const match =
    node === null
      ? null
      : planMatch(node, { marks, abbreviations: NO_ABBREVIATIONS, language: SILENT_LANGUAGE });
  const plan = match === null ? null : planQuery(match, { marks, extent });
  if (plan === null) throw new Error(`${q} holds nothing to search for`);
  return plan;
};

const search = (parameters: Readonly<Record<string, string | string[]>>) => {
  const request = requestFor(parameters);
  const { q } = request.wanted;
  return buildSearch(request, q === '' ? null : planOf(q));
};

/** Every part of a request of the given name, however deep. */
const allOf = (part: unknown, name: string): unknown[] => {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => [
    ...(key === name ? [value] : []),
    ...allOf(value, name),
  ]);
};

/** By key, or as written where names have none. */
const named = (field: string, ...values: string[]) => ({
  bool: {
    should: [{ terms: { [`${field}.key`]: values } }, { terms: { [field]: values } }],
    minimum_should_match: 1,
  },
});

describe('buildSearch', () => {
  it('asks for one page, and for a total that is exact up to 10,000', () => {
    expect(search({ q: 'bão', size: '20', page: '3' })).toMatchObject({
      from: 40,
      size: 20,
      track_total_hits: MAX_TOTAL,
    });
    expect(MAX_TOTAL).toBe(10_000);
  });

  it('reads articles as they are stored', () => {
    expect(search({ q: 'bão' })._source).toBe(true);
  });

  it('decides what matches by filters alone: scores only order it', () => {
    const { query } = search({ q: 'đảng bộ -covid', section: 'Xã hội', from: '2022' });
    const request = requestFor({ q: 'x', section: 'Xã hội', from: '2022' });
    expect(query?.bool?.filter).toEqual([
      matchClause(planOf('đảng bộ -covid').match),
      ...filterClauses(request.wanted),
      NOT_REMOVED,
    ]);
    expect(query?.bool).not.toHaveProperty('must');
    expect(query?.bool).not.toHaveProperty('minimum_should_match');
  });

  it('ranks the same number of best hits in full on every page', () => {
    for (const page of ['1', '5', '100']) {
      const { rescore } = search({ q: 'đảng bộ', page });
      expect(allOf(rescore, 'window_size')).toEqual([RESCORE_WINDOW]);
    }
  });

  it.each([
    ['newest', 'desc'],
    ['oldest', 'asc'],
  ])('sorts by %s without scoring, and by id within a moment', (sort, order) => {
    const body = search({ q: 'bão', sort });
    expect(body.sort).toEqual([{ publishedAt: order }, { id: 'asc' }]);
    expect(body).not.toHaveProperty('rescore');
    expect(body.query?.bool).not.toHaveProperty('should');
  });

  it('browses newest first', () => {
    const body = search({ section: 'Y tế' });
    expect(body.query).toEqual({ bool: { filter: [named('section', 'Y tế'), NOT_REMOVED] } });
    expect(body.sort).toEqual([{ publishedAt: 'desc' }, { id: 'asc' }]);
  });

  it('shows the newest first where a search has nothing to rank by', () => {
    for (const q of ['-bão', 'author:hà', 'từ:2022', 'chuyên*']) {
      const body = search({ q, section: 'Y tế' });
      expect(body.query?.bool).not.toHaveProperty('should');
      expect(body).not.toHaveProperty('rescore');
      expect(body.sort).toEqual([{ publishedAt: 'desc' }, { id: 'asc' }]);
    }
  });

  it('stays small, however long the query', () => {
    const words = Array.from({ length: 100 }, (_, i) => `ba${i}`).join(' ');
    expect(JSON.stringify(search({ q: words })).length).toBeLessThan(100_000);
  });
});

describe('buildSearch of a plan that most of the words suffice for', () => {
  it('wants most of the words, and all of what is never loosened', () => {
    const plan = planOf('một hai ba bốn "năm sáu" -bảy', 'most');
    const { loose } = plan;
    if (loose === null) throw new Error('nothing to loosen');
    const { query } = buildSearch(requestFor({ q: 'x', section: 'Y tế' }), plan);
    expect(loose.words).toHaveLength(4);
    const [required, words, section] = (query?.bool?.filter ?? []) as object[];
    expect(required).toEqual(matchClause({ type: 'all', children: loose.required }));
    expect(words).toEqual({
      bool: {
        should: loose.words.map((word) => matchClause(word)),
        minimum_should_match: 3,
      },
    });
    expect(section).toEqual(named('section', 'Y tế'));
  });
});

describe('countOf', () => {
  const answer: Answer = {
    hits: [],
    total: { value: 9, exact: true },
    maxScore: null,
    partial: false,
    aggregations: { typed: { count: 4, value: null, buckets: [], within: {} } },
    pit: null,
    tookMs: 0,
  };

  it('is how many of what was found match what was counted', () => {
    const counted = { typed: planOf('bão') };
    const { aggs } = buildSearch(requestFor({ q: 'x' }), planOf('bão lũ'), counted);
    expect(aggs).toEqual({ typed: { filter: { bool: { filter: planClauses(counted.typed) } } } });
    expect(countOf(answer, 'typed')).toBe(4);
  });

  it('is none where it was not counted', () => {
    expect(countOf(answer, 'other')).toBe(0);
  });
});

describe('fields of words', () => {
  const wordsAsked = (q: string, hasWordField: boolean): unknown[] =>
    allOf(buildSearch(requestFor({ q }), { ...planOf(q), hasWordField }), 'text.words');

  it('rank by what was typed, left to the index to divide', () => {
    expect(wordsAsked('công nghệ thông tin', true)).toEqual([
      { query: 'công nghệ thông tin', boost: expect.any(Number) as number },
    ]);
  });

  it('are not asked for where the index has none, or what was typed has no marks', () => {
    expect(wordsAsked('công nghệ thông tin', false)).toEqual([]);
    expect(wordsAsked('cong nghe thong tin', true)).toEqual([]);
  });

  it('find nothing: what matches is what matches without them', () => {
    const request = requestFor({ q: 'công nghệ thông tin' });
    const plan = planOf('công nghệ thông tin');
    const filterOf = (hasWordField: boolean) =>
      buildSearch(request, { ...plan, hasWordField }).query?.bool?.filter;
    expect(filterOf(true)).toEqual(filterOf(false));
  });
});

describe('filterClauses', () => {
  it.each([
    [{ q: 'x' }, []],
    [{ section: ['A', 'B'] }, [named('section', 'A', 'B')]],
    [
      { author: 'A', tag: 'B', source: 'C' },
      [named('authors', 'A'), named('tags', 'B'), named('source', 'C')],
    ],
    [{ from: '2022-01-21' }, [{ range: { publishedAt: { gte: '2022-01-21T00:00:00+07:00' } } }]],
    [
      { from: '01/2022', to: '2022' },
      [
        {
          range: { publishedAt: { gte: '2022-01-01T00:00:00+07:00', lte: '2022-12-31T23:59:59.999+07:00' } },
        },
      ],
    ],
  ])('%j', (parameters, expected) => {
    expect(filterClauses(requestFor(parameters).wanted)).toEqual(expected);
  });
});
