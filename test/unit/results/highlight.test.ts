import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from '../../../src/results/highlight.ts';
import { markedPieces } from '../../../src/web/marked-text.ts';

/** Marks every word in capitals of a text. */
const shown = (text: string): string =>
  highlight(
    text,
    [...text.matchAll(/[A-Z]+/gu)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      key: word,
    })),
  );

describe('highlight', () => {
  it.each([
    ['xa THUY DIEN xa', 'xa <mark>THUY DIEN</mark> xa'],
    ['THUY\u00a0 DIEN NHO', '<mark>THUY\u00a0 DIEN NHO</mark>'],
    ['THUY, DIEN', '<mark>THUY</mark>, <mark>DIEN</mark>'],
    ['THUY. DIEN', '<mark>THUY</mark>. <mark>DIEN</mark>'],
    ['THUY va DIEN', '<mark>THUY</mark> va <mark>DIEN</mark>'],
    ['THUY\nDIEN', '<mark>THUY</mark>\n<mark>DIEN</mark>'],
    ['<b> A & B', '&lt;b&gt; <mark>A</mark> &amp; <mark>B</mark>'],
  ])('%j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('cuts a run of marks where the stretch ends, and opens none of what comes before', () => {
    const marks = [
      { start: 0, end: 2, key: '' },
      { start: 3, end: 5, key: '' },
      { start: 6, end: 8, key: '' },
    ];
    expect(highlight('ab cd ef', marks, 3, 7)).toBe('<mark>cd e</mark>');
    expect(highlight('ab cd ef', marks, 2, 5)).toBe(' <mark>cd</mark>');
  });

  it('loses no letter, and parts no two marks by spaces alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('A', 'b', ' ', ',', '\n', '<', '&') }), (text) => {
        const pieces = markedPieces(shown(text));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(shown(text)).not.toMatch(/<\/mark> *<mark>/u);
      }),
    );
  });
});
