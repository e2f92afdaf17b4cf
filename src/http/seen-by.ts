import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { keyIsFor } from './keys/api-key.ts';
import type { SeenArticles } from './services.ts';

/** Whether whoever asks may see what is hidden. */
export const previews = ({ var: { caller } }: Context<AppEnv>): boolean =>
  caller.kind === 'local' || (caller.kind === 'key' && keyIsFor(caller.key, 'preview'));

/** Those of some articles that whoever asks sees. */
export const seenBy =
  (c: Context<AppEnv>): SeenArticles =>
  async (ids) =>
    c.var.services.titlesOf(ids, { preview: previews(c) }, c.var.deadline.signal);
