import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFoldedFilter, foldedHash, NO_HASH } from '../../../src/text/folded-hash.ts';
import { tokenForms } from '../../../src/text/syllable.ts';
import { scanTokens, tokenize } from '../../../src/text/tokenize.ts';
import { text as anyText } from './syllable-arbitraries.ts';

const hashes = (text: string): number[] => {
  const found: number[] = [];
  scanTokens(text, (_start, _end, hash) => found.push(hash));
  return found;
};

/** Every token lets itself pass, and whatever else in the text has its term or begins so. */
const expectNothingLeftOut = (text: string): void => {
  const tokens: { start: number; hash: number; folded: string }[] = [];
  scanTokens(text, (start, end, hash) =>
    tokens.push({ start, hash, folded: tokenForms(text.slice(start, end)).folded }),
  );
  for (const wanted of new Set(tokens.map(({ folded }) => folded))) {
    const whole = createFoldedFilter(new Set([wanted]));
    const begun = createFoldedFilter(new Set(), new Set([wanted]));
    const leftOut = tokens.filter(
      ({ start, hash, folded }) =>
        (folded === wanted && !whole.passes(text, start, hash)) ||
        (folded.startsWith(wanted) && !begun.passes(text, start, hash)),
    );
    expect(leftOut, `${wanted} in ${text}`).toEqual([]);
  }
};

describe('foldedHash', () => {
  it('is the same for every way of writing a folded term', () => {
    const same = (...ways: readonly string[]) => new Set(ways.map((way) => foldedHash(way))).size;
    expect(same('thủy', 'thuỷ', 'THUỶ', 'thuy', 'thủy'.normalize('NFD'), 'thui')).toBe(1);
    expect(same('đảng', 'Đặng', 'dang', 'ÐẢNG')).toBe(1);
    expect(same('1.115', '1115')).toBe(1);
    expect(same('đảng', 'bộ')).toBe(2);
    expect(same('anh', 'nha')).toBe(2);
  });

  it('is not told where characters do not fold one by one', () => {
    for (const token of ['æ', 'ß', 'Москва', 'Ελλάς', '東京', 'ﬁ', '𝐀'])
      expect(foldedHash(token)).toBe(NO_HASH);
  });

  it('is what a scan of the text tells', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenize(text);
        expect(hashes(text)).toHaveLength(tokens.length);
        hashes(text).forEach((hash, i) => {
          const own = foldedHash(tokens[i]?.text ?? '');
          expect([own, NO_HASH]).toContain(hash);
        });
      }),
    );
  });
});

describe('createFoldedFilter', () => {
  it('leaves out most of what is not looked for', () => {
    const { passes, isEmpty } = createFoldedFilter(new Set(['dang', 'bo']));
    expect(isEmpty).toBe(false);
    const text = 'Đảng bộ huyện Mường Ảng khóa XX, nhiệm kỳ năm năm';
    const passing: string[] = [];
    scanTokens(text, (start, end, hash) => {
      if (passes(text, start, hash)) passing.push(text.slice(start, end));
    });
    expect(passing).toEqual(['Đảng', 'bộ']);
  });

  it('is empty where nothing is looked for', () => {
    expect(createFoldedFilter(new Set()).isEmpty).toBe(true);
    expect(createFoldedFilter(new Set(), new Set(['a'])).isEmpty).toBe(false);
  });

  it('leaves no token out that has the term, whatever the text', () => {
    fc.assert(fc.property(anyText, expectNothingLeftOut));
  });

  it('leaves no letter of any script out', () => {
    for (let from = 0x20; from < 0x3000; from += 16) {
      const letters = Array.from({ length: 16 }, (_, i) => String.fromCharCode(from + i));
      expectNothingLeftOut(letters.map((letter) => `${letter} k${letter}i${letter.toUpperCase()}`).join(' '));
    }
  });
});
