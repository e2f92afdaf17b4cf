import { setTimeout as sleep } from 'node:timers/promises';

export interface RepeatLookOptions {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Aborted: no look is taken any more. */
  readonly signal?: AbortSignal;
  /** Told once when a look fails, and again after one succeeded in between. */
  readonly onFault: (error: unknown) => void;
}

/** Looks at something again and again, one look at a time. */
export interface RepeatedLook {
  /** Begins in the background, once. */
  readonly start: () => void;
  /** Takes a look now, or waits for the one under way. */
  readonly look: () => Promise<void>;
}

export const repeatLook = (
  look: () => Promise<void>,
  { everyMs, signal, onFault }: RepeatLookOptions,
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
    let isFaulty = false;
    while (!isOver()) {
      try {
        await lookOnce();
        isFaulty = false;
      } catch (error) {
        if (!isOver() && !isFaulty) onFault(error);
        isFaulty = true;
      }
      // Nothing is kept alive for this.
      await sleep(everyMs, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(
        () => {},
      );
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
