/** How many requests may be under way at once, found out as they go. */
export interface AdaptiveConcurrency {
  /** A whole number. */
  current(): number;
  /**
   * @param kind of what else takes about as long by itself: times are held against those of the same kind
   * @param ms how long a request took that was answered, @param wasFull whether there was room for no other meanwhile
   */
  onAnswered(kind: string, ms: number, wasFull: boolean): void;
  /** The engine had too much to do, or no answer in time. */
  onTrouble(): void;
}

export interface ConcurrencyBounds {
  readonly least: number;
  readonly first: number;
  readonly most: number;
}

/** Requests of a kind differ by their queries: what is compared is the mean of so many. */
const WINDOW = 24;
/** A mean of so many times the best one is the price of using the machine well, and no reason for more at once … */
const BUSY = 1.4;
/** … and of so many times, more at once add to waiting and to nothing else. */
const CROWDED = 1.8;
/** By how much a better mean weighs in what counts as the best: one lucky window is not it. */
const LEARN = 0.3;
/** By how much a window without a crowd does: the best of a smaller index, or of a quieter hour, is forgotten. */
const FORGET = 0.05;
const DECREASE = 0.8;

/** The last answers of a kind. */
interface Times {
  best: number | null;
  sum: number;
  count: number;
  wasFull: boolean;
}

/**
 * Additive increase, multiplicative decrease, by the mean time of the last answers beside the best there was: where that
 * time goes makes no difference, be it the engine, its disk, or this process's own event loop. By hand: bulkheads of
 * libraries hold a fixed number, and the right one depends on the machine, the archive and the hour.
 */
export const createAdaptiveConcurrency = ({ least, first, most }: ConcurrencyBounds): AdaptiveConcurrency => {
  let limit = Math.min(first, most);
  let isTold = false;
  const kinds = new Map<string, Times>();

  const timesOf = (kind: string): Times => {
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const made = { best: null, sum: 0, count: 0, wasFull: false };
    kinds.set(kind, made);
    return made;
  };
  const decrease = (): void => {
    limit = Math.max(least, Math.floor(limit * DECREASE));
  };
  const endWindow = (times: Times): void => {
    const mean = times.sum / times.count;
    // In a crowd nothing is learnt of the time that a search takes by itself, but where there is none to speak of.
    const isQuiet = !times.wasFull || limit === least;
    const best = (times.best ??= mean);
    times.best += (mean - best) * (mean < best ? LEARN : isQuiet ? FORGET : 0);
    // Where there was room for more, it is not too many of them that take long.
    if (times.wasFull) {
      if (mean > best * CROWDED) decrease();
      else if (!isTold && mean <= best * BUSY) limit = Math.min(most, limit + 1);
    }
    times.sum = 0;
    times.count = 0;
    times.wasFull = false;
    isTold = false;
  };
  return {
    current: () => limit,
    onAnswered: (kind, ms, wasFull) => {
      const times = timesOf(kind);
      times.sum += ms;
      times.count++;
      times.wasFull ||= wasFull;
      if (times.count >= WINDOW) endWindow(times);
    },
    onTrouble: () => {
      // Those that were under way together fail together: that is one sign, not many.
      if (isTold) return;
      isTold = true;
      decrease();
    },
  };
};
