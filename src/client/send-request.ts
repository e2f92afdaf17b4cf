import { errorOf, TimbaoError } from './timbao-error.ts';

/** How a call is bounded. */
export interface CallOptions {
  /** Aborted: the call ends at once, with the signal's reason as its error. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for an answer to begin, each try by itself; that of the client otherwise. */
  readonly timeoutMs?: number | undefined;
  /** How often it is sent again; that of the client otherwise. */
  readonly retries?: number | undefined;
}

/** How requests are sent. */
export interface SendOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
  readonly retries: number;
}

const wait = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });

/** One try: an answer that is a success, or an error. */
const sendOnce = async (
  { fetch, timeoutMs: usual }: SendOptions,
  url: string,
  init: RequestInit,
  { signal, timeoutMs = usual }: CallOptions,
): Promise<Response> => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  // What ends the answer while it is read, too; a timeout ends only the wait for it.
  const ended = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, timeoutMs);
  try {
    const response = await fetch(url, { ...init, signal: ended });
    if (response.ok) return response;
    throw await errorOf(response);
  } catch (error) {
    signal?.throwIfAborted();
    if (isLate) {
      throw new TimbaoError('timeout', `There was no answer within ${timeoutMs} ms.`, { cause: error });
    }
    if (error instanceof TimbaoError) throw error;
    throw new TimbaoError('network', 'The service could not be reached.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
};

/** The longest that is waited between two tries, whatever the service asks for. */
const LONGEST_WAIT = 30;

/** Seconds before another try; `null` where it would come to the same. */
const secondsBefore = (error: unknown, attempt: number): number | null => {
  if (!(error instanceof TimbaoError)) return null;
  if (error.retryAfter !== null) return error.retryAfter <= LONGEST_WAIT ? error.retryAfter : null;
  return error.code === 'network' ? 0.25 * 2 ** attempt : null;
};

/**
 * Sends a request that may be sent again: where the service could not be reached, or says after how many seconds it
 * can be asked again (429, 503), it is.
 *
 * @throws TimbaoError
 */
export const sendRequest = async (
  options: SendOptions,
  url: string,
  init: RequestInit,
  call: CallOptions,
): Promise<Response> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(options, url, init, call);
    } catch (error) {
      const seconds = attempt < (call.retries ?? options.retries) ? secondsBefore(error, attempt) : null;
      if (seconds === null) throw error;
      await wait(seconds * 1000, call.signal);
    }
  }
};
