import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startHttpServer } from '../../src/service/http-server.ts';
import { realApp } from '../http/real-app.ts';
import { launchChromium } from '../support/chromium.ts';

/** A page in a browser, and everything that it complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, refusals of the content security policy, dialogs: none of it is ever right. */
  readonly complaints: string[];
}

/** The service with the sample articles on a port of its own, and a Chromium to visit it with. */
export const realSite = async ({
  statsDays = 0,
  corsOrigins = [],
}: Partial<Parameters<typeof realApp>[0]> = {}) => {
  const real = await realApp({ samples: true, statsDays, corsOrigins });
  const server = await startHttpServer(real.app.fetch, { port: 0, host: '127.0.0.1' });
  const browser: Browser = await launchChromium();
  const origin = `http://127.0.0.1:${server.port}`;

  /**
   * Opens an address of the site. Chromium gives the box its focus with the first frame, after the page has loaded: a
   * key pressed before would go nowhere.
   */
  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${origin}${path}`);
    await page.locator('[autofocus]:not(:focus)').waitFor({ state: 'detached' });
  };

  /** Opens an address of the site in a context of its own, in Vietnamese unless told otherwise. */
  const visit = async (path: string, options: BrowserContextOptions = {}): Promise<OpenPage> => {
    const context = await browser.newContext({
      locale: 'vi-VN',
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // That an answer was 400 or 404 is what such a page is there to say.
      const isStatus = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isStatus) complaints.push(message.text());
    });
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await open(page, path);
    return { page, context, complaints };
  };

  return {
    ...real,
    origin,
    browser,
    open,
    visit,
    close: async () => {
      await browser.close();
      await server.close(1_000);
      await real.close();
    },
  };
};

export type RealSite = Awaited<ReturnType<typeof realSite>>;

/** Puts an article and waits until searches find it. */
export const putArticle = async (site: RealSite, id: string, article: object): Promise<void> => {
  const response = await site.send(`/v1/articles/${id}?refresh=wait`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(article),
  });
  if (response.status >= 300) throw new Error(await response.text());
};

/**
 * Waits until the service has read so far that it has suggestions for a text. The service is asked, not the browser,
 * which keeps an answer for a minute.
 */
export const suggestionsFor = async (
  site: { readonly send: (path: string) => Response | Promise<Response> },
  text: string,
): Promise<void> => {
  for (;;) {
    const response = await site.send(`/v1/suggest?q=${encodeURIComponent(text)}`);
    const { suggestions } = (await response.json()) as { suggestions: unknown[] };
    if (suggestions.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
