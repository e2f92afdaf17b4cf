import { httpInstrumentationMiddleware } from '@hono/otel';
import { trace } from '@opentelemetry/api';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { routeOf } from '../route-of.ts';

/**
 * A span for each request, named for its route, with its id; what the engine is asked for is below it. What a reader
 * typed is in none: an address goes without its parameters.
 */
export const tracing = (): readonly MiddlewareHandler<AppEnv>[] => [
  httpInstrumentationMiddleware({ spanNameFactory: (c) => `${c.req.method} ${routeOf(c)}` }),
  async (c, next) => {
    const { origin, pathname } = new URL(c.req.url);
    trace.getActiveSpan()?.setAttributes({
      'url.full': origin + pathname,
      'timbao.request_id': c.get('requestId'),
    });
    await next();
    // By the conventions, a request that could not be answered for its own sake is no error of the server.
    if (c.res.status < 500) c.error = undefined;
  },
];
