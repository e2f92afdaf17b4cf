import { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { caching } from '../middleware/caching.ts';

/**
 * https://www.rfc-editor.org/rfc/rfc9309. Pages are not closed here: a crawler has to read one to be told by it whether it
 * may keep it, and whoever shares an address wants its preview.
 */
const ROBOTS = ['User-agent: *', 'Disallow: /v1/', 'Disallow: /advanced', 'Disallow: /metrics', ''].join(
  '\n',
);

/** Where crawlers may not go. */
export const robotsRoute = () =>
  new Hono<AppEnv>().get('/robots.txt', caching('public, max-age=3600'), (c) => c.text(ROBOTS));
