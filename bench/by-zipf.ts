/**
 * As often as readers ask: the nth of the queries an nth as often as the first.
 *
 * @param random numbers from 0 to 1
 */
export const byZipf = (queries: readonly string[], count: number, random: () => number): string[] => {
  const sums: number[] = [];
  for (let n = 1; n <= queries.length; n++) sums.push((sums.at(-1) ?? 0) + 1 / n);
  const whole = sums.at(-1) ?? 1;
  return Array.from({ length: count }, () => {
    const drawn = random() * whole;
    return queries[sums.findIndex((sum) => drawn <= sum)] ?? '';
  });
};
