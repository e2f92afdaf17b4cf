import { describe, expect, test } from 'vitest';
import { readDateLine, saysUpdated } from '../../../../src/ingest/sources/date-line.ts';

const day = '2022-01-21T00:00:00+07:00';
const morning = '2022-01-21T08:30:00+07:00';

describe('a line that is a date', () => {
  test.each([
    ['Ngày 21 tháng 01 năm 2022', day],
    ['Ngày 21 tháng 1 năm 2022', day],
    ['ngày 21 tháng 01, 2022', day],
    ['21 tháng 1 2022', day],
    ['21/01/2022', day],
    ['21/1/2022', day],
    ['21-1-2022', day],
    ['21.01.2022', day],
    ['2022-01-21', day],
    ['2022/01/21', day],
    ['21-1-2022 08:30', morning],
    ['21/01/2022 8:30', morning],
    ['21/01/2022 - 08:30', morning],
    ['21/01/2022 | 08:30', morning],
    ['08:30 21/01/2022', morning],
    ['08:30, 21/01/2022', morning],
    ['08:30 ngày 21/01/2022', morning],
    ['Lúc 8h30 ngày 21/01/2022', morning],
    ['21/01/2022 8 giờ 30 phút', morning],
    ['21/01/2022 08:30:15', '2022-01-21T08:30:15+07:00'],
    ['Gửi bởi bientap vào T6, 21/01/2022 - 08:30', morning],
    ['(Vùng Cao) 21/01/2022 08:30', morning],
    ['T.Sáu, 21/01/2022 08:30', morning],
    ['21/01/2022 08:30 AM', morning],
    ['21/01/2022 8:30 PM', '2022-01-21T20:30:00+07:00'],
    ['21/01/2022 8:30 CH', '2022-01-21T20:30:00+07:00'],
    ['21/01/2022 12:05 SA', '2022-01-21T00:05:00+07:00'],
    ['21/01/2022 12:05 CH', '2022-01-21T12:05:00+07:00'],
    ['2022-01-21T01:30:00Z', morning],
    ['2022-01-21T08:30', morning],
    ['Thứ Sáu, 21/01/2022', day],
    ['Thứ sáu, ngày 21/01/2022', day],
    ['THỨ SÁU 21/01/2022', day],
    ['Thứ 6, ngày 21 tháng 01 năm 2022, 08:30 (GMT+7)', morning],
    ['Thứ Sáu, 21/01/2022, 08:30 GMT+7', morning],
    ['Thứ Sáu, 21/01/2022, 08:30 (GMT +07:00)', morning],
    ['Chủ nhật, ngày 18 tháng 4 năm 2021', '2021-04-18T00:00:00+07:00'],
    ['Chủ Nhật, 18/4/2021 07:05', '2021-04-18T07:05:00+07:00'],
    ['Cập nhật: 08:30 ngày 21/01/2022', morning],
    ['Cập nhật lúc 08:30, 21/01/2022', morning],
    ['Ngày đăng: 21/01/2022', day],
    ['Đăng ngày 21/01/2022', day],
    ['Xuất bản: Thứ Sáu, 21/01/2022 08:30', morning],
    ['21/01/2022 08:30 | Lượt xem: 1.234', morning],
    ['Ngày đăng: 21/01/2022 - 235 lượt xem', day],
    ['Sơn La, ngày 21 tháng 1 năm 2022', day],
  ])('%s', (line, expected) => {
    expect(readDateLine(line)).toMatchObject({ publishedAt: expected, authors: [] });
  });

  test('two dates: published and updated', () => {
    expect(readDateLine('21/01/2022 08:30 - Cập nhật: 22/01/2022 09:00')).toMatchObject({
      publishedAt: morning,
      updatedAt: '2022-01-22T09:00:00+07:00',
      authors: [],
    });
  });

  test.each([
    ['Hà Thu Giang - 09:15 30/04/2023', ['Hà Thu Giang']],
    ['VÀNG A SÌNH | 30/04/2023 09:15', ['VÀNG A SÌNH']],
    ['Lò Văn Hải, Cà Thị Inh - 30/04/2023 09:15', ['Lò Văn Hải', 'Cà Thị Inh']],
  ])('with its author: %s', (line, authors) => {
    expect(readDateLine(line)).toMatchObject({ publishedAt: '2023-04-30T09:15:00+07:00', authors });
  });
});

test.each([
  'Ngày 21/1/2021 của Ban Chấp hành Đảng bộ tỉnh',
  'Từ 21/01/2022 đến 23/01/2022',
  'Ngày 30 tháng 2 năm 2022',
  '31/04/2022',
  '21/13/2022',
  '21/01/2022 25:00',
  '21/01/2022 08:75',
  '21-01/2022',
  '21/01/22',
  'Ngày 21 tháng 01',
  'Chỉ thị số 05-CT/TW',
  'Tỷ lệ 1.115/2022',
  'Đảng bộ huyện có 15 đảng bộ cơ sở',
  `Ngày 21/01/2022 ${'và '.repeat(60)}`,
  '',
])('anything else is no date line: %s', (line) => {
  expect(readDateLine(line)).toBeNull();
});

test('whether a line speaks of a change', () => {
  expect(saysUpdated('Cập nhật: 21/01/2022')).toBe(true);
  expect(saysUpdated('Ngày đăng: 21/01/2022')).toBe(false);
});

test('who wrote it is told, a login is not', () => {
  expect(readDateLine('Đăng bởi: Hà Thu Giang | 08:30 21/01/2022')?.authors).toEqual(['Hà Thu Giang']);
  expect(readDateLine('Gửi bởi bientap vào T6, 21/01/2022 - 08:30')?.authors).toEqual([]);
  expect(readDateLine('bientap vào T6, 21/01/2022 - 08:30')).toBeNull();
});
