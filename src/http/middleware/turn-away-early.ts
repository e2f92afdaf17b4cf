import type { MiddlewareHandler } from 'hono';
import type { Admission } from '../admission/admission.ts';
import type { AppEnv } from '../app-env.ts';
import { refusal } from '../on-error.ts';

/**
 * Turns searches away for which there is no place, before anything is done for them: their parameters are not read, and
 * they do not count against a client's rate, which only holds back those that find a place.
 */
export const turnAwayEarly =
  (admission: Admission): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const code = admission.turnsAwaySearch();
    return code === null ? next() : refusal(c, code);
  };
