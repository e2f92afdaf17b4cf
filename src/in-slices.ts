import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than this nobody else is kept waiting. */
const SLICE_MS = 4;

/**
 * For a loop that would keep everybody else waiting: what it gives is to be awaited after each step, and lets others have
 * their turn where the last is some milliseconds ago.
 */
export const pauseNowAndThen = (): (() => Promise<void>) => {
  let until = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < until) return;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  };
};

/**
 * Runs long reckoning in slices of a few milliseconds, between which requests are answered.
 *
 * @throws the signal's reason once it is aborted
 */
export const inSlices = async <T>(work: Generator<void, T>, signal?: AbortSignal): Promise<T> => {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() < until) continue;
    await nextTurn();
    signal?.throwIfAborted();
    until = performance.now() + SLICE_MS;
  }
};
