import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeText } from '../../../src/text/analyze-text.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { toOldStyle } from '../../../src/text/tone-position.ts';
import { everySyllable } from './syllable-arbitraries.ts';

const withI = (text: string): string => text.normalize('NFD').replaceAll('y', 'i');
const first = (text: string) => analyzeText(text).tokens[0];

describe('analyzeText', () => {
  it('shows a syllable at every level, to be read and as the index has it', () => {
    expect(analyzeText('Đảng')).toEqual({
      text: 'Đảng',
      tokens: [
        {
          text: 'Đảng',
          start: 0,
          end: 4,
          exact: 'đảng',
          toneless: 'đang',
          folded: 'dang',
          syllable: true,
          tone: 'hỏi',
          markedLetters: ['đ'],
          terms: { exact: 'đang\u0309', toneless: 'đang', folded: 'dang' },
        },
      ],
    });
  });

  it.each([
    ['thuỷ', 'thủy'],
    ['hoà', 'hòa'],
    ['vịêt', 'việt'],
    ['KĨ', 'kỹ'],
    ['ＡＢＣ', 'abc'],
    ['Ðảng', 'đảng'],
    ['1.115', '1115'],
    ['Montréal', 'montréal'],
    ['street', 'street'],
  ])('reads %s as %s', (text, exact) => {
    expect(first(text)?.exact).toBe(exact);
  });

  it.each([
    ['đường', true],
    ['viet', false],
    ['H5N1', false],
    ['cat', false],
  ])('tells whether %s is a possible syllable: %s', (text, possible) => {
    expect(first(text)?.syllable).toBe(possible);
  });

  it('names the letters that carry marks', () => {
    expect(first('Được')?.markedLetters).toEqual(['đ', 'ư', 'ơ']);
    expect(first('an')?.markedLetters).toEqual([]);
  });

  it('counts in the composed text, whatever form it came in', () => {
    const { text, tokens } = analyzeText('Sốp Cộp, TP.HCM 😀'.normalize('NFD'));
    expect(text).toBe('Sốp Cộp, TP.HCM 😀');
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['Sốp', 'Cộp', 'TP', 'HCM']);
  });

  it('shows every syllable as it is written in the old style', () => {
    for (const syllable of everySyllable()) {
      const shown = first(syllable)?.exact ?? '';
      // i and y are one in an open syllable, and y is shown.
      const expected = toOldStyle(syllable);
      if (shown !== expected) expect(withI(shown)).toBe(withI(expected));
    }
  });

  it('shows what stands for the same term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const analyzed = analyzeText(text);
        for (const { start, end, text: slice, terms, exact } of analyzed.tokens) {
          expect(analyzed.text.slice(start, end)).toBe(slice);
          expect(exact).toBe(exact.normalize('NFC'));
          expect(exactForm(exact)).toBe(terms.exact);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
