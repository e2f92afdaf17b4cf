import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { DocsPage } from '../docs/docs-page.tsx';
import { DOCS_STYLE } from '../docs/docs-style.ts';
import type { OpenApiDocument } from '../openapi-types.ts';
import { publicAddress, type AddressOptions } from '../public-address.ts';

/** Its own style and nothing else: no script, no image, no other host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(DOCS_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The reference page of the interface, made from its OpenAPI document. */
export const docsRoute = (document: () => OpenApiDocument, addresses: AddressOptions) =>
  new Hono<AppEnv>().get('/docs', (c) => {
    c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    c.header('Cache-Control', 'public, max-age=300');
    return c.html(<DocsPage document={document()} base={publicAddress(c, addresses)} />);
  });
