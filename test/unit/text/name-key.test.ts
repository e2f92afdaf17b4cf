import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonestForm, nameKey } from '../../../src/text/name-key.ts';
import { toNewStyle, toOldStyle } from '../../../src/text/tone-position.ts';
import { latinText } from './syllable-arbitraries.ts';

describe('nameKey', () => {
  it.each([
    ['Hòa Bình', 'Hoà Bình'],
    ['Nguyễn Thúy Hoà', 'nguyễn thuý hòa'],
    ['XÂY DỰNG ĐẢNG', 'Xây dựng Đảng'],
    ['Xây dựng Ðảng', 'Xây dựng Đảng'],
    ['Thủy điện', 'Thuỷ điện'.normalize('NFD')],
    ['Y tế – Sức khỏe', 'Y TẾ – SỨC KHOẺ'],
    ['ＴＴＸＶＮ', 'TTXVN'],
  ])('%s and %s are one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ['Hòa Bình', 'Hoa Bình'],
    ['Hòa Bình', 'Hóa Bình'],
    ['Lý Lan', 'Lí Lan'],
    ['COVID-19', 'COVID 19'],
    ['1.115', '1115'],
    ['An', 'Ân'],
    ['Hoà An', 'Hoa Àn'],
  ])('%s and %s are two', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it('is the same for either tone style', () => {
    fc.assert(
      fc.property(latinText, (name) => {
        const key = nameKey(name);
        expect(nameKey(toOldStyle(name.normalize('NFC')))).toBe(key);
        expect(nameKey(toNewStyle(name.normalize('NFC')))).toBe(key);
      }),
    );
  });
});

describe('commonestForm', () => {
  it('is the first form of the name', () => {
    const written = ['Bảo Anh', 'Thúy Hòa', 'Thuý Hoà'];
    expect(commonestForm(nameKey('thuý hòa'), written)).toBe('Thúy Hòa');
    expect(commonestForm(nameKey('Thu Hà'), written)).toBeNull();
  });
});
