import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { searchesIndices, type CounterDocument } from '../../src/desk/stats/searches-index.ts';
import { noBrowser } from '../support/chromium.ts';
import { realSite, type RealSite } from './real-site.ts';

const reason = noBrowser();
if (reason !== null) console.warn(`Browser tests are left out. ${reason}`);

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** A browser that says of itself what a reader's does: one without a window is taken for a robot. */
const READER: BrowserContextOptions = {
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
};

let portal: Server;
let portalOrigin: string;
let site: RealSite;

const clicked = async (): Promise<CounterDocument[]> => {
  await site.writeCounted();
  const { hits } = await site.engine.search<CounterDocument>(searchesIndices(site.alias), {
    size: 100,
    query: { exists: { field: 'article' } },
  });
  return hits.map(({ source }) => source as CounterDocument);
};

/** What a page tells the service of clicks, as it is sent. */
const toldBy = (page: Page): string[] => {
  const told: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/clicks')) told.push(request.postData() ?? '');
  });
  return told;
};

describe.skipIf(reason !== null)('what is opened, in Chromium', () => {
  beforeAll(async () => {
    portal = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><html lang="vi"><head><title>Báo</title><link rel="icon" href="data:,"></head><body><timbao-search></timbao-search><script src="${site.origin}/timbao-search.js" defer></script></body></html>`,
      );
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    portalOrigin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    site = await realSite({ statsDays: 90, corsOrigins: [portalOrigin] });
  });

  afterAll(async () => {
    portal.close();
    portal.closeAllConnections();
    await site?.close();
  });

  test('is told by the search page: query, article and place', async () => {
    const { page, context, complaints } = await site.visit('/?q=huyen&size=2', READER);
    const told = toldBy(page);
    await page.locator('ol.hits h2 a').nth(1).click();
    await page.waitForURL('**/articles/**');
    const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    expect(told.map((body) => JSON.parse(body) as unknown)).toEqual([{ q: 'huyen', id, rank: 2 }]);
    await page.goto(`${site.origin}/?q=huyen&size=2&page=2`);
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.locator('ol.hits h2 a').first().click({ button: 'middle' }),
    ]);
    await tab.waitForLoadState();
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(JSON.parse(told[1] ?? '')).toMatchObject({ q: 'huyen', rank: 3 });
    expect(complaints).toEqual([]);
    await vi.waitFor(async () => expect(await clicked()).toHaveLength(2), 20_000);
    expect((await clicked()).map(({ query, ranks }) => `${query} ${ranks}`).toSorted()).toEqual([
      'huyen 2',
      'huyen 3',
    ]);
    await context.close();
  });

  test('is not told where the browser asks not to be followed', async () => {
    for (const wish of ['globalPrivacyControl', 'doNotTrack']) {
      const { page, context } = await site.visit('/', READER);
      await context.addInitScript(
        `Object.defineProperty(navigator, '${wish}', { value: ${wish === 'doNotTrack' ? "'1'" : 'true'} })`,
      );
      const told = toldBy(page);
      await page.goto(`${site.origin}/?q=huyen`);
      await page.locator('ol.hits h2 a').first().click();
      await page.waitForURL('**/articles/**');
      expect(told, wish).toEqual([]);
      await context.close();
    }
  });

  test('is told by <timbao-search> from another origin, unless that turns it off', async () => {
    const { page, context, complaints } = await site.visit('/robots.txt', READER);
    const told = toldBy(page);
    await page.goto(portalOrigin);
    // It stays on the page, so that what it tells can be seen.
    await page.evaluate("document.body.addEventListener('click', (event) => event.preventDefault())");
    const choose = async (): Promise<void> => {
      await page.evaluate("document.querySelector('timbao-search').search('xã')");
      await page.locator('timbao-search a.title').first().click();
    };
    await choose();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ q: 'xã', rank: 1 });
    await vi.waitFor(
      async () => expect((await clicked()).filter(({ query }) => query === 'xã')).toHaveLength(1),
      20_000,
    );
    await page.locator('timbao-search').evaluate((element) => element.setAttribute('clicks', 'off'));
    await choose();
    await page.waitForTimeout(500);
    expect(told).toHaveLength(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
