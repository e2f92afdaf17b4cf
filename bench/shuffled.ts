import { seeded } from './seeded.ts';

/** As queries come in, the same each time: those of a set are sorted by what they were made from. */
export const shuffled = <T>(all: readonly T[]): T[] => {
  const random = seeded(7);
  const keyed = all.map((one) => ({ one, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
};
