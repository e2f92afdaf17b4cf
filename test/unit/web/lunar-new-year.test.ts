import { expect, test } from 'vitest';
import { lunarNewYear, lunarYearName } from '../../../src/web/dates/lunar-new-year.ts';

test.each([
  // Vietnam keeps another day, or another month, than China.
  ['1968-01-29', 'Mậu Thân'],
  ['1985-01-21', 'Ất Sửu'],
  ['2007-02-17', 'Đinh Hợi'],
  ['2030-02-02', 'Canh Tuất'],
  // The winter of 2033, in which two months have no principal term.
  ['2033-01-31', 'Quý Sửu'],
  ['2034-02-19', 'Giáp Dần'],
  ['2000-02-05', 'Canh Thìn'],
  ['2015-02-19', 'Ất Mùi'],
  ['2016-02-08', 'Bính Thân'],
  ['2017-01-28', 'Đinh Dậu'],
  ['2018-02-16', 'Mậu Tuất'],
  ['2019-02-05', 'Kỷ Hợi'],
  ['2020-01-25', 'Canh Tý'],
  ['2021-02-12', 'Tân Sửu'],
  ['2022-02-01', 'Nhâm Dần'],
  ['2023-01-22', 'Quý Mão'],
  ['2024-02-10', 'Giáp Thìn'],
  ['2025-01-29', 'Ất Tỵ'],
  ['2026-02-17', 'Bính Ngọ'],
  ['2027-02-06', 'Đinh Mùi'],
])('Tết is on %s, %s', (day, name) => {
  const year = Number(day.slice(0, 4));
  expect([lunarNewYear(year), lunarYearName(year)]).toEqual([day, name]);
});

test('a year is 353 to 385 days after the last, and begins from 19 January to 21 February', () => {
  for (let year = 1900; year < 2100; year++) {
    const days = (Date.parse(lunarNewYear(year + 1)) - Date.parse(lunarNewYear(year))) / 86_400_000;
    expect([353, 354, 355, 383, 384, 385], String(year)).toContain(days);
    const day = lunarNewYear(year).slice(5);
    expect(day >= '01-19' && day <= '02-21', `${year}-${day}`).toBe(true);
  }
});
