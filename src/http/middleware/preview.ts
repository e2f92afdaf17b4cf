import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { assertScope } from './api-keys.ts';

const wantsPreview = (c: Context<AppEnv>): boolean =>
  (c.req.queries('preview') ?? []).some((value) => value.trim() === 'true');

/**
 * Stands before every route that takes `preview`: lets through whoever does not ask for what is hidden, and whoever may
 * see it. What is answered to them is for nobody else, and not kept.
 */
export const previewing: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!wantsPreview(c)) return next();
  assertScope(c, 'preview');
  await next();
  c.res.headers.set('Cache-Control', 'no-store');
};
