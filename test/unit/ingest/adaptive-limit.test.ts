import { describe, expect, it } from 'vitest';
import { createAdaptiveLimit, type AdaptiveLimit } from '../../../src/ingest/adaptive-limit.ts';

const finish = (limit: AdaptiveLimit, batches: number, msPerByte: number): number[] =>
  Array.from({ length: batches }, () => {
    limit.onDone(msPerByte);
    return limit.current();
  });

describe('the number of batches at once', () => {
  it('begins with one and grows by one a round, up to the most', () => {
    expect(finish(createAdaptiveLimit(4), 12, 1)).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
  });

  it('is halved by trouble, never below one, and grows again', () => {
    const limit = createAdaptiveLimit(8);
    finish(limit, 28, 1);
    expect(limit.current()).toBe(8);
    limit.onTrouble();
    expect(limit.current()).toBe(4);
    for (let n = 0; n < 5; n++) limit.onTrouble();
    expect(limit.current()).toBe(1);
    expect(finish(limit, 3, 1)).toEqual([2, 2, 3]);
  });

  it('stays where further batches only wait for the others', () => {
    // Two cores: from the third batch on, each takes the longer the more there are.
    const limit = createAdaptiveLimit(16);
    for (let n = 0; n < 250; n++) limit.onDone(Math.max(1, limit.current() / 2));
    expect(limit.current()).toBeGreaterThanOrEqual(2);
    expect(limit.current()).toBeLessThanOrEqual(8);
  });

  it('is halved when the engine becomes slow all at once', () => {
    const limit = createAdaptiveLimit(8);
    finish(limit, 28, 1);
    finish(limit, 8, 30);
    expect(limit.current()).toBe(4);
  });

  it('gets used to an engine that has become slower', () => {
    const limit = createAdaptiveLimit(4);
    finish(limit, 10, 1);
    finish(limit, 4_000, 10);
    expect(limit.current()).toBe(4);
  });
});
