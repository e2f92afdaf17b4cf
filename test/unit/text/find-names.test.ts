import { expect, it } from 'vitest';
import { findNames } from '../../../src/text/find-names.ts';

const namesIn = (text: string): string[] =>
  findNames(text).map(({ text: name, mentions }) => `${name} ${mentions}`);

it('finds runs of capitals and single foreign names, the most mentioned first', () => {
  expect(
    namesIn(
      'Nadal gặp Vũ Huy Hoàng ở Điện Biên. Trước đó, ông Vũ Huy Hoàng và Nadal, Federer chờ Nadal tới.',
    ),
  ).toEqual(['Nadal 3', 'Vũ Huy Hoàng 2', 'Điện Biên 1', 'Federer 1']);
});

it('takes two spellings of one name for one, and leaves out what is no name', () => {
  expect(namesIn('Hoà Bình và Hòa Bình. Anh đi. VN, THỦY ĐIỆN HÒA BÌNH XẢ LŨ ĐÊM NAY')).toEqual([
    'Hoà Bình 2',
  ]);
  expect(namesIn('')).toEqual([]);
});
