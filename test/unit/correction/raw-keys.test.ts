import { expect, test } from 'vitest';
import { telexReadings, vniReadings } from '../../../src/correction/raw-keys.ts';
import { exactForm } from '../../../src/text/syllable.ts';

test.each([
  ['ddangr', 'đảng'],
  ['dangdr', 'đảng'],
  ['booj', 'bộ'],
  ['dduwowcj', 'được'],
  ['duocwjd', 'được'],
  ['cuuws', 'cứu'],
  ['nhwng', 'nhưng'],
  ['six', 'sĩ'],
  ['hoaf', 'hòa'],
  ['đangr', 'đảng'],
])('Telex: %s may be %s', (typed, meant) => {
  expect(telexReadings(typed)).toContain(exactForm(meant));
});

test.each(['trang', 'xin', 'đảng', 'b', 'international'])('Telex: %s has no keys', (typed) => {
  expect(telexReadings(typed).filter((reading) => reading !== exactForm(typed))).toEqual([]);
});

test.each([
  ['d9ang3', 'đảng'],
  ['bo65', 'bộ'],
  ['d9u7o7c5', 'được'],
  ['duoc795', 'được'],
  ['thuy3', 'thủy'],
])('VNI: %s may be %s', (typed, meant) => {
  expect(vniReadings(typed)).toContain(exactForm(meant));
});

test.each(['U23', 'CO2', 'H5N1', '2020', 'A1', 'covid19'])('VNI: %s is a code', (typed) => {
  expect(vniReadings(typed)).toEqual([]);
});
