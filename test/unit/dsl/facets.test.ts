import { describe, expect, it } from 'vitest';
import type { Aggregation, Bucket } from '../../../src/domain/answer.ts';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import { buildSearch } from '../../../src/dsl/build-search.ts';
import { filterClauses } from '../../../src/dsl/clauses/filters-clause.ts';
import { facetBuckets, MAX_VALUES, planFacets } from '../../../src/dsl/facets.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import type { Match } from '../../../src/matching/match.ts';
import { nameKey } from '../../../src/text/name-key.ts';

const requestFor = (parameters: Readonly<Record<string, string | string[]>>) =>
  toSearchRequest(searchParameters.parse(parameters));

const word = (text: string): Match => ({
  type: 'syllable',
  text,
  exact: text,
  folded: text,
  level: 'folded',
});

/** By key, or as written where names have none. */
const named = (field: string, ...values: string[]) => ({
  bool: {
    should: [{ terms: { [`${field}.key`]: values } }, { terms: { [field]: values } }],
    minimum_should_match: 1,
  },
});
const SECTION = named('section', 'A', 'B');
const TAG = named('tags', 't');
const DATES = { range: { publishedAt: { gte: '2022-01-01T00:00:00+07:00' } } };

describe('planFacets', () => {
  it('changes nothing where no facet is asked for', () => {
    const request = requestFor({ section: ['A', 'B'], tag: 't', from: '2022' });
    expect(planFacets(request)).toEqual({
      within: filterClauses(request.wanted),
      after: [],
      aggregations: {},
    });
    const body = buildSearch(request, null);
    expect(body).not.toHaveProperty('aggs');
    expect(body).not.toHaveProperty('post_filter');
  });

  it('counts the most frequent values of a field, as many as are documented', () => {
    const { aggregations } = planFacets(requestFor({ q: 'x', facets: 'author' }));
    expect(MAX_VALUES).toBe(100);
    expect(aggregations['author']).toMatchObject({
      terms: { field: 'authors.key', size: MAX_VALUES, order: [{ _count: 'desc' }, { _key: 'asc' }] },
      // How it is written.
      aggs: { written: { terms: { field: 'authors' } } },
    });
  });

  it('counts names as they are written where they have no key: in an index of mapping version 1', () => {
    const { aggregations } = planFacets(requestFor({ q: 'x', facets: 'author', section: 'A' }));
    const fields = ['section', 'authors', 'tags', 'source'];
    expect(aggregations['unkeyed']).toMatchObject({
      filter: { bool: { must_not: fields.map((field) => ({ exists: { field: `${field}.key` } })) } },
      aggs: { author: { terms: { field: 'authors', size: MAX_VALUES } } },
    });
    expect(planFacets(requestFor({ q: 'x', facets: 'year' })).aggregations).not.toHaveProperty('unkeyed');
    expect(aggregations['author']).toHaveProperty('terms');
  });

  it('counts by the day that from and to mean, and no empty ones', () => {
    const { aggregations } = planFacets(requestFor({ q: 'x', facets: 'year,month,day' }));
    for (const interval of ['year', 'month', 'day']) {
      expect(aggregations[interval]).toEqual({
        date_histogram: {
          field: 'publishedAt',
          calendar_interval: interval,
          time_zone: '+07:00',
          min_doc_count: 1,
        },
      });
    }
  });

  it('holds a faceted field’s filter against every facet but its own', () => {
    const request = requestFor({
      section: ['A', 'B'],
      tag: 't',
      from: '2022',
      facets: 'year,section,tag,source',
    });
    const { within, after, aggregations } = planFacets(request);
    expect(within).toEqual([DATES]);
    expect(after).toEqual([SECTION, TAG]);
    const filterOf = (name: string) => aggregations[name]?.filter;
    expect(filterOf('section')).toEqual({ bool: { filter: [TAG] } });
    expect(filterOf('tag')).toEqual({ bool: { filter: [SECTION] } });
    expect(filterOf('source')).toEqual({ bool: { filter: [SECTION, TAG] } });
    expect(filterOf('year')).toEqual({ bool: { filter: [SECTION, TAG] } });
    expect(buildSearch(request, null)).toMatchObject({
      query: { bool: { filter: [DATES, NOT_REMOVED] } },
      post_filter: { bool: { filter: [SECTION, TAG] } },
    });
  });

  it('leaves the filter of a field without facet in the query', () => {
    const { within, after, aggregations } = planFacets(
      requestFor({ section: ['A', 'B'], tag: 't', facets: 'tag' }),
    );
    expect(within).toEqual([SECTION]);
    expect(after).toEqual([TAG]);
    expect(aggregations['tag']).toHaveProperty('terms');
  });

  it('keeps what a loose search counts within all of the filters', () => {
    const request = requestFor({ q: 'x', section: ['A', 'B'], facets: 'section' });
    const loose = { required: [], words: [word('a'), word('b')], least: 1 };
    const plan = {
      reading: { marks: 'folded', extent: 'most' },
      match: word('a'),
      isSentence: false,
      pins: null,
      hasWordField: false,
      parts: 1,
      loose,
    } as const;
    const { aggs } = buildSearch(request, plan, { typed: { ...plan, loose: null } });
    expect(Object.keys(aggs ?? {}).toSorted()).toEqual(['section', 'typed', 'unkeyed']);
    expect(aggs?.['typed']?.filter?.bool?.filter).toContainEqual(SECTION);
  });
});

describe('facetBuckets', () => {
  const aggregation = (given: Partial<Aggregation>): Aggregation => ({
    count: 0,
    value: null,
    buckets: [],
    within: {},
    ...given,
  });
  const bucket = (key: string, count: number, sets?: number): Bucket => ({
    key,
    count,
    within: sets === undefined ? {} : { sets: aggregation({ value: sets }) },
  });
  const buckets = [bucket('A', 2)];

  it('finds the buckets of a facet, filtered or not', () => {
    const aggregations = {
      section: aggregation({ buckets }),
      tag: aggregation({ count: 9, within: { buckets: aggregation({ buckets }) } }),
      typed: aggregation({ count: 1 }),
    };
    const counted = [{ key: 'A', count: 2 }];
    expect(facetBuckets({ aggregations })).toEqual({ section: counted, tag: counted });
  });

  it('shows a name in its commonest form', () => {
    const written = aggregation({
      buckets: [bucket('Lò Thuỳ', 3), bucket('Hà An', 2), bucket('Lò Thùy', 1)],
    });
    const author = aggregation({ buckets: [{ key: nameKey('lò thùy'), count: 4, within: { written } }] });
    expect(facetBuckets({ aggregations: { author } })).toEqual({ author: [{ key: 'Lò Thuỳ', count: 4 }] });
  });

  it('finds names that have no key as they are written', () => {
    const author = aggregation({ buckets: [] });
    const unkeyed = aggregation({ count: 2, within: { author: aggregation({ buckets }) } });
    expect(facetBuckets({ aggregations: { author, unkeyed } })).toEqual({
      author: [{ key: 'A', count: 2 }],
    });
  });

  it('finds none where nothing was counted', () => {
    expect(facetBuckets({ aggregations: {} })).toEqual({});
  });

  it('finds how many sets of nearly identical articles each has, where these were counted: the most first', () => {
    const bySets = aggregation({ buckets: [bucket('A', 9, 2), bucket('B', 3, 3), bucket('C', 3, 3)] });
    const counted = [
      { key: 'B', count: 3 },
      { key: 'C', count: 3 },
      { key: 'A', count: 2 },
    ];
    const filtered = aggregation({ count: 15, within: { buckets: bySets } });
    expect(facetBuckets({ aggregations: { section: bySets, tag: filtered } })).toEqual({
      section: counted,
      tag: counted,
    });
  });
});
