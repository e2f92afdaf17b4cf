import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

/**
 * Aborts when the client closes the connection. The server's own signal gives a bare text as its reason,
 * and that, thrown, would pass by every error handler.
 */
export const clientSignal = (c: Context<AppEnv>): AbortSignal => {
  const left = new AbortController();
  const leave = (): void => left.abort(new DOMException('The client has left.', 'AbortError'));
  const { signal } = c.req.raw;
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return left.signal;
};
