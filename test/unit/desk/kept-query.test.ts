import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptQuery } from '../../../src/desk/stats/kept-query.ts';

describe('what of a query is kept', () => {
  it('is its text in one form, and a key that its spellings share', () => {
    expect(keptQuery('  Sốp   Cộp ')).toEqual({ text: 'Sốp Cộp', key: 'sop cop' });
    const key = keptQuery('đảng bộ')?.key;
    for (const text of ['Đảng bộ'.normalize('NFD'), 'dang bo', 'ĐẢNG\u00A0BỘ', 'đang bô'])
      expect(keptQuery(text)?.key, text).toBe(key);
  });

  it('tells operators from words', () => {
    expect(keptQuery('thủy OR lũ')?.key).toBe('thuy OR lu');
    expect(keptQuery('thủy or lũ')?.key).toBe('thuy or lu');
    expect(keptQuery('hạn HOẶC lũ')?.key).toBe('han HOAC lu');
  });

  it.each([
    'ai.do@bao.example',
    'hỏi anh @ten_toi',
    '0912345678',
    '0912 345 678',
    '+84 (91) 234-5678',
    '091.234.5678 là ai',
    'cccd 012345678901',
    '١٢٣٤٥٦٧٨٩',
    'stk 1903-3456-7890-12',
    'hộ chiếu B1234567',
    'biển 29A-123.45',
    '30h 12345',
    'https://bao.example/?token=abc',
    `một hai ba ${'bốn '.repeat(30)}`,
    '',
    '   ',
  ])('is nothing where it may be a person’s own: %s', (q) => {
    expect(keptQuery(q)).toBeNull();
  });

  it.each([
    'covid-19',
    '05-CT/TW',
    'nghị quyết 19 năm 2022',
    'after:2021-12-01 before:2022-01-31',
    '30/4/1975',
    '2020-2025',
    '1.115 tỷ đồng',
    '"chi bộ bản"~3',
    'tác-giả:"Lò Thu Hiên"',
    'U23 Việt Nam',
    'quốc lộ 4G',
    'F0 F1',
  ])('is what newspapers write of: %s', (q) => {
    expect(keptQuery(q)?.text).toBe(q);
  });

  it('is never longer than a line, and has never nine digits in a row, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (typed) => {
        const kept = keptQuery(typed);
        if (kept === null) return;
        expect(kept.text.length).toBeLessThanOrEqual(80);
        expect(kept.text).not.toMatch(/\n|\p{Nd}{9}/u);
        expect(keptQuery(kept.text)).toEqual(kept);
      }),
    );
  });
});
