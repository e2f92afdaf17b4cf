import type { MiddlewareHandler } from 'hono';
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import type { AppEnv } from '../app-env.ts';
import { routeOf } from '../route-of.ts';

/** From a suggestion to a search that is about to be given up. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Requests by method, route and status with their duration, and the process's own figures. */
export const createRequestMetrics = (registry: Registry): MiddlewareHandler<AppEnv> => {
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'timbao_http_request_duration_seconds',
    help: 'Time from a request to the head of its answer, by method, route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  return async (c, next) => {
    const end = duration.startTimer();
    await next();
    end({ method: c.req.method, route: routeOf(c), status: String(c.res.status) });
  };
};
