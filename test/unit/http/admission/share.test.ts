import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShare } from '../../../../src/http/admission/share.ts';

const nobody = new AbortController().signal;

describe('a share', () => {
  it('lets in as many as it has places, some more after those have left, and nobody else', async () => {
    const share = createShare({ limit: () => 2, queue: { seats: 2, patienceMs: 1_000 } });
    const [first, second] = [await share.enter(nobody, false), await share.enter(nobody, false)];
    const third = share.enter(nobody, false);
    const fourth = share.enter(nobody, false);
    expect(await share.enter(nobody, false)).toBeNull();
    expect([share.underWay(), share.waiting()]).toEqual([2, 2]);
    first?.();
    expect(await third).not.toBeNull();
    expect([share.underWay(), share.waiting()]).toEqual([2, 1]);
    // Whoever leaves twice leaves once.
    first?.();
    expect(share.underWay()).toBe(2);
    second?.();
    expect(await fourth).not.toBeNull();
  });

  it('lets in all for whom there is a place once there are more', async () => {
    let places = 1;
    const share = createShare({ limit: () => places, queue: { seats: 4, patienceMs: 1_000 } });
    const first = await share.enter(nobody, false);
    const others = Array.from({ length: 4 }, () => share.enter(nobody, false));
    places = 3;
    first?.();
    expect(await Promise.all(others.slice(0, 3))).not.toContain(null);
    expect([share.underWay(), share.waiting()]).toEqual([3, 1]);
  });

  it('turns away whoever has waited long enough, and forgets whoever has left', async () => {
    const share = createShare({ limit: () => 1, queue: { seats: 2, patienceMs: 20 } });
    await share.enter(nobody, false);
    const start = performance.now();
    expect(await share.enter(nobody, false)).toBeNull();
    expect(performance.now() - start).toBeGreaterThanOrEqual(15);
    const left = new AbortController();
    const waiting = share.enter(left.signal, false);
    left.abort();
    expect(await waiting).toBeNull();
    expect(share.waiting()).toBe(0);
  });

  it('has little patience while somebody is turned away every second', { timeout: 10_000 }, async () => {
    const share = createShare({
      limit: () => 1,
      queue: { seats: 4, patienceMs: 300 },
      crowdedQueue: { seats: 1, patienceMs: 20 },
    });
    await share.enter(nobody, false);
    const waits = async (): Promise<number> => {
      const start = performance.now();
      expect(await share.enter(nobody, false)).toBeNull();
      return performance.now() - start;
    };
    expect(share.turnsAway(false)).toBe(false);
    expect(await waits()).toBeGreaterThanOrEqual(280);
    expect(share.isCrowded()).toBe(true);
    const seated = waits();
    expect(share.turnsAway(false)).toBe(true);
    expect(await waits()).toBeLessThan(20);
    expect(await seated).toBeLessThan(250);
    await sleep(1_050);
    // Once nobody was turned away for a second, a burst is a burst again.
    expect(share.isCrowded()).toBe(false);
    expect(await waits()).toBeGreaterThanOrEqual(280);
  });

  it('keeps a quarter of its places from those who give way', async () => {
    const share = createShare({ limit: () => 8, queue: { seats: 0, patienceMs: 0 } });
    for (let i = 0; i < 6; i++) expect(await share.enter(nobody, true)).not.toBeNull();
    expect(await share.enter(nobody, true)).toBeNull();
    expect(await share.enter(nobody, false)).not.toBeNull();
    expect(await share.enter(nobody, false)).not.toBeNull();
    expect(await share.enter(nobody, false)).toBeNull();
  });

  it('never has more under way than it may, nor loses a place, whoever comes, goes and gives up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('enter', 'leave', 'give up'), { maxLength: 60 }),
        async (limit, steps) => {
          const share = createShare({
            limit: () => limit,
            queue: { seats: limit * 2, patienceMs: 5_000 },
          });
          const inside: (() => void)[] = [];
          const waiting: AbortController[] = [];
          for (const step of steps) {
            if (step === 'leave') inside.shift()?.();
            if (step === 'give up') waiting.shift()?.abort();
            if (step === 'enter') {
              const left = new AbortController();
              waiting.push(left);
              void (async () => {
                const leave = await share.enter(left.signal, false);
                if (leave !== null) inside.push(leave);
              })();
            }
            await Promise.resolve();
            expect(share.underWay()).toBeLessThanOrEqual(limit);
            expect(share.waiting()).toBeLessThanOrEqual(limit * 2);
          }
          for (const left of waiting) left.abort();
          await sleep(0);
          while (inside.length > 0) inside.shift()?.();
          expect([share.underWay(), share.waiting()]).toEqual([0, 0]);
        },
      ),
    );
  });
});
