import { setTimeout as sleep } from 'node:timers/promises';

export interface RepeatLookOptions {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Aborted: no look is taken any more. */
  readonly signal?: AbortSignal;
  /** Told once when a look fails, and again after one succeeded in between. */
  readonly onFault: (error: unknown) => void;
  /** Told after every look whether it succeeded. */
  readonly onLooked?: (isDone: boolean) => void;
}

/** Looks at something again and again, one look at a time. */
export interface RepeatedLook {
  /** Begins in the background, once. */
  readonly start: () => void;
  /** Takes a look now, or waits for the one under way. */
  readonly look: () => Promise<void>;
}

/** Longer than this no engine that has come back is left alone. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Between two looks lies the same pause, after failures twice as long each time; jittered, so that many services that
 * lost their engine together do not come back to it together.
 */
const pauseMs = (everyMs: number, failures: number): number =>
  Math.min(everyMs * 2 ** failures, Math.max(everyMs, LONGEST_PAUSE_MS)) * (1 - 0.2 * Math.random());

export const repeatLook = (
  look: () => Promise<void>,
  { everyMs, signal, onFault, onLooked = () => {} }: RepeatLookOptions,
): RepeatedLook => {
  let looking: Promise<void> | null = null;
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };

  const isOver = (): boolean => signal?.aborted === true;
  const follow = async (): Promise<void> => {
    let failures = 0;
    while (!isOver()) {
      try {
        await lookOnce();
        failures = 0;
      } catch (error) {
        if (!isOver() && failures === 0) onFault(error);
        failures++;
      }
      if (!isOver()) onLooked(failures === 0);
      // Nothing is kept alive for this.
      await sleep(pauseMs(everyMs, failures), undefined, {
        ref: false,
        ...(signal === undefined ? {} : { signal }),
      }).catch(() => {});
    }
  };

  let isFollowing = false;
  return {
    start: () => {
      if (isFollowing) return;
      isFollowing = true;
      void follow();
    },
    look: lookOnce,
  };
};
