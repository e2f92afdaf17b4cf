/** How many requests may be under way at once, found out as they go. */
export interface AdaptiveConcurrency {
  /** A whole number. */
  current(): number;
  /** @param ms how long a request took that was answered, @param wasFull whether there was room for no other meanwhile */
  onAnswered(ms: number, wasFull: boolean): void;
  /** The engine had too much to do, or no answer in time. */
  onTrouble(): void;
}

export interface ConcurrencyBounds {
  readonly least: number;
  readonly first: number;
  readonly most: number;
}

/** Requests differ by their queries: what is compared is the mean of so many. */
const WINDOW = 24;
/** A mean of so many times the best one is the price of using the machine well, and no reason for more at once … */
const BUSY = 4;
/** … and of so many times, waiting is most of it. */
const CROWDED = 6;
/** By how much a window without a crowd weighs in what counts as the best: that of a smaller index is forgotten. */
const FORGET = 0.05;
const DECREASE = 0.8;

/**
 * Additive increase, multiplicative decrease, by the mean time of the last answers beside the best there was. By hand:
 * bulkheads of libraries hold a fixed number, and the right one depends on the machine, the archive and the hour.
 */
export const createAdaptiveConcurrency = ({ least, first, most }: ConcurrencyBounds): AdaptiveConcurrency => {
  let limit = Math.min(first, most);
  let best: number | null = null;
  let sum = 0;
  let count = 0;
  let wasFullInWindow = false;
  let isTold = false;

  const decrease = (): void => {
    limit = Math.max(least, Math.floor(limit * DECREASE));
  };
  const endWindow = (): void => {
    const mean = sum / count;
    // In a crowd nothing is learnt of the time that a search takes by itself, but where there is none to speak of.
    const isQuiet = !wasFullInWindow || limit === least;
    if (best === null || mean < best) best = mean;
    else if (isQuiet) best += (mean - best) * FORGET;
    if (mean > best * CROWDED) decrease();
    else if (wasFullInWindow && !isTold && mean <= best * BUSY) limit = Math.min(most, limit + 1);
    sum = 0;
    count = 0;
    wasFullInWindow = false;
    isTold = false;
  };
  return {
    current: () => limit,
    onAnswered: (ms, wasFull) => {
      sum += ms;
      count++;
      wasFullInWindow ||= wasFull;
      if (count >= WINDOW) endWindow();
    },
    onTrouble: () => {
      // Those that were under way together fail together: that is one sign, not many.
      if (isTold) return;
      isTold = true;
      decrease();
    },
  };
};
