import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import { parseDay } from '../../../src/query/date-range.ts';
import { MAX_DATE_BUCKETS, shapeFacets } from '../../../src/results/shape-facets.ts';

/** A bucket as the engine counts it, by its first moment in Vietnam. */
const counted = (day: string, count: number) => ({
  key: Date.parse(`${day}T00:00:00+07:00`),
  count,
});

const errorOf = (run: () => unknown): AppError => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('Nothing was refused.');
};

describe('shapeFacets', () => {
  it('gives what was asked for, with nothing in it where nothing was found', () => {
    expect(shapeFacets(['year', 'tag'], {}, {})).toEqual({ year: [], tag: [] });
  });

  it('keeps the values of a field in the order counted', () => {
    const section = [
      { key: 'Y tế', count: 9 },
      { key: 'Kinh tế', count: 2 },
    ];
    expect(shapeFacets(['section'], {}, { section, tag: [] })).toEqual({
      section: [
        { value: 'Y tế', count: 9 },
        { value: 'Kinh tế', count: 2 },
      ],
    });
  });

  it('fills in the years between', () => {
    const year = [counted('2019-01-01', 3), counted('2022-01-01', 12)];
    expect(shapeFacets(['year'], {}, { year }).year).toEqual([
      { value: '2019', from: '2019-01-01', to: '2019-12-31', count: 3 },
      { value: '2020', from: '2020-01-01', to: '2020-12-31', count: 0 },
      { value: '2021', from: '2021-01-01', to: '2021-12-31', count: 0 },
      { value: '2022', from: '2022-01-01', to: '2022-12-31', count: 12 },
    ]);
  });

  it('fills in the months between, over the end of a year and a leap day', () => {
    const month = [counted('2019-12-01', 1), counted('2020-03-01', 2)];
    expect(shapeFacets(['month'], {}, { month }).month).toEqual([
      { value: '2019-12', from: '2019-12-01', to: '2019-12-31', count: 1 },
      { value: '2020-01', from: '2020-01-01', to: '2020-01-31', count: 0 },
      { value: '2020-02', from: '2020-02-01', to: '2020-02-29', count: 0 },
      { value: '2020-03', from: '2020-03-01', to: '2020-03-31', count: 2 },
    ]);
  });

  it('fills in the days between', () => {
    const day = [counted('2021-02-27', 1), counted('2021-03-02', 1)];
    const days = shapeFacets(['day'], {}, { day }).day ?? [];
    expect(days.map(({ value, count }) => [value, count])).toEqual([
      ['2021-02-27', 1],
      ['2021-02-28', 0],
      ['2021-03-01', 0],
      ['2021-03-02', 1],
    ]);
    expect(days.every(({ value, from, to }) => value === from && value === to)).toBe(true);
  });

  it('begins and ends a bucket where the search does', () => {
    const year = [counted('2021-01-01', 3), counted('2022-01-01', 12)];
    const bounds = { from: '2021-06-15T00:00:00+07:00', to: '2022-03-31T23:59:59.999+07:00' };
    expect(shapeFacets(['year'], bounds, { year }).year).toEqual([
      { value: '2021', from: '2021-06-15', to: '2021-12-31', count: 3 },
      { value: '2022', from: '2022-01-01', to: '2022-03-31', count: 12 },
    ]);
    const instants = { from: '2021-06-15T08:00:00+07:00', to: '2022-03-31T09:30:00+07:00' };
    const exact = shapeFacets(['year'], instants, { year }).year;
    expect(exact?.[0]?.from).toBe(instants.from);
    expect(exact?.[1]?.to).toBe(instants.to);
  });

  it('has no gaps and no overlaps, and loses nothing, whatever the days', () => {
    const names = fc.constantFrom('year', 'month', 'day');
    const day = fc.date({ min: new Date('1100-01-01'), max: new Date('9000-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(names, day, fc.array(fc.nat(900), { maxLength: 20 }), (name, first, steps) => {
        const keys = new Set(
          [0, ...steps].map((step) => {
            const date = new Date(first.getTime() + step * 86_400_000).toISOString().slice(0, 10);
            const start = { year: `${date.slice(0, 4)}-01-01`, month: `${date.slice(0, 7)}-01`, day: date }[
              name
            ];
            return Date.parse(`${start}T00:00:00+07:00`);
          }),
        );
        const buckets = shapeFacets([name], {}, { [name]: [...keys].map((key) => ({ key, count: 1 })) })[
          name
        ];
        if (buckets === undefined) throw new Error('The facet is missing.');
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(keys.size);
        expect(buckets.at(0)?.count).toBe(1);
        expect(buckets.at(-1)?.count).toBe(1);
        const starts = buckets.map(({ from }) => Date.parse(parseDay(from)?.from ?? ''));
        const ends = buckets.map(({ to }) => Date.parse(parseDay(to)?.to ?? ''));
        expect(starts.slice(1)).toEqual(ends.slice(0, -1).map((end) => end + 1));
        for (const { value, from, to } of buckets) {
          expect(parseDay(value)).toEqual({ from: parseDay(from)?.from, to: parseDay(to)?.to });
        }
      }),
    );
  });

  it('refuses more days than can be read, and says what to do', () => {
    const last = (days: number) => new Date(Date.UTC(2010, 0, days)).toISOString().slice(0, 10);
    const days = (count: number) => ({ day: [counted('2010-01-01', 1), counted(last(count), 1)] });
    expect(shapeFacets(['day'], {}, days(MAX_DATE_BUCKETS)).day).toHaveLength(MAX_DATE_BUCKETS);
    const error = errorOf(() => shapeFacets(['day'], {}, days(MAX_DATE_BUCKETS + 1)));
    expect(error.code).toBe('invalid_parameters');
    expect(error.errors).toEqual([
      {
        path: 'facets',
        message:
          'asks for every day from 2010-01-01 to 2020-02-18, which is more than the 3,700 that are given at once; ' +
          'narrow the search with from and to, or ask for month or year instead',
      },
    ]);
  });
});
