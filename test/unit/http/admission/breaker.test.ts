import { expect, it } from 'vitest';
import { createBreaker } from '../../../../src/http/admission/breaker.ts';

it('opens after failures in a row, lets one through each second, and closes with the first answer', () => {
  let now = 50_000;
  const breaker = createBreaker(() => now);
  for (let i = 0; i < 9; i++) breaker.onTrouble();
  expect(breaker.lets()).toBe(true);
  breaker.onAnswered();
  for (let i = 0; i < 9; i++) breaker.onTrouble();
  expect(breaker.isOpen()).toBe(false);
  breaker.onTrouble();
  expect(breaker.isOpen()).toBe(true);

  expect([breaker.lets(), breaker.lets()]).toEqual([false, false]);
  now += 1_000;
  // The first one hangs; the next one goes all the same.
  expect([breaker.lets(), breaker.lets()]).toEqual([true, false]);
  now += 1_000;
  expect([breaker.lets(), breaker.lets()]).toEqual([true, false]);
  breaker.onTrouble();
  expect([breaker.turnsAway(), breaker.lets()]).toEqual([true, false]);
  // What was let through has not asked the engine, and told nothing: the next one may.
  breaker.onNothingAsked();
  expect([breaker.turnsAway(), breaker.lets(), breaker.lets()]).toEqual([false, true, false]);
  breaker.onAnswered();
  expect([breaker.lets(), breaker.lets(), breaker.isOpen()]).toEqual([true, true, false]);
});
