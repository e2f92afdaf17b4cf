/** What a request waits for before its work begins. */
export interface Share {
  /**
   * @param isSpare of a request that gives way to others: it gets no more than three quarters of the places at once, and
   *   half of those in the queue
   * @returns how to leave again; `null` where there is no place, at once or after a short wait
   */
  enter(signal: AbortSignal, isSpare: boolean): Promise<(() => void) | null>;
  /** Takes a place though there may be none left. @returns how to leave again */
  squeezeIn(): () => void;
  /** Turns somebody away at once, without more ado, where that is what `enter` would come to. */
  turnsAway(isSpare: boolean): boolean;
  /** Whether somebody was turned away a moment ago. */
  isCrowded(): boolean;
  underWay(): number;
  waiting(): number;
}

export interface Queue {
  /** How many may wait for a place. */
  readonly seats: number;
  /** Milliseconds after which those that wait are turned away. */
  readonly patienceMs: number;
}

export interface ShareOptions {
  /** How many may be under way at once; it may change. */
  readonly limit: () => number;
  /** A moment's burst is waited out here. */
  readonly queue: Queue;
  /**
   * The queue of a crowd, which lasts as long as somebody is turned away every second: just enough that no place stays
   * empty. The same as that of a burst unless given.
   */
  readonly crowdedQueue?: Queue;
}

const SPARE_OF_PLACES = 0.75;
const SPARE_OF_QUEUE = 0.5;

/** As in CoDel, what tells a crowd from a burst is how long it lasts, not how many they are. */
const CROWD_MS = 1_000;

/** So many at once, some more in a short queue, first come first served; the rest is turned away at once. */
export const createShare = ({ limit, queue, crowdedQueue }: ShareOptions): Share => {
  let underWay = 0;
  /** How each of those that wait takes a place, in the order in which they came. */
  const waiting = new Set<() => void>();
  let turnedAwayAt = -Infinity;

  const isCrowded = (): boolean => performance.now() - turnedAwayAt < CROWD_MS;
  const queueNow = (): Queue => (crowdedQueue !== undefined && isCrowded() ? crowdedQueue : queue);
  const hasPlace = (isSpare: boolean): boolean =>
    underWay < Math.max(1, Math.floor(isSpare ? limit() * SPARE_OF_PLACES : limit()));
  const hasSeat = (isSpare: boolean, { seats }: Queue): boolean =>
    waiting.size < (isSpare ? seats * SPARE_OF_QUEUE : seats);

  const occupy = (): (() => void) => {
    underWay++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      underWay--;
      // More than one where the limit has risen.
      for (const next of waiting) {
        if (underWay >= limit()) break;
        next();
      }
    };
  };
  const turnAway = (): null => {
    turnedAwayAt = performance.now();
    return null;
  };
  const wait = (signal: AbortSignal, patienceMs: number): Promise<(() => void) | null> =>
    new Promise((resolve) => {
      const end = (place: (() => void) | null): void => {
        waiting.delete(take);
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        resolve(place);
      };
      const leave = (): void => end(null);
      const take = (): void => end(occupy());
      const timer = setTimeout(() => end(turnAway()), patienceMs);
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(take);
    });

  return {
    enter: async (signal, isSpare) => {
      if (hasPlace(isSpare)) return occupy();
      const now = queueNow();
      return hasSeat(isSpare, now) ? wait(signal, now.patienceMs) : turnAway();
    },
    squeezeIn: occupy,
    turnsAway: (isSpare) => {
      if (hasPlace(isSpare) || hasSeat(isSpare, queueNow())) return false;
      turnAway();
      return true;
    },
    isCrowded,
    underWay: () => underWay,
    waiting: () => waiting.size,
  };
};
