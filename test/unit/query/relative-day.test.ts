import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/query/date-range.ts';
import { parseSearchDate } from '../../../src/query/relative-day.ts';

const days = (text: string, today: string): string | null => {
  const range = parseSearchDate(text, today);
  return range === null ? null : `${range.from.slice(0, 10)} ${range.to.slice(0, 10)}`;
};

const someDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('parseSearchDate', () => {
  // A Wednesday.
  it.each([
    ['today', '2024-03-06 2024-03-06'],
    ['hôm nay', '2024-03-06 2024-03-06'],
    ['Hom-Nay', '2024-03-06 2024-03-06'],
    ['hôm nay'.normalize('NFD'), '2024-03-06 2024-03-06'],
    ['yesterday', '2024-03-05 2024-03-05'],
    ['hôm qua', '2024-03-05 2024-03-05'],
    ['tuần này', '2024-03-04 2024-03-10'],
    ['this_week', '2024-03-04 2024-03-10'],
    ['last-week', '2024-02-26 2024-03-03'],
    ['this-month', '2024-03-01 2024-03-31'],
    ['tháng trước', '2024-02-01 2024-02-29'],
    ['năm nay', '2024-01-01 2024-12-31'],
    ['năm ngoái', '2023-01-01 2023-12-31'],
    ['7d', '2024-02-28 2024-02-28'],
    ['0d', '2024-03-06 2024-03-06'],
    ['7 ngày', '2024-02-28 2024-02-28'],
    ['2 tuần trước', '2024-02-21 2024-02-21'],
    ['3 months ago', '2023-12-06 2023-12-06'],
    ['1y', '2023-03-06 2023-03-06'],
  ])('%s', (text, expected) => {
    expect(days(text, '2024-03-06')).toBe(expected);
  });

  it.each([
    '',
    'd',
    '7',
    '7x',
    '-7d',
    '7dd',
    'next week',
    '2000y',
    '99999d',
    'constructor',
    '7 constructor',
    'hôm',
  ])('knows no day of the name %j', (text) => {
    expect(days(text, '2024-03-06')).toBeNull();
  });

  it('has no 31 February: a month ago is its last day', () => {
    expect(days('1m', '2024-03-31')).toBe('2024-02-29 2024-02-29');
    expect(days('1y', '2024-02-29')).toBe('2023-02-28 2023-02-28');
  });

  it('holds on every day: today is in this week, month and year, which the last ones end before', () => {
    fc.assert(
      fc.property(someDay, (today) => {
        for (const unit of ['week', 'month', 'year']) {
          const now = parseSearchDate(`this-${unit}`, today);
          const last = parseSearchDate(`last-${unit}`, today);
          const at = Date.parse(parseDay(today)?.from ?? '');
          expect(Date.parse(now?.from ?? '')).toBeLessThanOrEqual(at);
          expect(Date.parse(now?.to ?? '')).toBeGreaterThan(at);
          expect(Date.parse(last?.to ?? '')).toBe(Date.parse(now?.from ?? '') - 1);
        }
        expect(parseSearchDate('7d', today)).toEqual(parseSearchDate('1w', today));
        expect(parseSearchDate('12m', today)).toEqual(parseSearchDate('1y', today));
      }),
    );
  });
});
