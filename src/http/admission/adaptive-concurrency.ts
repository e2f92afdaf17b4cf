/** How many requests may be under way at once, found out as they go. */
export interface AdaptiveConcurrency {
  /** A whole number. */
  current(): number;
  /**
   * @param kind of what else takes about as long by itself: times are held against those of the same kind
   * @param ms how long a request took that was answered
   * @param underWay how many were when it was, with itself
   * @param isAwaited whether others wait for its place
   */
  onAnswered(kind: string, ms: number, underWay: number, isAwaited: boolean): void;
  /** The engine had too much to do, or no answer in time. */
  onTrouble(): void;
}

export interface ConcurrencyOptions {
  readonly least: number;
  readonly first: number;
  readonly most: number;
  /** Milliseconds from whenever; `performance.now` unless given. */
  readonly now?: () => number;
}

/** Requests of a kind differ by their queries: what is compared is the mean of so many. */
const WINDOW = 24;
/** A mean of so many times the best one is the price of using the machine well, and no reason for more at once … */
const BUSY = 1.3;
/** … and of so many times, more at once add to waiting and to nothing else. */
const CROWDED = 1.6;
/** By how much a better mean weighs in what counts as the best: one lucky window is not it. */
const LEARN = 0.3;
/** By how much a window does in which next to none were under way: the best of a smaller index is forgotten. */
const FORGET = 0.05;
/** What trouble leaves of the limit, and a crowd at most: what would do, by how much longer it took, but half at least. */
const DECREASE = 0.8;
const MOST_DECREASE = 0.5;
/**
 * In a crowd, after so many windows of a kind for each that may be under way, some are done one by one, to learn what they
 * take by themselves: a fortieth of the time, however many may be …
 */
const WINDOWS_TO_TRIAL = 20;
/** … by the mean of so many … */
const TRIAL = 12;
/** … that take no more than so many times what they should: one that takes seconds must not keep all others out … */
const TRIAL_PATIENCE = 3;
/** … and of fewer than these nothing is learnt. */
const LEAST_OF_TRIAL = 6;

/** The last answers of a kind. */
interface Times {
  best: number | null;
  sum: number;
  count: number;
  mostUnderWay: number;
  wasFull: boolean;
  /** Windows since what it takes by itself was last seen. */
  fullWindows: number;
}

/** Requests that are done one by one. */
interface Trial {
  readonly kind: string;
  /** It is given up then, by `now`. */
  readonly until: number;
  /** Answers to come of those that were under way together before … */
  early: number;
  /** … and after these. */
  left: number;
  sum: number;
  count: number;
}

/**
 * Additive increase, multiplicative decrease, by the mean time of the last answers beside the best there was: where that
 * time goes makes no difference, be it the engine, its disk, or this process's own event loop. A crowd that lasts hides
 * what one takes by itself, and what is slow because of it would come to count as the best: so now and then a few are done
 * one by one, as BBR drains its queue to measure the round trip. By hand: bulkheads of libraries hold a fixed number, and
 * the right one depends on the machine, the archive and the hour.
 */
export const createAdaptiveConcurrency = ({
  least,
  first,
  most,
  now = () => performance.now(),
}: ConcurrencyOptions): AdaptiveConcurrency => {
  let limit = Math.min(first, most);
  let isTold = false;
  let trial: Trial | null = null;
  const kinds = new Map<string, Times>();

  const timesOf = (kind: string): Times => {
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const made = { best: null, sum: 0, count: 0, mostUnderWay: 0, wasFull: false, fullWindows: 0 };
    kinds.set(kind, made);
    return made;
  };
  const decrease = (by: number): void => {
    limit = Math.max(least, Math.floor(limit * by));
  };
  const endWindow = (kind: string, times: Times): void => {
    const mean = times.sum / times.count;
    const best = (times.best ??= mean);
    const wereFew = times.mostUnderWay <= least;
    times.best += (mean - best) * (mean < best ? LEARN : wereFew ? FORGET : 0);
    times.fullWindows = times.wasFull ? times.fullWindows + 1 : 0;
    // Where there was room for more, it is not too many of them that take long.
    if (times.wasFull) {
      if (mean > best * CROWDED)
        decrease(Math.max(MOST_DECREASE, Math.min(DECREASE, (best * CROWDED) / mean)));
      else if (!isTold && mean <= best * BUSY) limit = Math.min(most, limit + 1);
    }
    if (times.fullWindows >= WINDOWS_TO_TRIAL * limit) {
      const until = now() + (mean + TRIAL * times.best) * TRIAL_PATIENCE;
      trial = { kind, until, early: limit - 1, left: TRIAL, sum: 0, count: 0 };
    }
    times.sum = 0;
    times.count = 0;
    times.mostUnderWay = 0;
    times.wasFull = false;
    isTold = false;
  };
  const endTrial = ({ kind, sum, count }: Trial): void => {
    const times = timesOf(kind);
    if (count >= LEAST_OF_TRIAL && times.best !== null) times.best += (sum / count - times.best) * LEARN;
    times.fullWindows = 0;
    trial = null;
  };
  /** Others than those of its kind are waited for as well: it ends in any case. */
  const goOn = (under: Trial, kind: string, ms: number): void => {
    if (under.early > 0) {
      under.early--;
      return;
    }
    under.left--;
    if (kind === under.kind) {
      under.sum += ms;
      under.count++;
    }
    if (under.left === 0) endTrial(under);
  };
  return {
    current: () => {
      if (trial !== null && now() > trial.until) endTrial(trial);
      return trial === null ? limit : 1;
    },
    onAnswered: (kind, ms, underWay, isAwaited) => {
      if (trial !== null) return goOn(trial, kind, ms);
      const times = timesOf(kind);
      times.sum += ms;
      times.count++;
      times.mostUnderWay = Math.max(times.mostUnderWay, underWay);
      times.wasFull ||= isAwaited || underWay >= limit;
      if (times.count >= WINDOW) endWindow(kind, times);
    },
    onTrouble: () => {
      if (trial !== null) endTrial(trial);
      // Those that were under way together fail together: that is one sign, not many.
      if (isTold) return;
      isTold = true;
      decrease(DECREASE);
    },
  };
};
