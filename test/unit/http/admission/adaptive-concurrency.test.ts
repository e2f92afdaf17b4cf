import { describe, expect, it } from 'vitest';
import {
  createAdaptiveConcurrency,
  type AdaptiveConcurrency,
} from '../../../../src/http/admission/adaptive-concurrency.ts';

const BOUNDS = { least: 2, first: 16, most: 64 };

/** Answers that are counted together. */
const WINDOW = 24;

interface Machine {
  readonly cores: number;
  /** What one takes by itself. */
  readonly ms: number;
}

/** So many answers of a moment in which one after the other is asked for. */
const oneByOne = (concurrency: AdaptiveConcurrency, answers: number, ms: number): void => {
  for (let i = 0; i < answers; i++) concurrency.onAnswered('search', ms, 1, false);
};

/** An answer while all places are taken, and others wait. */
const fullAnswer = (concurrency: AdaptiveConcurrency, ms: number, kind = 'search'): void =>
  concurrency.onAnswered(kind, ms, concurrency.current(), true);

/** So many of them. */
const full = (concurrency: AdaptiveConcurrency, answers: number, ms: number): void => {
  for (let i = 0; i < answers; i++) fullAnswer(concurrency, ms);
};

/** How long one takes on it, with as many as may be under way. */
const msOn = (concurrency: AdaptiveConcurrency, { cores, ms }: Machine): number =>
  ms * Math.max(1, concurrency.current() / cores);

/** All places are taken until some are to be done one by one. */
const untilOneByOne = (concurrency: AdaptiveConcurrency, machine: Machine): void => {
  for (let i = 0; i < WINDOW * 200 && concurrency.current() > 1; i++)
    fullAnswer(concurrency, msOn(concurrency, machine));
  expect(concurrency.current()).toBe(1);
};

/**
 * A machine that does `cores` searches at once, each in `ms`: with more of them under way each takes longer. The limit is
 * always reached.
 */
const run = (windows: number, machine: Machine, from = BOUNDS.first) => {
  const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: from });
  // A quiet moment: what one search costs.
  const spread = (i: number): number => 0.5 + (i % WINDOW) / (WINDOW - 1);
  for (let i = 0; i < 2 * WINDOW; i++) oneByOne(concurrency, 1, machine.ms * spread(i));
  const limits: number[] = [];
  for (let i = 0; i < windows * WINDOW; i++) {
    fullAnswer(concurrency, msOn(concurrency, machine) * spread(i));
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
      const { limits } = run(3_000, { cores, ms }, from);
      const late = limits.slice(-20_000);
      const many = late.filter((limit) => limit > 1);
      expect(Math.min(...many), `from ${from}`).toBeGreaterThanOrEqual(cores);
      // Not only at first: what a crowd makes of them is never taken for what they take by themselves.
      expect(Math.max(...many), `from ${from}`).toBeLessThanOrEqual(cores * 1.8);
      // Now and then one by one, to see that.
      expect(late.length - many.length).toBeGreaterThan(0);
      expect(late.length - many.length).toBeLessThan(late.length * 0.03);
    }
  });

  it('does few one by one, also where many are done at once', () => {
    const { limits } = run(20_000, { cores: 40, ms: 20 }, 64);
    const late = limits.slice(-200_000);
    const trials = late.filter((limit, i) => limit === 1 && late[i - 1] !== 1).length;
    // In the time of one search: those that are left are waited for, then it is one by one.
    const alone = trials * (1 + 12);
    const together = late.filter((limit) => limit > 1).reduce((sum, limit) => sum + 1 / limit, 0);
    expect(trials).toBeGreaterThan(0);
    expect(alone / (alone + together)).toBeLessThan(0.04);
  });

  it('halves at most by one window, and sooner than by fifths where it takes far too long', () => {
    const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: 64 });
    oneByOne(concurrency, WINDOW, 10);
    full(concurrency, WINDOW, 1_000);
    expect(concurrency.current()).toBe(32);
    full(concurrency, WINDOW, 27);
    expect(concurrency.current()).toBe(18);
    full(concurrency, WINDOW, 19);
    expect(concurrency.current()).toBe(14);
  });

  it('is not raised by what never reached it', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    oneByOne(concurrency, 5_000, 10);
    expect(concurrency.current()).toBe(BOUNDS.first);
  });

  it('is not lowered by dear searches after cheap ones, as long as there is room for more', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    for (const ms of [2, 50]) oneByOne(concurrency, WINDOW * 20, ms);
    expect(concurrency.current()).toBe(BOUNDS.first);
    // Once there is none, it is: they take longer than what is known of them.
    full(concurrency, WINDOW * 5, 200);
    expect(concurrency.current()).toBeLessThan(BOUNDS.first);
  });

  it('does not take for the time of one what many take, though there was room for more', () => {
    const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: 64 });
    oneByOne(concurrency, WINDOW, 10);
    for (let i = 0; i < WINDOW * 200; i++) concurrency.onAnswered('search', 100, 20, false);
    expect(concurrency.current()).toBe(64);
    full(concurrency, WINDOW * 5, 100);
    expect(concurrency.current()).toBe(2);
  });

  it('learns anew what a search takes, also while it is always full', () => {
    const { concurrency } = run(200, { cores: 4, ms: 5 });
    for (let i = 0; i < WINDOW * 400; i++) fullAnswer(concurrency, msOn(concurrency, { cores: 4, ms: 60 }));
    // As many as there are cores.
    expect(concurrency.current()).toBeGreaterThanOrEqual(4);
  });

  it('holds times against those of their own kind', () => {
    const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: 8 });
    for (let i = 0; i < WINDOW * 50; i++) {
      fullAnswer(concurrency, 2, 'read');
      fullAnswer(concurrency, 40);
    }
    expect(concurrency.current()).toBe(BOUNDS.most);
  });

  it('goes on where those that were to be done one by one do not come', () => {
    const { concurrency } = run(40, { cores: 2, ms: 20 });
    untilOneByOne(concurrency, { cores: 2, ms: 20 });
    for (let i = 0; i < 100; i++) fullAnswer(concurrency, 2, 'read');
    expect(concurrency.current()).toBeGreaterThan(1);
  });

  it('gives up doing them one by one where one takes far too long, or none comes', () => {
    let time = 0;
    const concurrency = createAdaptiveConcurrency({ ...BOUNDS, first: 3, now: () => time });
    oneByOne(concurrency, WINDOW, 20);
    // 30 ms each where 3 are under way.
    untilOneByOne(concurrency, { cores: 2, ms: 20 });
    time += 500;
    expect(concurrency.current()).toBe(1);
    time += 500;
    expect(concurrency.current()).toBeGreaterThan(1);
    // And goes on as it did: nothing was learnt.
    full(concurrency, WINDOW * 10, 40);
    expect(concurrency.current()).toBe(BOUNDS.least);
  });

  it('gives up doing them one by one where there is trouble, for as long as ever', () => {
    const { concurrency } = run(40, { cores: 2, ms: 20 });
    untilOneByOne(concurrency, { cores: 2, ms: 20 });
    concurrency.onTrouble();
    for (let i = 0; i < WINDOW * 10; i++) {
      fullAnswer(concurrency, msOn(concurrency, { cores: 2, ms: 20 }));
      expect(concurrency.current()).toBeGreaterThan(1);
    }
  });

  it('falls with trouble, once for all that failed together, and never to nothing', () => {
    const concurrency = createAdaptiveConcurrency(BOUNDS);
    for (let i = 0; i < 16; i++) concurrency.onTrouble();
    expect(concurrency.current()).toBe(12);
    for (let round = 0; round < 50; round++) {
      full(concurrency, WINDOW, 10);
      concurrency.onTrouble();
    }
    expect(concurrency.current()).toBeGreaterThanOrEqual(BOUNDS.least);
  });
});
