import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPairCounts } from '../../../src/language/pair-counts.ts';

describe('createPairCounts', () => {
  it('counts a pair in its order', () => {
    const counts = createPairCounts();
    counts.add(3, 7);
    counts.add(3, 7, 4);
    counts.add(7, 3);
    expect([counts.get(3, 7), counts.get(7, 3), counts.get(3, 3), counts.size]).toEqual([5, 1, 0, 2]);
  });

  it('counts the number 0 as any other', () => {
    const counts = createPairCounts();
    expect(counts.get(0, 0)).toBe(0);
    counts.add(0, 0);
    expect([counts.get(0, 0), counts.size]).toEqual([1, 1]);
  });

  it('agrees with a map, however far it grows', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 ** 26 }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number, fc.integer({ min: -4, max: 9 })), { maxLength: 5_000 }),
        (adds) => {
          const counts = createPairCounts(1);
          const expected = new Map<string, number>();
          for (const [first, second, times] of adds) {
            counts.add(first, second, times);
            const key = `${first} ${second}`;
            const before = expected.get(key);
            // What is taken from a pair that was never met makes none.
            if (before === undefined && times <= 0) continue;
            expected.set(key, Math.max(0, (before ?? 0) + times));
          }
          const visited = new Map<string, number>();
          counts.forEach((first, second, count) => visited.set(`${first} ${second}`, count));
          expect(visited).toEqual(expected);
          expect(counts.size).toBe(expected.size);
          for (const [first, second] of adds) {
            expect(counts.get(first, second)).toBe(expected.get(`${first} ${second}`) ?? 0);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps a hundred thousand pairs apart', () => {
    const counts = createPairCounts();
    for (let first = 0; first < 400; first++) {
      for (let second = 0; second < 250; second++) counts.add(first, second, first + 1);
    }
    expect([counts.size, counts.get(399, 249), counts.get(0, 249), counts.get(399, 250)]).toEqual([
      100_000, 400, 1, 0,
    ]);
  });
});
