import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { bucketOf, createFoldedFilter, foldedHash, NO_HASH } from '../../../src/text/folded-hash.ts';
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

interface Scanned {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
}

/** What a scan tells, by where it begins. */
const scanned = (text: string, buckets: Readonly<Uint8Array> | null, reach: number): Map<number, Scanned> => {
  const found = new Map<number, Scanned>();
  scanTokens(text, (start, end, hash) => found.set(start, { start, end, hash }), buckets, reach);
  return found;
};

/** A scan for each term of the text tells of every token with its hash or none, and of those in reach, as a scan of all does. */
const expectNothingPassedOver = (text: string, reach: number): void => {
  const all = [...scanned(text, null, 0).values()];
  for (const { hash: wanted } of all) {
    if (wanted === NO_HASH) continue;
    const buckets = new Uint8Array(1024);
    buckets[bucketOf(wanted)] = 1;
    const some = scanned(text, buckets, reach);
    let near = 0;
    for (const token of all) {
      const matters = token.hash === NO_HASH || buckets[bucketOf(token.hash)] === 1;
      near = matters ? reach + 1 : near;
      if (near-- > 0) expect(some.get(token.start), `${token.start} of ${text}`).toEqual(token);
      some.delete(token.start);
    }
    expect(some.size, `not among all: ${text}`).toBe(0);
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

  it('has a scan pass over nothing that matters, nor what stands behind it', () => {
    fc.assert(fc.property(anyText, fc.nat(3), expectNothingPassedOver));
    expectNothingPassedOver('Ngày 30.4, U23 đá 2-0; (+84) 912 345 678 gọi “Nguyễn” đi', 2);
  });

  it('has a scan pass over nothing that matters before any letter was met', async () => {
    vi.resetModules();
    const { scanTokens: fresh } = await import('../../../src/text/tokenize.ts');
    const { buckets } = createFoldedFilter(new Set(['nguyen', 'dien']));
    const text = 'Thủy điện của Nguyễn Văn Ất, NGUYỄN thị Ểnh; điện';
    const words: string[] = [];
    fresh(text, (start, end) => words.push(text.slice(start, end)), buckets);
    for (const word of ['điện', 'Nguyễn', 'NGUYỄN']) expect(words).toContain(word);
    expect(words.at(-1)).toBe('điện');
  });

  it('has a scan pass over nearly all else', () => {
    const text = 'Đảng bộ huyện Mường Ảng khóa XX, nhiệm kỳ năm năm. '.repeat(2);
    const { buckets } = createFoldedFilter(new Set(['bo']));
    // Twice: each letter is known from the first time on.
    scanned(text, null, 0);
    const words = (reach: number) =>
      [...scanned(text, buckets, reach).values()].map(({ start, end }) => text.slice(start, end));
    expect(words(0)).toEqual(['bộ', 'bộ']);
    expect(words(1)).toEqual(['bộ', 'huyện', 'bộ', 'huyện']);
  });

  it('leaves no letter of any script out', () => {
    for (let from = 0x20; from < 0x3000; from += 16) {
      const letters = Array.from({ length: 16 }, (_, i) => String.fromCharCode(from + i));
      expectNothingLeftOut(letters.map((letter) => `${letter} k${letter}i${letter.toUpperCase()}`).join(' '));
    }
  });
});
