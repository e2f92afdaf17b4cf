import { Hono } from 'hono';
import { html } from 'hono/html';
import type { AppEnv } from '../app-env.ts';

const links = [
  ['/v1/search?q=chuy%E1%BB%83n+%C4%91%E1%BB%95i+s%E1%BB%91', 'search: chuyển đổi số'],
  ['/v1/search?q=lanh+dao&mode=phrase', 'a phrase, typed without marks'],
  ['/v1/search?from=2022-01&to=2022-01', 'January 2022, newest first'],
  ['/ready', 'can it search now?'],
  ['/openapi.json', 'the whole interface, OpenAPI 3.1'],
] as const;

/** What there is, for whoever opens the address in a browser. */
export const landingRoute = () =>
  new Hono<AppEnv>().get('/', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>Tìm Báo</title>
          <h1>Tìm Báo</h1>
          <p>Full-text search for Vietnamese newspapers. Some addresses to open:</p>
          <ul>
            ${links.map(([href, label]) => html`<li><a href="${href}">${label}</a></li>`)}
          </ul>
        </html>`,
    ),
  );
