import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cleanLine, collapseSpaces } from '../../../src/text/clean-line.ts';
import { normalizeText } from '../../../src/text/normalize-text.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { latinText, syllable, text } from './syllable-arbitraries.ts';

describe('normalizeText', () => {
  it.each([
    ['Ðảng bộ tỉnh Ðắk Lắk', 'Đảng bộ tỉnh Đắk Lắk'],
    ['ÐẢNG ỦY, ðường, Ɖảng, ɖường', 'ĐẢNG ỦY, đường, Đảng, đường'],
    ['HÐND, QÐ-TTg, NÐ-CP, ÐBQH, LÐTBXH', 'HĐND, QĐ-TTg, NĐ-CP, ĐBQH, LĐTBXH'],
    ['ông Nguyễn Văn Ð. (TP.ÐN)', 'ông Nguyễn Văn Đ. (TP.ĐN)'],
    ['50.000ð, 5ð', '50.000đ, 5đ'],
    ['Ðuong Ðinh Tien Hoang', 'Đuong Đinh Tien Hoang'],
    ['Guðmundsson, Sigurður, Við, GUÐMUNDUR', 'Guðmundsson, Sigurður, Við, GUÐMUNDUR'],
    ['Đảng'.normalize('NFD'), 'Đảng'],
    ['hòa hoà', 'hòa hoà'],
  ])('%s', (given, stored) => {
    expect(normalizeText(given)).toBe(stored);
  });

  it('is idempotent and gives NFC', () => {
    const withEth = latinText.map((source) => source.replaceAll('đ', 'ð').replaceAll('T', 'Ð'));
    fc.assert(
      fc.property(fc.oneof(text, withEth), (source) => {
        const once = normalizeText(source);
        expect(normalizeText(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
      }),
    );
  });

  it('repairs every syllable and changes no term', () => {
    fc.assert(
      fc.property(syllable, (each) => {
        const damaged = each.replaceAll('đ', 'ð');
        expect(normalizeText(damaged)).toBe(each);
        expect(normalizeText(damaged.toUpperCase().normalize('NFD'))).toBe(each.toUpperCase());
        expect(exactForm(damaged)).toBe(exactForm(each));
      }),
    );
  });
});

describe('combining marks', () => {
  it('are kept up to 30 in a row, as no language has them; the rest goes', () => {
    expect(normalizeText(`x${'\u0301\u0323'.repeat(100_000)}y`).match(/\p{M}/gu)).toHaveLength(30);
    const most = `x${'\u0336'.repeat(30)}y`;
    expect(normalizeText(most)).toBe(most);
  });

  it('never stand in longer runs, whatever the text is', () => {
    const marks = fc.string({
      unit: fc.constantFrom('a', 'ệ', '\u0301', '\u0323', '\u0336', '\u20dd'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(marks, (text) => {
        expect(normalizeText(text).normalize('NFC')).not.toMatch(/\p{M}{31}/u);
      }),
    );
  });
});

describe('cleanLine, collapseSpaces', () => {
  it('makes one space of every kind and run of spaces', () => {
    expect(cleanLine(' \u00A0\tSốp\u2009\u200B Cộp\u202F\r\n\r\n ngày\u3000 21\u00A0')).toBe(
      'Sốp Cộp ngày 21',
    );
    expect(collapseSpaces('a\u00A0\u00A0b\n\n  c')).toBe('a b\n\n c');
    const spaces = fc.string({ unit: fc.constantFrom(' ', '\t', '\u00A0', '\u200B', '\u3000', 'à', '\n') });
    fc.assert(
      fc.property(spaces, (source) => {
        expect(collapseSpaces(source)).toBe(source.replace(/[ \t\u00A0\u200B\u3000]+/gu, ' '));
      }),
    );
  });

  it('drops what is invisible, but not what emoji are made with', () => {
    expect(cleanLine('\uFEFFho\u00ADà\u2060 bình\u0000\u0007')).toBe('hoà bình');
    expect(cleanLine('👨‍👩‍👧')).toBe('👨‍👩‍👧');
  });

  it('is idempotent and leaves the same words', () => {
    fc.assert(
      fc.property(text, (source) => {
        const clean = cleanLine(source);
        expect(cleanLine(clean)).toBe(clean);
        expect(clean).not.toMatch(/^\s|\s$|\s\s|\n/);
      }),
    );
    fc.assert(
      fc.property(latinText, (source) => {
        const terms = (of: string): string[] => tokenize(of).map((token) => exactForm(token.text));
        expect(terms(cleanLine(source))).toEqual(terms(source));
      }),
    );
  });
});
