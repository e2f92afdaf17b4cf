import { describe, expect, it } from 'vitest';
import { toAnswer } from '../../../src/engine/to-answer.ts';

type Response = Parameters<typeof toAnswer<object>>[0];

/** What Elasticsearch answers a search that finds nothing. */
const response = (given: Partial<Response> = {}): Response => ({
  took: 3,
  timed_out: false,
  _shards: { total: 2, successful: 2, failed: 0 },
  hits: { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] },
  ...given,
});

const NONE = { count: 0, value: null, buckets: [], within: {} };

/** What the aggregations of a response, as JSON has them, come to. */
const aggregations = (raw: object) =>
  toAnswer(response({ aggregations: raw as unknown as NonNullable<Response['aggregations']> })).aggregations;

describe('hits', () => {
  it('are documents with what was asked for of them', () => {
    const { hits, maxScore } = toAnswer(
      response({
        hits: {
          total: { value: 2, relation: 'eq' },
          max_score: 4.5,
          hits: [
            {
              _index: 'articles-v1',
              _id: 'a',
              _score: 4.5,
              _source: { title: 'Lũ' },
              sort: [4.5, 'a', null],
              fields: { 'likeness.set': ['s1'] },
              _version: 3,
              _seq_no: 17,
              _primary_term: 2,
            },
            { _index: 'articles-v1', _id: 'b', _score: null },
          ],
        },
      }),
    );
    expect(hits).toEqual([
      {
        id: 'a',
        index: 'articles-v1',
        score: 4.5,
        source: { title: 'Lũ' },
        sort: [4.5, 'a', null],
        fields: { 'likeness.set': ['s1'] },
        version: 3,
        seqNo: 17,
        primaryTerm: 2,
      },
      {
        id: 'b',
        index: 'articles-v1',
        score: null,
        source: null,
        sort: [],
        fields: {},
        version: 0,
        seqNo: 0,
        primaryTerm: 0,
      },
    ]);
    expect(maxScore).toBe(4.5);
  });

  it('have no best score where nothing was found or ranked', () => {
    expect(toAnswer(response()).maxScore).toBeNull();
    expect(toAnswer(response({ hits: { hits: [] } })).maxScore).toBeNull();
  });
});

describe('the total', () => {
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
    // It was not asked for.
    [undefined, { value: 0, exact: true }],
  ] as const)('%j', (total, expected) => {
    const hits = total === undefined ? { hits: [] } : { total, hits: [] };
    expect(toAnswer(response({ hits })).total).toEqual(expected);
  });
});

describe('partial', () => {
  it.each([
    ['a shard failed', { _shards: { total: 2, successful: 1, failed: 1 } }],
    ['a shard was not asked', { _shards: { total: 2, successful: 1, failed: 0 } }],
    ['time ran out', { timed_out: true }],
  ])('is true where %s', (_what, change) => {
    expect(toAnswer(response(change)).partial).toBe(true);
  });

  it('is false where every shard answered, some of them without being searched', () => {
    expect(toAnswer(response()).partial).toBe(false);
    const skipped = { _shards: { total: 2, successful: 2, skipped: 1, failed: 0 } };
    expect(toAnswer(response(skipped)).partial).toBe(false);
  });

  it('goes by the shards that had to be asked, where these are not all', () => {
    const one = response({ _shards: { total: 2, successful: 1, failed: 0 } });
    expect(toAnswer(one, 1).partial).toBe(false);
    expect(toAnswer(response({ _shards: { total: 2, successful: 0, failed: 0 } }), 1).partial).toBe(true);
    expect(toAnswer(response({ _shards: { total: 2, successful: 1, failed: 1 } }), 1).partial).toBe(true);
  });
});

describe('what else an answer says', () => {
  it('is how long it took, and how the point in time is named from now on', () => {
    expect(toAnswer(response({ took: 41, pit_id: 'abc' }))).toMatchObject({ tookMs: 41, pit: 'abc' });
    expect(toAnswer(response()).pit).toBeNull();
  });
});

describe('aggregations', () => {
  it('are none where none were asked for', () => {
    expect(toAnswer(response()).aggregations).toEqual({});
  });

  it('of values count each value', () => {
    expect(
      aggregations({
        section: {
          doc_count_error_upper_bound: 0,
          sum_other_doc_count: 5,
          buckets: [
            { key: 'Kinh tế', doc_count: 9 },
            { key: 'Y tế', doc_count: 2 },
          ],
        },
      }),
    ).toEqual({
      section: {
        ...NONE,
        buckets: [
          { key: 'Kinh tế', count: 9, within: {} },
          { key: 'Y tế', count: 2, within: {} },
        ],
      },
    });
  });

  it('of dates count by the first millisecond', () => {
    const key = Date.parse('2022-01-01T00:00:00+07:00');
    const { year } = aggregations({
      year: { buckets: [{ key_as_string: '2022-01-01T00:00:00.000+07:00', key, doc_count: 4 }] },
    });
    expect(year).toEqual({ ...NONE, buckets: [{ key, count: 4, within: {} }] });
  });

  it('by filters are named by these', () => {
    const { counts } = aggregations({
      counts: { buckets: { alone0: { doc_count: 3 }, without0: { doc_count: 0 }, no: { doc_count: 8 } } },
    });
    expect(counts).toEqual({
      ...NONE,
      buckets: [
        { key: 'alone0', count: 3, within: {} },
        { key: 'without0', count: 0, within: {} },
        { key: 'no', count: 8, within: {} },
      ],
    });
  });

  it('by filters within filters stay apart', () => {
    const { next } = aggregations({
      next: {
        buckets: {
          yes: { doc_count: 2, next: { buckets: { yes: { doc_count: 1 }, no: { doc_count: 1 } } } },
          no: { doc_count: 0, next: { buckets: { yes: { doc_count: 0 }, no: { doc_count: 0 } } } },
        },
      },
    });
    const within = (bucket: number) =>
      next?.buckets[bucket]?.within['next']?.buckets.map(({ key, count }) => [key, count]);
    expect(next?.buckets.map(({ key, count }) => [key, count])).toEqual([
      ['yes', 2],
      ['no', 0],
    ]);
    expect([within(0), within(1)]).toEqual([
      [
        ['yes', 1],
        ['no', 1],
      ],
      [
        ['yes', 0],
        ['no', 0],
      ],
    ]);
  });

  it('that narrow say how many are left', () => {
    expect(aggregations({ typed: { doc_count: 6 } })).toEqual({ typed: { ...NONE, count: 6 } });
  });

  it('within one that narrows are found in it, also where they are named buckets', () => {
    const { tag } = aggregations({
      tag: {
        doc_count: 9,
        buckets: {
          doc_count_error_upper_bound: 0,
          sum_other_doc_count: 0,
          buckets: [{ key: 'lũ', doc_count: 7 }],
        },
      },
    });
    expect(tag?.count).toBe(9);
    expect(tag?.within).toEqual({
      buckets: { ...NONE, buckets: [{ key: 'lũ', count: 7, within: {} }] },
    });
  });

  it('that reckon have a value, also within buckets and within what narrows', () => {
    expect(aggregations({ sets: { value: 12 } })).toEqual({ sets: { ...NONE, value: 12 } });
    const { year, sets } = aggregations({
      year: { buckets: [{ key: 0, doc_count: 5, sets: { value: 3 } }] },
      sets: { doc_count: 5, sets: { value: 4 } },
    });
    expect(year?.buckets).toEqual([{ key: 0, count: 5, within: { sets: { ...NONE, value: 3 } } }]);
    expect(sets).toEqual({ ...NONE, count: 5, within: { sets: { ...NONE, value: 4 } } });
  });

  it('that have nothing to reckon with have none', () => {
    const { section } = aggregations({
      section: {
        buckets: [
          { key: 'A', doc_count: 1, newest: { value: null } },
          {
            key: 'B',
            doc_count: 1,
            newest: { value: 1.6e12, value_as_string: '2020-09-13T12:26:40.000Z' },
          },
        ],
      },
    });
    expect(section?.buckets.map(({ within }) => within['newest']?.value)).toEqual([null, 1.6e12]);
  });
});
