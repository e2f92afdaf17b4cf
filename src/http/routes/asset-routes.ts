import { Hono } from 'hono';
import type { Context } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { caching } from '../middleware/caching.ts';
import type { WebAssets } from '../web-assets.ts';

/** What the search page and the sites that embed the search load. */
export const assetRoutes = (assets: () => WebAssets) =>
  new Hono<AppEnv>()
    // A name stands for one content, so that it is never asked for again.
    .get('/assets/:name', (c) =>
      sendAsset(c, assets(), c.req.param('name'), { 'Cache-Control': 'public, max-age=31536000, immutable' }),
    )
    // Asked for by whatever does not read the head of a page.
    .get('/favicon.ico', caching('public, max-age=86400'), (c) =>
      sendAsset(c, assets(), assets().names.favicon),
    )
    // An address that pages of other sites have in them: kept for minutes, and any site may load it.
    .get('/timbao-search.js', caching('public, max-age=300'), (c) =>
      sendAsset(c, assets(), assets().names.element, { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
    );

const sendAsset = (
  c: Context<AppEnv>,
  { files }: WebAssets,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): Response => {
  const asset = files.get(name);
  if (asset === undefined) throw new AppError('not_found', `There is nothing at ${c.req.path}.`);
  return c.body(asset.bytes, 200, { 'Content-Type': asset.type, ...headers });
};
