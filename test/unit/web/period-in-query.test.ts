import { expect, test } from 'vitest';
import { periodInQuery } from '../../../src/web/dates/period-in-query.ts';

test.each([
  ['thủy điện tháng 8/2019', 'thủy điện', '2019-08-01', '2019-08-31'],
  ['thuy dien thang 08 nam 2019', 'thuy dien', '2019-08-01', '2019-08-31'],
  ['tháng 2/2024 lũ quét', 'lũ quét', '2024-02-01', '2024-02-29'],
  ['bão trong tháng 10-2020 ở Quảng Trị', 'bão ở Quảng Trị', '2020-10-01', '2020-10-31'],
  ['khai giảng năm 2021', 'khai giảng', '2021-01-01', '2021-12-31'],
  ['khai giảng năm 2021'.normalize('NFD'), 'khai giảng', '2021-01-01', '2021-12-31'],
])('%s', (query, q, from, to) => {
  expect(periodInQuery(query)).toEqual({ q, from, to });
});

test.each([
  '',
  'thủy điện',
  'tháng 8/2019',
  'năm 2021 2022',
  'tháng 13/2019 bão',
  'tháng 8 bão',
  'bão 8/2019',
  'bão năm 2019-2020',
  'bão năm 20190',
  'hàng trăm năm 2019x',
  '"bão tháng 8/2019"',
  'bão từ:2019 tháng 8/2019',
])('names none: %s', (query) => {
  expect(periodInQuery(query)).toBeNull();
});
