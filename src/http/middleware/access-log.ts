import type { MiddlewareHandler } from 'hono';
import type { Log } from '../../create-log.ts';
import type { AppEnv } from '../app-env.ts';

/** Asked for every few seconds by whatever watches the service: not worth a line each. */
const probes = new Set(['/health', '/ready', '/metrics']);

/**
 * One line a request, and its duration as `Server-Timing`. What readers search for is their own
 * business: the query string is written at `debug` only, their address never.
 */
export const accessLog =
  (log: Log): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const { status, headers } = c.res;
    headers.append('Server-Timing', `total;dur=${ms}`);
    const line = { requestId: c.get('requestId'), method: c.req.method, path: c.req.path, status, ms };
    if (log.isLevelEnabled('debug')) log.debug({ ...line, query: new URL(c.req.url).search }, 'request');
    else if (!probes.has(c.req.path)) log.info(line, 'request');
  };
