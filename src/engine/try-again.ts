import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../domain/app-error.ts';
import { isTransient } from './to-app-error.ts';

export interface TryAgainOptions {
  /** Milliseconds for which it is tried again: 600,000. */
  readonly retryForMs?: number;
  readonly signal?: AbortSignal;
  /** Told before every further try, with the milliseconds until then. */
  readonly onRetry?: (error: AppError, delayMs: number) => void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Does something with the engine, again and again with growing pauses while that is out of reach or too busy: a restart
 * of the engine ends no work that takes hours. What it does has to bear being done twice.
 *
 * @throws AppError what the last try failed with, once the time is up or at once where waiting is of no use
 */
export const tryAgain = async <T>(
  run: () => Promise<T>,
  { retryForMs = 600_000, signal, onRetry }: TryAgainOptions = {},
): Promise<T> => {
  const end = Date.now() + retryForMs;
  for (let attempt = 0; ; attempt++) {
    try {
      signal?.throwIfAborted();
      return await run();
    } catch (error) {
      if (!isTransient(error) || Date.now() >= end || signal?.aborted === true) throw error;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      const delayMs = Math.round(pause * (0.5 + Math.random() / 2));
      onRetry?.(error, delayMs);
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
    }
  }
};
