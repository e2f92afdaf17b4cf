import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { requireKey, type ApiKeyOptions } from './api-keys.ts';

const wantsPreview = (c: Context<AppEnv>): boolean =>
  (c.req.queries('preview') ?? []).some((value) => value.trim() === 'true');

/**
 * Stands before every route that takes `preview`: lets through whoever does not ask for what is hidden, and whoever may
 * see it. What is answered to them is for nobody else, and not kept.
 */
export const previewing = (keys: ApiKeyOptions): MiddlewareHandler<AppEnv> => {
  const maySeeHidden = requireKey(keys);
  return async (c, next) => {
    if (!wantsPreview(c)) return next();
    return maySeeHidden(c, async () => {
      await next();
      c.header('Cache-Control', 'no-store');
    });
  };
};
