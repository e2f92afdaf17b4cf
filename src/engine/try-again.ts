import { isTransient } from '../domain/app-error.ts';
import { startRetries, type RetryOptions } from './retries.ts';

/** Hours of work are worth a wait of minutes. */
const RETRY_FOR_MS = 600_000;

/**
 * Does something with the engine, again and again with growing pauses while that is out of reach or too busy: a restart
 * of the engine ends no work that takes hours. What it does has to bear being done twice.
 *
 * @throws AppError what the last try failed with, once the time is up or at once where waiting is of no use
 */
export const tryAgain = async <T>(
  run: () => Promise<T>,
  { retryForMs = RETRY_FOR_MS, ...options }: RetryOptions = {},
): Promise<T> => {
  const { signal } = options;
  const retries = startRetries({ ...options, retryForMs });
  for (;;) {
    try {
      signal?.throwIfAborted();
      return await run();
    } catch (error) {
      if (!isTransient(error) || signal?.aborted === true || !(await retries.wait(error))) throw error;
    }
  }
};
