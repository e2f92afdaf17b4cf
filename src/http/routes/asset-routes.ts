import { Hono } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import type { WebAssets } from '../web-assets.ts';

/** What the search page loads. A name stands for one content, so that it is never asked for again. */
export const assetRoutes = (assets: () => WebAssets) =>
  new Hono<AppEnv>().get('/assets/:name', (c) => {
    const asset = assets().files.get(c.req.param('name'));
    if (asset === undefined) throw new AppError('not_found', `There is nothing at ${c.req.path}.`);
    return c.body(asset.bytes, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
