import { toAbortError } from './to-app-error.ts';

/**
 * Waits for work that goes on without the caller, for others may wait for it, too: no longer than until the caller's signal.
 *
 * @throws what the work fails with; where the signal is aborted before, what `toAbortError` makes of it
 */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(toAbortError(signal as AbortSignal));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', giveUp));
  });
