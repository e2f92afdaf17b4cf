/**
 * The value that a share of the numbers lies below: 0.5 is the median, 1 the greatest.
 *
 * @returns one of the numbers; 0 where there are none
 */
export const quantile = (numbers: readonly number[], share: number): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** Milliseconds that the service says an answer took; NaN where it says nothing. */
export const servedIn = ({ headers }: Response): number =>
  Number(/total;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1]);
