import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';

/** Refuses a request whose `Host` is none, such as `localhost:99999`: pages, feeds and keys go by it. */
export const readableAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!URL.canParse(c.req.url)) {
    throw new AppError(
      'invalid_parameters',
      'The Host header of the request cannot be read. Send the name and the port of this service.',
    );
  }
  await next();
};
