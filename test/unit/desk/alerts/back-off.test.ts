import { expect, test } from 'vitest';
import { MOST_TRIES, pauseAfter } from '../../../../src/desk/alerts/back-off.ts';

test('pauses grow over two days, and then it is over', () => {
  const pauses = Array.from({ length: MOST_TRIES }, (_, i) => pauseAfter(i + 1, null, () => 0.5));
  expect(pauses.at(-1)).toBeNull();
  const times = pauses.slice(0, -1).map(Number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const hours = times.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(40);
  expect(hours).toBeLessThan(72);
});

test('two that failed together are not tried again together', () => {
  const pauses = new Set(Array.from({ length: 20 }, () => pauseAfter(3, null)));
  expect(pauses.size).toBeGreaterThan(15);
  for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(240_000);
});

test('who asks for more time gets it, up to a day', () => {
  expect(pauseAfter(1, 600_000)).toBe(600_000);
  expect(pauseAfter(1, 1e12)).toBe(86_400_000);
});
