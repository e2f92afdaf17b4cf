import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecordDate } from '../../../../src/ingest/sources/record-dates.ts';
import { lacksOffset, readSourceDate, whyUnclear } from '../../../../src/ingest/sources/source-date.ts';

test.each([
  ['2022-01-21', '2022-01-21T00:00:00+07:00'],
  ['2022-01-21T08:30:00', '2022-01-21T08:30:00+07:00'],
  ['2022-01-21 8:30', '2022-01-21T08:30:00+07:00'],
  ['2022-01-21T01:30:00.123Z', '2022-01-21T08:30:00.123+07:00'],
  ['2022-01-21T08:30+0700', '2022-01-21T08:30:00+07:00'],
  ['Fri, 21 Jan 2022 08:30:00 +0700', '2022-01-21T08:30:00+07:00'],
  ['Fri, 21 Jan 2022 01:30 GMT', '2022-01-21T08:30:00+07:00'],
  ['21 January 22 01:30:00 UT', '2022-01-21T08:30:00+07:00'],
  ['Thu, 20 Jan 2022 20:30:00 EST', '2022-01-21T08:30:00+07:00'],
  ['Fri, 21 Jan 2022 08:30:00 GMT+7', '2022-01-21T08:30:00+07:00'],
  ['Fri, 21 Jan 2022 08:30:00 ICT', '2022-01-21T08:30:00+07:00'],
  ['January 21, 2022 08:30', '2022-01-21T08:30:00+07:00'],
  ['21 Jan 2022', '2022-01-21T00:00:00+07:00'],
  ['21/01/2022 08:30', '2022-01-21T08:30:00+07:00'],
  ['Thứ Sáu, 21/01/2022, 8h30 (GMT+7)', '2022-01-21T08:30:00+07:00'],
  ['Ngày 21 tháng 01 năm 2022', '2022-01-21T00:00:00+07:00'],
  ['21 Tháng Một, 2022', '2022-01-21T00:00:00+07:00'],
  ['Tháng Một 21, 2022', '2022-01-21T00:00:00+07:00'],
  ['Tháng Mười Hai 21, 2022', '2022-12-21T00:00:00+07:00'],
  ['21 Tháng Mười Một, 2022 lúc 8:30 sáng', '2022-11-21T08:30:00+07:00'],
  ['5 Tháng Năm, 2022', '2022-05-05T00:00:00+07:00'],
  ['Thứ Tư, 4 Tháng Tư năm 2018', '2018-04-04T00:00:00+07:00'],
  ['21 Th1 2022', '2022-01-21T00:00:00+07:00'],
  ['Th1 21, 2022', '2022-01-21T00:00:00+07:00'],
  ['01 Th12, 2021', '2021-12-01T00:00:00+07:00'],
  ['May 3, 2021, 6:00 AM', '2021-05-03T06:00:00+07:00'],
  ['3 May, 2021 12:30 pm', '2021-05-03T12:30:00+07:00'],
  ['20220121', '2022-01-21T00:00:00+07:00'],
  ['2022012108', '2022-01-21T08:00:00+07:00'],
  ['202201210830', '2022-01-21T08:30:00+07:00'],
  ['20220121083000', '2022-01-21T08:30:00+07:00'],
  ['20220121T013000Z', '2022-01-21T08:30:00+07:00'],
  ['1642728600', '2022-01-21T08:30:00+07:00'],
  ['1642728600000', '2022-01-21T08:30:00+07:00'],
  ['1642728600.25', '2022-01-21T08:30:00.250+07:00'],
  ['/Date(1642728600000)/', '2022-01-21T08:30:00+07:00'],
  ['/Date(1642728600000+0700)/', '2022-01-21T08:30:00+07:00'],
])('%s', (written, meant) => {
  expect(readSourceDate(written)).toBe(meant);
});

test.each([
  ['2 giờ trước', '2022-01-21T06:30:00+07:00'],
  ['45 phút trước', '2022-01-21T07:45:00+07:00'],
  ['3 days ago', '2022-01-18T08:30:00+07:00'],
  ['Vừa xong', '2022-01-21T08:30:00+07:00'],
])('counted back from when the feed was made: %s', (written, meant) => {
  expect(new Date(readSourceDate(written, { asOf: '2022-01-21T08:30:00+07:00' }) ?? '')).toEqual(
    new Date(meant),
  );
  expect(readSourceDate(written)).toBeNull();
});

test.each([
  '',
  'hôm nọ',
  '31/02/2022',
  '2022-13-01T00:00:00',
  '21 Foo 2022',
  'Fri, 21 Jan 2022 25:00:00 GMT',
  '1/21/2022 8:30',
  '11/9/2021 3:40 PM',
  '9/11/2021 3:40:00 PM',
  '21/01/22',
  '21/01/22 08:30',
  '21 Tháng Mười Ba, 2022',
  '44582.354',
  '44582',
  '0',
  '3000000000',
  '20993112',
  '20223112',
  '21012022',
  'May 3, 2021, 13:00 PM',
  'x'.repeat(1_000),
])('none: %s', (written) => expect(readSourceDate(written)).toBeNull());

describe('dates of numbers whose order is not certain', () => {
  test.each([
    ['11/9/2021 3:40 PM', '2021-09-11T15:40:00+07:00', '2021-11-09T15:40:00+07:00'],
    ['9/11/2021 3:40:00 PM', '2021-11-09T15:40:00+07:00', '2021-09-11T15:40:00+07:00'],
    ['03:40 PM 11/09/2021', '2021-09-11T15:40:00+07:00', '2021-11-09T15:40:00+07:00'],
    ['5/3/2021', '2021-03-05T00:00:00+07:00', '2021-05-03T00:00:00+07:00'],
    ['5/3/2021 06:00', '2021-03-05T06:00:00+07:00', '2021-05-03T06:00:00+07:00'],
    ['11/09/21', '2021-09-11T00:00:00+07:00', '2021-11-09T00:00:00+07:00'],
    ['11/09/98 15:40', '1998-09-11T15:40:00+07:00', '1998-11-09T15:40:00+07:00'],
  ])('%s, where it is known', (written, dayFirst, monthFirst) => {
    expect(readSourceDate(written, { order: 'day-first' })).toBe(dayFirst);
    expect(readSourceDate(written, { order: 'month-first' })).toBe(monthFirst);
  });

  test.each([
    ['21/9/2021 3:40 PM', '2021-09-21T15:40:00+07:00'],
    ['9/21/2021 3:40 PM', '2021-09-21T15:40:00+07:00'],
    ['9/9/2021 3:40 PM', '2021-09-09T15:40:00+07:00'],
    ['11/9/2021 3:40 CH', '2021-09-11T15:40:00+07:00'],
    ['Thứ Bảy, 11/9/2021 3:40 PM', '2021-09-11T15:40:00+07:00'],
    ['Thứ ba, 11/9/2021 3:40 PM', '2021-11-09T15:40:00+07:00'],
    ['CN, 7/3/2021 3:40 PM', '2021-03-07T15:40:00+07:00'],
  ])('only one is a day of the calendar, or a %s', (written, meant) => {
    expect(readSourceDate(written)).toBe(meant);
  });

  test('what others write with names or the year first stays as it is', () => {
    for (const order of ['day-first', 'month-first'] as const) {
      expect(readSourceDate('2021-11-09', { order })).toBe('2021-11-09T00:00:00+07:00');
      expect(readSourceDate('9 tháng 11 năm 2021', { order })).toBe('2021-11-09T00:00:00+07:00');
      expect(readSourceDate('Tue, 09 Nov 2021 15:40:00 +0700', { order })).toBe('2021-11-09T15:40:00+07:00');
    }
  });

  test('are told in words, with the way out', () => {
    expect(whyUnclear('11/9/2021 3:40 PM')).toMatch(/2021-09-11 or 2021-11-09.*--date-order/u);
    expect(whyUnclear('21/01/22')).toMatch(/two digits.*--date-order/u);
    expect(whyUnclear('21/01/2022 3:40 PM')).toBeNull();
    expect(whyUnclear('hôm nọ')).toBeNull();
  });
});

test('a zone is that of times without an offset, and of no others', () => {
  const zone = 'Z';
  expect(readSourceDate('202201210830', { zone })).toBe('2022-01-21T15:30:00+07:00');
  expect(readSourceDate('06:00 03/05/2021', { zone })).toBe('2021-05-03T13:00:00+07:00');
  expect(readSourceDate('May 3, 2021, 6:00 AM', { zone })).toBe('2021-05-03T13:00:00+07:00');
  expect(readSourceDate('Thứ hai, 3/5/2021, 06:00 (GMT+7)', { zone })).toBe('2021-05-03T06:00:00+07:00');
  expect(readSourceDate('1642728600', { zone })).toBe('2022-01-21T08:30:00+07:00');
  expect(readSourceDate('3/5/2021', { zone })).toBe('2021-05-03T00:00:00+07:00');
});

test('any day, in every form, is that day', () => {
  const words = [
    'Một',
    'Hai',
    'Ba',
    'Tư',
    'Năm',
    'Sáu',
    'Bảy',
    'Tám',
    'Chín',
    'Mười',
    'Mười Một',
    'Mười Hai',
  ];
  const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-02'), max: new Date('2024-12-31'), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString();
        const [day, clock] = [iso.slice(0, 10), iso.slice(11, 16)];
        const [year = '', month = '', two = ''] = day.split('-');
        const d = String(Number(two));
        const m = Number(month);
        const written = [
          `${d}/${m}/${year} ${clock}`,
          `${clock} ngày ${two}-${month}-${year}`,
          `Thứ Hai, ${d} tháng ${m} năm ${year}, ${clock}`,
          `${d} Tháng ${words[m - 1]}, ${year} ${clock}`,
          `Tháng ${words[m - 1]} ${d}, ${year} ${clock}`,
          `${d} Th${m} ${year} ${clock}`,
          `${d} ${english[m - 1]} ${year} ${clock}:00 +0700`,
          `${day} ${clock}`,
          `${day}T${clock}:00+0700`,
          `${year}${month}${two}${clock.replace(':', '')}`,
          String(new Date(`${day}T${clock}:00+07:00`).getTime() / 1_000),
        ];
        for (const each of written)
          expect([each, readSourceDate(each)]).toEqual([each, `${day}T${clock}:00+07:00`]);
      },
    ),
  );
});

test.each([
  'Tue Nov 09 2021 15:40:00 GMT+0700 (Giờ Đông Dương)',
  'Tuesday, November 9, 2021 - 15:40 +0700',
  '2021-11-09T15:40:00[Asia/Ho_Chi_Minh]',
  '2021-11-09T15:40:00+07:00[Asia/Ho_Chi_Minh]',
])('a date of Java, of a browser, of Drupal: %s', (written) => {
  expect(readSourceDate(written)).toBe('2021-11-09T15:40:00+07:00');
  expect(lacksOffset(written)).toBe(false);
});

test.each([
  [{ $date: '2021-11-09T08:40:00.000Z' }],
  [{ $date: { $numberLong: '1636447200000' } }],
  [{ _seconds: 1_636_447_200, _nanoseconds: 0 }],
  [{ date: '2021-11-09 15:40:00.000000', timezone_type: 3, timezone: 'Asia/Ho_Chi_Minh' }],
  [{ date: '2021-11-09 08:40:00.000000', timezone_type: 3, timezone: 'UTC' }],
])('a date that is an object: %j', (written) => {
  expect(readRecordDate(written)).toBe('2021-11-09T15:40:00+07:00');
});

test('an object that is no date is left as it is', () => {
  for (const each of [{}, { $date: null }, { day: 9 }, [9]]) expect(readRecordDate(each)).toEqual(each);
});
