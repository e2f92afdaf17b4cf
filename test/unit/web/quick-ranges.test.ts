import { expect, test } from 'vitest';
import { histogramLevel } from '../../../src/web/dates/histogram-level.ts';
import { periodLabel } from '../../../src/web/dates/period-label.ts';
import { quickRanges } from '../../../src/web/dates/quick-ranges.ts';
import { english } from '../../../src/web/texts/english.ts';
import { vietnamese } from '../../../src/web/texts/vietnamese.ts';

test('the ranges asked for most are whole weeks, months and years, and the last Tết', () => {
  expect(quickRanges(vietnamese, '2024-02-29', null)).toEqual([
    { label: 'Tuần này', from: '2024-02-26', to: '2024-03-03' },
    { label: 'Tháng này', from: '2024-02-01', to: '2024-02-29' },
    { label: 'Năm nay', from: '2024-01-01', to: '2024-12-31' },
    { label: 'Tết Giáp Thìn 2024', from: '2024-02-03', to: '2024-02-16' },
  ]);
});

test('a week begins on Monday, on Sundays too', () => {
  expect(quickRanges(english, '2024-03-03', null)[0]).toEqual({
    label: 'This week',
    from: '2024-02-26',
    to: '2024-03-03',
  });
});

test('Tết is that of last year until a week before this year’s, or of the year that is looked at', () => {
  const newYear = (today: string, year: string | null) => quickRanges(vietnamese, today, year).at(-1)?.label;
  expect(newYear('2022-01-24', null)).toBe('Tết Tân Sửu 2021');
  expect(newYear('2022-01-25', null)).toBe('Tết Nhâm Dần 2022');
  expect(newYear('2026-11-23', '2019')).toBe('Tết Kỷ Hợi 2019');
});

test.each([
  [null, null, 'year'],
  [null, '2022-01-31', 'year'],
  ['2022-01-01', '2022-01-31', 'day'],
  ['2022-01-01', '2022-03-03', 'day'],
  ['2022-01-01', '2022-03-04', 'month'],
  ['2022-01-01', '2024-12-31', 'month'],
  ['2019-01-01', '2022-12-31', 'year'],
  ['2022-05-01', null, 'day'],
  ['2021-05-01', null, 'month'],
] as const)('the chart of %s to %s counts by %s', (from, to, level) => {
  expect(histogramLevel(from, to, '2022-06-15')).toBe(level);
});

test.each([
  [null, null, null],
  ['2022-01-01', '2022-12-31', 'năm 2022'],
  ['2022-02-01', '2022-02-28', 'tháng 2/2022'],
  ['2024-02-01', '2024-02-28', '01/02/2024 – 28/02/2024'],
  ['2022-02-01', '2022-02-01', '01/02/2022'],
  ['2022-02-01', null, 'Từ 01/02/2022'],
  [null, '2022-02-01', 'Đến 01/02/2022'],
])('%s to %s is called %s', (from, to, label) => {
  expect(periodLabel(vietnamese, from, to)).toBe(label);
});
