import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../domain/app-error.ts';

export interface RetryOptions {
  /** Milliseconds for which it is tried again while the engine is out of reach or overloaded: 60,000. */
  readonly retryForMs?: number;
  readonly signal?: AbortSignal;
  /** Told before every further try, with the milliseconds until then. */
  readonly onRetry?: (error: AppError, delayMs: number) => void;
}

/** The tries of one request. */
export interface Retries {
  /** Waits before the next try; `false` when the time is up. */
  readonly wait: (because: AppError) => Promise<boolean>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** A promotion holds writes for a second or so, after which all is well: that is waited for in any case. */
const HELD_FOR_MS = 15_000;

/**
 * Pauses drawn from a span that doubles (full jitter): many writers that were turned away together do not come back
 * together.
 */
export const startRetries = ({ retryForMs = 60_000, signal, onRetry }: RetryOptions): Retries => {
  const start = performance.now();
  let attempt = 0;
  return {
    wait: async (because) => {
      const forMs = because.code === 'writes_held' ? Math.max(retryForMs, HELD_FOR_MS) : retryForMs;
      const left = start + forMs - performance.now();
      if (left <= 0) return false;
      const span = Math.min(FIRST_PAUSE_MS * 2 ** attempt++, LONGEST_PAUSE_MS);
      const delayMs = Math.min(Math.round(span * Math.random()), left);
      onRetry?.(because, delayMs);
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
      return true;
    },
  };
};
