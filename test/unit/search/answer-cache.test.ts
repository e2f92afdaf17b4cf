import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../../src/search/answer-cache.ts';
import { settledHeapMb } from '../../support/settled-heap.ts';

interface Found {
  readonly text: string;
  readonly isWhole: boolean;
}

const setUp = (mostBytes = 10_000) => {
  const index = { epoch: 1, isKnown: true, isAway: false };
  const cache = createAnswerCache<Found>(
    {
      known: () => (index.isKnown ? index.epoch : null),
      current: () => (index.isAway ? Promise.reject(new Error('away')) : Promise.resolve(index.epoch)),
    },
    { mostBytes, isWhole: ({ isWhole }) => isWhole, sizeOf: ({ text }) => text.length },
  );
  let made = 0;
  const make = (more: Partial<Found> = {}) =>
    Promise.resolve({ text: `made ${++made}`, isWhole: true, ...more });
  return { index, cache, make };
};

const BASIS = [{}];

const deferred = () => {
  const settle: { resolve?: (found: Found) => void; reject?: (error: Error) => void } = {};
  const promise = new Promise<Found>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return {
    promise,
    resolve: (found: Found) => settle.resolve?.(found),
    reject: (error: Error) => settle.reject?.(error),
  };
};

/** Lets the others go on. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('createAnswerCache', () => {
  it('makes an answer anew exactly where the index or the basis has changed', async () => {
    const bases = [[{}], [{}]];
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      basis: fc.nat(1),
      isChanged: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { index, cache, make } = setUp();
        /** In which epoch the last answer to each key was made, on the basis of now. */
        const last = new Map<string, number>();
        let basisBefore = 0;
        for (const { key, basis, isChanged } of steps) {
          if (isChanged) index.epoch++;
          if (basis !== basisBefore) last.clear();
          basisBefore = basis;
          const [, origin] = await cache.answer(key, bases[basis] ?? [], make);
          expect(origin).toBe(last.get(key) === index.epoch ? 'kept' : 'made');
          last.set(key, index.epoch);
        }
      }),
    );
  });

  it('keeps no answer that was begun on a basis that has changed since', async () => {
    const { cache, make } = setUp();
    const slow = deferred();
    const first = cache.answer('slow', BASIS, () => slow.promise);
    await turn();
    const now = [{}];
    await cache.answer('other', now, make);
    slow.resolve({ text: 'late', isWhole: true });
    await first;
    expect((await cache.answer('slow', now, make))[1]).toBe('made');
    expect((await cache.answer('slow', now, make))[1]).toBe('kept');
    expect((await cache.answer('other', now, make))[1]).toBe('kept');
  });

  it('holds on to no basis but that of now', async () => {
    const { cache, make } = setUp();
    const before = settledHeapMb();
    // 8 MB each.
    for (let i = 0; i < 10; i++)
      await cache.answer(`q${i}`, [Array.from({ length: 1_000_000 }, (_, at) => at + 0.5)], make);
    expect(settledHeapMb() - before).toBeLessThan(40);
  });

  it('keeps no answer that lacks a part, none while the index is not known or does not answer', async () => {
    const { index, cache, make } = setUp();
    await cache.answer('partial', BASIS, () => make({ isWhole: false }));
    expect((await cache.answer('partial', BASIS, make))[1]).toBe('made');
    index.isKnown = false;
    await cache.answer('unknown', BASIS, make);
    index.isKnown = true;
    expect((await cache.answer('unknown', BASIS, make))[1]).toBe('made');
    expect((await cache.answer('unknown', BASIS, make))[1]).toBe('kept');
    index.isAway = true;
    expect((await cache.answer('unknown', BASIS, make))[1]).toBe('made');
  });

  it('makes one answer for all who ask at the same time', async () => {
    const { index, cache, make } = setUp();
    const asked = Array.from({ length: 8 }, () => cache.answer('q', BASIS, make));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(([{ text }]) => text))).toEqual(new Set(['made 1']));
    expect(answers.map(([, origin]) => origin).toSorted()).toEqual([
      'made',
      ...Array<string>(7).fill('shared'),
    ]);
    // Who asks after a write is not given what began before it.
    const slow = deferred();
    const first = cache.answer('slow', BASIS, () => slow.promise);
    await turn();
    index.epoch++;
    expect((await cache.answer('slow', BASIS, make))[1]).toBe('made');
    slow.resolve({ text: 'late', isWhole: true });
    expect((await first)[0].text).toBe('late');
  });

  it('tells a failure to whoever asked first; the others make their own', async () => {
    const { cache, make } = setUp();
    const broken = deferred();
    const first = cache.answer('q', BASIS, () => broken.promise);
    await turn();
    const second = cache.answer('q', BASIS, make);
    broken.reject(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect((await second)[1]).toBe('made');
  });

  it('lets go of what was asked for longest ago', async () => {
    const { cache, make } = setUp(40);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await cache.answer(key, BASIS, make);
    expect((await cache.answer('g', BASIS, make))[1]).toBe('kept');
    expect((await cache.answer('a', BASIS, make))[1]).toBe('made');
  });
});
