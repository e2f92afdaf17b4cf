import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exactForm } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { toNewStyle, toOldStyle } from '../../../src/text/tone-position.ts';
import { everySyllable, misplacedTones, text } from './syllable-arbitraries.ts';

describe('tone position', () => {
  it.each([
    ['hòa', 'hoà', 'hòa'],
    ['hoà', 'hoà', 'hòa'],
    ['khỏe', 'khoẻ', 'khỏe'],
    ['thuỷ', 'thuỷ', 'thủy'],
    ['HÒA BÌNH', 'HOÀ BÌNH', 'HÒA BÌNH'],
    ['Thúy', 'Thuý', 'Thúy'],
    ['vịêt', 'việt', 'việt'],
    ['tụynh', 'tuỵnh', 'tuỵnh'],
    ['gìa', 'già', 'già'],
    ['qúy', 'quý', 'quý'],
    ['qúi', 'quí', 'quí'],
    ['qủa', 'quả', 'quả'],
    ['tòan', 'toàn', 'toàn'],
    ['ngòai', 'ngoài', 'ngoài'],
    ['khủyu', 'khuỷu', 'khuỷu'],
    ['giừơng', 'giường', 'giường'],
    ['giéng', 'giéng', 'giéng'],
    ['giêńg', 'giếng', 'giếng'],
    ['gìn', 'gìn', 'gìn'],
    ['cuả', 'của', 'của'],
    ['muà', 'mùa', 'mùa'],
    ['nghiã', 'nghĩa', 'nghĩa'],
    ['kĩ', 'kĩ', 'kĩ'],
    ['boòng', 'boòng', 'boòng'],
    ['thưở', 'thưở', 'thưở'],
  ])('%s is %s in the new style, %s in the old', (typed, modern, old) => {
    expect(toNewStyle(typed)).toBe(modern.normalize('NFC'));
    expect(toOldStyle(typed)).toBe(old.normalize('NFC'));
    expect(toNewStyle(typed.normalize('NFD'))).toBe(modern.normalize('NFC'));
  });

  it('works in running text and leaves foreign words alone', () => {
    expect(toNewStyle('Ông José ở Hòa Bình, “gìa” 1.115, Café Guàrdia: khỏe.')).toBe(
      'Ông José ở Hoà Bình, “già” 1.115, Café Guàrdia: khoẻ.',
    );
  });

  it('brings every misplaced tone to the same place', () => {
    for (const each of everySyllable()) {
      for (const spelling of misplacedTones(each)) {
        expect(toNewStyle(spelling), spelling).toBe(toNewStyle(each));
        expect(toOldStyle(spelling), spelling).toBe(toOldStyle(each));
      }
    }
  });

  it('changes no term and no length, and nothing the second time', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(toNewStyle, toOldStyle), (source, restyle) => {
        const composed = source.normalize('NFC');
        const styled = restyle(source);
        expect(styled.length).toBe(composed.length);
        expect(restyle(styled)).toBe(styled);
        expect(styled.normalize('NFC')).toBe(styled);
        const terms = (of: string): string[] => tokenize(of).map((token) => exactForm(token.text));
        expect(terms(styled)).toEqual(terms(composed));
      }),
    );
  });

  it('keeps the case of every letter', () => {
    for (const each of everySyllable()) {
      expect(toOldStyle(toNewStyle(each).toUpperCase())).toBe(toOldStyle(each).toUpperCase());
    }
  });
});
