import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_ASKED } from '../../../src/http/admission/admission.ts';
import { answerMany } from '../../../src/http/answer-many.ts';

/** Lets the others go on. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('answerMany', () => {
  it('answers each item once, in order, however many places there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 5 }),
        async (turns, places) => {
          let [free, underWay, most] = [places, 0, 0];
          const answer = async (index: number): Promise<number> => {
            most = Math.max(most, ++underWay);
            for (let i = 0; i < (turns[index] ?? 0); i++) await turn();
            underWay--;
            return index;
          };
          const admit = async (): Promise<() => void> => {
            await turn();
            if (free === 0) throw new Error('full');
            free--;
            return () => void free++;
          };
          const items = turns.map((_, index) => index);
          expect(await answerMany(items, answer, admit)).toEqual(items);
          // The place that the request has, and those that it found.
          expect(most).toBeLessThanOrEqual(Math.min(4, places + 1));
          expect(free).toBe(places);
        },
      ),
    );
  });

  it('leaves each further place with what became of its item, and one without an item with nothing', async () => {
    const left: unknown[] = [];
    const admit = (): Promise<(error?: unknown) => void> => Promise.resolve((error) => void left.push(error));
    const answer = async (item: string): Promise<string> => {
      await turn();
      return item;
    };
    const errorOf = (item: string): string | undefined => (item === 'lost' ? 'why' : undefined);
    await answerMany(['first', 'lost', 'found', 'lost'], answer, admit, errorOf);
    expect(left.filter((one) => one === 'why')).toHaveLength(2);
    expect(left.filter((one) => one === undefined)).toHaveLength(1);
    expect(left.filter((one) => one === NOTHING_ASKED)).toHaveLength(3);
  });
});
