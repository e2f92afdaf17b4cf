import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from '../../../../src/ingest/sources/split-json.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** Brackets, quotes and backslashes in names and texts, which count for nothing there. */
const tricky = fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', 'ă') });
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    tricky,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(tricky, tie('value'), { maxKeys: 3 }),
  ),
}));

describe('isDeeperThan', () => {
  it('tells how deep lists and objects are nested, whatever their texts hold', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const depth = depthOf(value);
        expect(isDeeperThan(JSON.stringify(value), depth)).toBe(false);
        if (depth > 0) expect(isDeeperThan(JSON.stringify(value), depth - 1)).toBe(true);
      }),
    );
  });

  it('ends with a text that breaks off', () => {
    for (const text of ['["a', '["a\\"', '["\\', '[['.repeat(3)]) expect(isDeeperThan(text, 9)).toBe(false);
  });
});
