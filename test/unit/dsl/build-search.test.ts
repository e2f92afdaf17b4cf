import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import { buildLooseSearch, buildSearch, MAX_TOTAL, RESCORE_WINDOW } from '../../../src/dsl/build-search.ts';
import { filterClauses } from '../../../src/dsl/clauses/filters-clause.ts';
import { matchClause } from '../../../src/dsl/clauses/match-clause.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { loosenWords } from '../../../src/matching/loosen-words.ts';
import type { Match } from '../../../src/matching/match.ts';
import { planMatch } from '../../../src/matching/plan-match.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

const requestFor = (parameters: Readonly<Record<string, string | string[]>>): SearchRequest =>
  toSearchRequest(searchParameters.parse(parameters));

const matchOf = (q: string): Match => {
  const { node } = parseQuery(q);
  const options = { diacritics: 'auto', step: 'typed', meantUnmarked: () => true } as const;
  const match = node === null ? null : planMatch(node, { ...options, abbreviations: NO_ABBREVIATIONS });
  if (match === null) throw new Error(`${q} holds nothing to search for`);
  return match;
};

const search = (parameters: Readonly<Record<string, string | string[]>>) => {
  const request = requestFor(parameters);
  return buildSearch(request, request.q === '' ? null : matchOf(request.q));
};

/** Every part of a request of the given name, however deep. */
const allOf = (part: unknown, name: string): unknown[] => {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => [
    ...(key === name ? [value] : []),
    ...allOf(value, name),
  ]);
};

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
      matchClause(matchOf('đảng bộ -covid')),
      ...filterClauses(request),
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
    expect(body.query).toEqual({ bool: { filter: [{ terms: { section: ['Y tế'] } }, NOT_REMOVED] } });
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

describe('buildLooseSearch', () => {
  it('wants most of the words, and all of what is never loosened', () => {
    const match = matchOf('một hai ba bốn "năm sáu" -bảy');
    const loose = loosenWords(match);
    if (loose === null) throw new Error('nothing to loosen');
    const { query } = buildLooseSearch(requestFor({ q: 'x', section: 'Y tế' }), match, loose);
    expect(loose.words).toHaveLength(4);
    const [required, words, section] = (query?.bool?.filter ?? []) as object[];
    expect(required).toEqual(matchClause({ type: 'all', children: loose.required }));
    expect(words).toEqual({
      bool: {
        should: loose.words.map((word) => matchClause(word)),
        minimum_should_match: 3,
      },
    });
    expect(section).toEqual({ terms: { section: ['Y tế'] } });
  });
});

describe('filterClauses', () => {
  it.each([
    [{ q: 'x' }, []],
    [{ section: ['A', 'B'] }, [{ terms: { section: ['A', 'B'] } }]],
    [
      { author: 'A', tag: 'B', source: 'C' },
      [{ terms: { authors: ['A'] } }, { terms: { tags: ['B'] } }, { terms: { source: ['C'] } }],
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
    expect(filterClauses(requestFor(parameters))).toEqual(expected);
  });
});
