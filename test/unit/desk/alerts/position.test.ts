import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionInCopy } from '../../../../src/desk/alerts/position.ts';

const AT = '2026-03-01T01:00:00Z';
const numbers = fc.array(fc.integer({ min: -1, max: 50 }), { minLength: 1, maxLength: 4 });
const checkpoints = (had: readonly number[]) =>
  had.map((checkpoint, shard) => ({ index: 'a', shard, checkpoint }));

test('in a copy nothing counts as looked at that the copy has not, and all else does', () => {
  fc.assert(
    fc.property(numbers, numbers, (told, had) => {
      const stored = { at: AT, place: { index: 'a-v1', checkpoints: told }, passing: null };
      const { place } = positionInCopy(stored, { from: 'a-v1', to: 'a-v2', checkpoints: checkpoints(had) });
      expect(place.index).toBe('a-v2');
      for (const [shard, number] of place.checkpoints.entries()) {
        // A write of the copy’s own gets a number above what it had: it is looked at.
        expect(number).toBeLessThanOrEqual(had[shard] ?? -1);
        // What it had and was looked at is not told again.
        for (let n = 0; n <= Math.min(told[shard] ?? -1, had[shard] ?? -1); n++)
          expect(n).toBeLessThanOrEqual(number);
      }
    }),
  );
});

test('what is passed over ends where the copy does', () => {
  const stored = {
    at: AT,
    place: { index: 'a-v1', checkpoints: [7] },
    passing: { until: [20], place: { index: 'a-v0', checkpoints: [30] } },
  };
  expect(positionInCopy(stored, { from: 'a-v1', to: 'a-v2', checkpoints: checkpoints([12]) })).toEqual({
    at: AT,
    place: { index: 'a-v2', checkpoints: [7] },
    passing: { until: [12], place: { index: 'a-v0', checkpoints: [30] } },
  });
});

test('a place in another index stays', () => {
  const stored = { at: AT, place: { index: 'a-v0', checkpoints: [7] }, passing: null };
  expect(positionInCopy(stored, { from: 'a-v1', to: 'a-v2', checkpoints: checkpoints([3]) })).toEqual(stored);
});
