/** What a request waits for before its work begins. */
export interface Share {
  /**
   * @param isSpare of a request that gives way to others: it gets no more than three quarters of the places at once, and
   *   half of those in the queue
   * @returns how to leave again; `null` where there is no place, at once or after a short wait
   */
  enter(signal: AbortSignal, isSpare: boolean): Promise<(() => void) | null>;
  underWay(): number;
  waiting(): number;
}

export interface ShareOptions {
  /** How many may be under way at once; it may change. */
  readonly limit: () => number;
  /** How many may wait for a place, for each of those that are under way. */
  readonly queue: number;
  /** Milliseconds after which those that wait are turned away, where only a moment has more of them. */
  readonly patienceMs: number;
  /** The same where the queue has not been empty for a second: it will not be soon. The same unless given. */
  readonly crowdedPatienceMs?: number;
}

const SPARE_OF_PLACES = 0.75;
const SPARE_OF_QUEUE = 0.5;

/** As in CoDel, what tells a crowd from a burst is how long there has been a queue, not how long it is. */
const BURST_MS = 1_000;

/** So many at once, some more in a short queue, first come first served; the rest is turned away at once. */
export const createShare = ({
  limit,
  queue,
  patienceMs,
  crowdedPatienceMs = patienceMs,
}: ShareOptions): Share => {
  let underWay = 0;
  /** How each of those that wait takes a place, in the order in which they came. */
  const waiting = new Set<() => void>();
  /** Since when there has been a queue. */
  let queuedAt = 0;

  const occupy = (): (() => void) => {
    underWay++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      underWay--;
      const [next] = waiting;
      if (next !== undefined && underWay < limit()) next();
    };
  };
  const wait = (signal: AbortSignal): Promise<(() => void) | null> =>
    new Promise((resolve) => {
      const end = (place: (() => void) | null): void => {
        waiting.delete(take);
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        resolve(place);
      };
      const giveUp = (): void => end(null);
      const take = (): void => end(occupy());
      if (waiting.size === 0) queuedAt = performance.now();
      const isCrowd = performance.now() - queuedAt > BURST_MS;
      const timer = setTimeout(giveUp, isCrowd ? crowdedPatienceMs : patienceMs);
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.add(take);
    });

  return {
    enter: async (signal, isSpare) => {
      const most = limit();
      const [places, seats] = isSpare ? [most * SPARE_OF_PLACES, queue * SPARE_OF_QUEUE] : [most, queue];
      if (underWay < Math.max(1, Math.floor(places))) return occupy();
      return waiting.size < most * seats ? wait(signal) : null;
    },
    underWay: () => underWay,
    waiting: () => waiting.size,
  };
};
