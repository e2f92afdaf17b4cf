/** As queries come in, the same each time: those of a set are sorted by what they were made from. */
export const shuffled = <T>(all: readonly T[]): T[] => {
  let seed = 7;
  const keyed = all.map((one) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { one, key: seed };
  });
  return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
};
