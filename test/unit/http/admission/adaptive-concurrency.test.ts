import { describe, expect, it } from 'vitest';
import { createAdaptiveConcurrency } from '../../../../src/http/admission/adaptive-concurrency.ts';

const BOUNDS = { least: 2, first: 16, most: 64 };

/**
 * A machine that does `cores` searches at once, each in `ms`: with more of them under way each takes longer. The limit is
 * always reached.
 */
const run = (windows: number, { cores, ms }: { cores: number; ms: number }, from = BOUNDS.first) => {
  const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: from });
  // A quiet moment: what one search costs.
  for (let i = 0; i < 48; i++) concurrency.onAnswered('search', ms * (0.5 + (i % 24) / 23), false);
  const limits: number[] = [];
  for (let i = 0; i < windows * 24; i++) {
    const mean = ms * Math.max(1, concurrency.current() / cores);
    concurrency.onAnswered('search', mean * (0.5 + (i % 24) / 23), true);
    limits.push(concurrency.current());
  }
  return { concurrency, limits };
};

describe('how many at once', () => {
  it.each([
    { cores: 2, ms: 20 },
    { cores: 4, ms: 5 },
    { cores: 8, ms: 50 },
  ])('keeps a machine of $cores cores busy, and no search waits for most of its time', ({ cores, ms }) => {
    for (const from of [2, 16, 64]) {
      const { limits } = run(600, { cores, ms }, from);
      const late = limits.slice(-2_000);
      expect(Math.min(...late), `from ${from}`).toBeGreaterThanOrEqual(cores);
      expect(Math.max(...late), `from ${from}`).toBeLessThanOrEqual(cores * 2 + 1);
    }
  });

  it('is not raised by what never reached it', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    for (let i = 0; i < 5_000; i++) concurrency.onAnswered('search', 10, false);
    expect(concurrency.current()).toBe(BOUNDS.first);
  });

  it('is not lowered by dear searches after cheap ones, as long as there is room for more', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    for (const ms of [2, 50]) for (let i = 0; i < 24 * 20; i++) concurrency.onAnswered('search', ms, false);
    expect(concurrency.current()).toBe(BOUNDS.first);
    // Once there is none, it is: they take longer than what is known of them.
    for (let i = 0; i < 24 * 5; i++) concurrency.onAnswered('search', 200, true);
    expect(concurrency.current()).toBeLessThan(BOUNDS.first);
  });

  it('learns anew what a search takes, also while it is always full', () => {
    const { concurrency } = run(200, { cores: 4, ms: 5 });
    for (let i = 0; i < 24 * 400; i++)
      concurrency.onAnswered('search', 60 * Math.max(1, concurrency.current() / 4), true);
    // As many as there are cores.
    expect(concurrency.current()).toBeGreaterThanOrEqual(4);
  });

  it('holds times against those of their own kind', () => {
    const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: 8 });
    for (let i = 0; i < 24 * 50; i++) {
      concurrency.onAnswered('read', 2, true);
      concurrency.onAnswered('search', 40, true);
    }
    expect(concurrency.current()).toBe(BOUNDS.most);
  });

  it('falls with trouble, once for all that failed together, and never to nothing', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    for (let i = 0; i < 16; i++) concurrency.onTrouble();
    expect(concurrency.current()).toBe(12);
    for (let round = 0; round < 50; round++) {
      for (let i = 0; i < 24; i++) concurrency.onAnswered('search', 10, true);
      concurrency.onTrouble();
    }
    expect(concurrency.current()).toBeGreaterThanOrEqual(BOUNDS.least);
  });
});
