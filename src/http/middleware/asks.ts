import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import type { Services } from '../services.ts';

/** The kinds of work that a route may ask of the engine. */
export type Work = 'search' | 'page' | 'suggest' | 'read' | 'write' | 'upload' | 'export' | 'probe';

/** Stands before every route that needs the engine, and gives its handler the services. */
export type Asks = (work: Work) => MiddlewareHandler<AppEnv>;

/** @param services `null` while the service starts: so the port is taken, and `/health` answers, during a long start */
export const createAsks =
  (services: () => Services | null): Asks =>
  () =>
  async (c, next) => {
    const current = services();
    if (current === null) {
      throw new AppError('starting', 'The service is starting. Try again in a few seconds.');
    }
    c.set('services', current);
    await next();
  };
