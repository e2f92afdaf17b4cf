import { expect, it } from 'vitest';
import { createRetryBudget } from '../../../src/engine/retry-budget.ts';

it('lets a tenth of all calls be tried again, and a few at once after quiet times', () => {
  const budget = createRetryBudget();
  const tries = (calls: number): number => {
    let taken = 0;
    for (let i = 0; i < calls; i++) {
      budget.onCall();
      if (budget.takes()) taken++;
    }
    return taken;
  };
  const atOnce = tries(30);
  expect(atOnce).toBeGreaterThanOrEqual(20);
  expect(atOnce).toBeLessThanOrEqual(23);
  const share = tries(10_000) / 10_000;
  expect(share).toBeGreaterThan(0.09);
  expect(share).toBeLessThan(0.11);
});
