import { expect, it } from 'vitest';
import { checkQuery } from './check-query.ts';
import { randomQuery, seededRandom } from './random-query.ts';

// `npm run fuzz` does the same with a million texts and a new seed each time.
it('holds its properties for 10,000 random texts', () => {
  const random = seededRandom(20_220_121);
  expect(() => {
    for (let run = 0; run < 10_000; run++) checkQuery(randomQuery(random));
  }).not.toThrow();
});
