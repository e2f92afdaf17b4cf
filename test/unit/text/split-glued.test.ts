import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitGlued } from '../../../src/text/split-glued.ts';
import { isSyllableSkeleton } from '../../../src/text/syllable.ts';
import { syllable, text } from './syllable-arbitraries.ts';

describe('splitGlued', () => {
  it.each([
    ['sơnla', ['sơn', 'la']],
    ['SơnLa', ['Sơn', 'La']],
    ['đảngbộ', ['đảng', 'bộ']],
    ['tỉnhSơnLa', ['tỉnh', 'Sơn', 'La']],
    ['ủybannhândân', ['ủy', 'ban', 'nhân', 'dân']],
    ['vietnam', ['viet', 'nam']],
    ['hanoi', ['ha', 'noi']],
    ['sopcop', ['sop', 'cop']],
    ['đảngbộ'.normalize('NFD'), ['đảng', 'bộ']],
  ])('%s is %j', (token, expected) => {
    expect(splitGlued(token)[0]).toEqual(expected);
  });

  it.each(['hoa', 'toan', 'đảng', 'viet', 'facebook', 'U23', '05', 'tphcm', '', 'ab', 'x'.repeat(40)])(
    '%s is left alone',
    (token) => {
      expect(splitGlued(token)).toEqual([]);
    },
  );

  it('finds two glued syllables again, unless the two are one', () => {
    fc.assert(
      fc.property(syllable, syllable, (one, two) => {
        const glued = one + two;
        if (glued.length < 3 || isSyllableSkeleton(glued)) expect(splitGlued(glued)).toEqual([]);
        else expect(splitGlued(glued)).toContainEqual([one, two]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives few candidates, each of which spells the token', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.array(syllable, { maxLength: 6 }).map((parts) => parts.join('')),
        ),
        (token) => {
          const candidates = splitGlued(token);
          expect(candidates.length).toBeLessThanOrEqual(8);
          for (const parts of candidates) {
            expect(parts.join('')).toBe(token.normalize('NFC'));
            expect(parts.length).toBeGreaterThanOrEqual(2);
            for (const part of parts) expect(isSyllableSkeleton(part)).toBe(true);
          }
        },
      ),
    );
  });
});
