import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { openService } from './open-service.ts';
import { startPortal } from './portal.ts';
import { putArticle, realSite, suggestionsFor, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let site: RealSite;
let portal: Awaited<ReturnType<typeof startPortal>>;
let service: Awaited<ReturnType<typeof startService>>;

const startService = () => openService(site, portal.origin);

/** Opens the portal with two elements on it. */
const open = async (
  from: string,
  attributes = '',
  options: Parameters<RealSite['browser']['newContext']>[0] = {},
) => {
  const context = await site.browser.newContext({ locale: 'vi-VN', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${portal.origin}/?${new URLSearchParams({ service: from, attributes }).toString()}`);
  return { page, context, complaints };
};

const search = async (page: Page, text: string, id = 'one'): Promise<void> => {
  const box = page.locator(`#${id} input`);
  await box.fill('');
  await box.pressSequentially(text);
  await box.press('Enter');
};

const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
  );
};

describe.skipIf(noBrowser() !== null)('<timbao-search> on a page of another origin', () => {
  beforeAll(async () => {
    site = await realSite();
    portal = await startPortal();
    service = await startService();
  });

  afterAll(async () => {
    await service?.close();
    await portal?.close();
    await site?.close();
  });

  test('its script is small, may be loaded from anywhere, and is asked about with its ETag', async () => {
    const response = await site.send('/timbao-search.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(gzipSync(await response.text()).length).toBeLessThan(10_000);
    const again = await site.send('/timbao-search.js', {
      headers: { 'If-None-Match': response.headers.get('ETag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('typing without marks gives marked results and more of them, and the page is told', async () => {
    const { page, context, complaints } = await open(service.origin, 'size="2"');
    await page.evaluate(`
      globalThis.told = [];
      for (const name of ['timbao-search', 'timbao-select']) {
        document.addEventListener(name, (event) => {
          if (name === 'timbao-select') event.preventDefault();
          told.push([name, event.target.id, event.detail.q ?? event.detail.url]);
        });
      }`);
    await search(page, 'thuy dien');
    const hits = page.locator('#one li[part=hit]');
    await hits.first().waitFor();
    expect(await hits.count()).toBe(2);
    const marks = await page.locator('#one mark').allInnerTexts();
    expect(marks.map((mark) => mark.toLowerCase())).toEqual(
      expect.arrayContaining([expect.stringMatching(/^th(ủy|uỷ)/u), expect.stringMatching(/điện$/u)]),
    );
    expect(await page.locator('#two li[part=hit]').count()).toBe(0);
    await page.locator('#one [part=more]').click();
    await hits.nth(2).waitFor();
    expect(await hits.count()).toBe(4);
    await hits.first().locator('a').click();
    const told = await page.evaluate<[string, string, string][]>('told');
    expect(told.map(([name, id]) => `${name} ${id}`)).toEqual([
      'timbao-search one',
      'timbao-search one',
      'timbao-select one',
    ]);
    expect(told.at(-1)?.[2]).toMatch(/^https?:/);
    expect(new URL(page.url()).origin).toBe(portal.origin);
    await search(page, 'thuy dien', 'two');
    await page.locator('#two li[part=hit]').first().waitFor();
    expect(await page.locator('#two [part=status]').innerText()).toMatch(/found$/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a suggestion is chosen by keyboard, in the element that was typed into', async () => {
    await suggestionsFor({ send: (path) => fetch(`${service.origin}${path}`) }, 'thuy');
    const { page, context, complaints } = await open(service.origin);
    const box = page.locator('#one input');
    await box.pressSequentially('thuy d');
    const options = page.locator('#one [role=option]');
    await options.first().waitFor();
    expect(await page.locator('#two [role=option]').count()).toBe(0);
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await box.press('ArrowDown');
    expect(await options.first().getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
    await box.press('Enter');
    await page.locator('#one li[part=hit]').first().waitFor();
    expect(await box.inputValue()).toMatch(/th[ủu][ỷy]/i);
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    await box.fill('');
    await box.pressSequentially('thuy');
    await options.first().waitFor();
    await box.press('Escape');
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    expect(await box.inputValue()).toBe('thuy');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a suggested title leads to its article, unless the page has other plans', async () => {
    const url = `${portal.origin}/bai/zebra`;
    const publishedAt = '2022-01-21';
    await putArticle(site, 'zebra-url', { title: 'Zebrawood mọc ở đâu', body: 'Ở xa.', url, publishedAt });
    await putArticle(site, 'zebra-none', { title: 'Zebrano để làm gì', body: 'Để đóng tủ.', publishedAt });
    const ask = { send: (path: string) => fetch(`${service.origin}${path}`) };
    await suggestionsFor(ask, 'zebrawood');
    await suggestionsFor(ask, 'zebrano');
    const { page, context, complaints } = await open(service.origin);
    await page.evaluate(`
      globalThis.told = [];
      document.addEventListener('timbao-select', (event) => {
        event.preventDefault();
        told.push(event.detail);
      })`);
    const box = page.locator('#one input');
    const options = page.locator('#one [role=option]');
    await box.pressSequentially('zebrawood');
    await options.first().waitFor();
    expect(await options.first().innerText()).toMatch(/(?:open article|đọc bài)$/);
    await box.press('ArrowDown');
    await box.press('Enter');
    expect(await page.evaluate('told')).toEqual([{ id: 'zebra-url', url, hit: null }]);
    expect(await box.inputValue()).toBe('zebrawood');
    await box.fill('');
    await box.pressSequentially('zebrano');
    await options.first().waitFor();
    await box.press('ArrowDown');
    await box.press('Enter');
    await page.locator('#one li[part=hit]').first().waitFor();
    expect(await box.inputValue()).toBe('Zebrano để làm gì');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what another was perhaps meant is one click away; nothing found is said plainly', async () => {
    const { page, context, complaints } = await open(service.origin, '', {
      colorScheme: 'dark',
      viewport: { width: 320, height: 640 },
    });
    await search(page, 'chuyen doi so');
    await page.locator('#one [part=suggestion]').click();
    await page.locator('#one li[part=hit]').first().waitFor();
    expect(await page.locator('#one input').inputValue()).toBe('chuyển đổi số');
    expect(await violations(page)).toEqual([]);
    await search(page, '"zzqx khong co"');
    await page.getByText('Không tìm thấy bài nào.').waitFor();
    expect(await page.locator('#one li[part=hit]').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what an article holds is text, whatever it looks like', async () => {
    await putArticle(site, 'khong-chay', {
      title: 'Chuyện kẻlạqua <img src=x onerror=alert(1)> <mark onclick=alert(2)>bản</mark>',
      body: 'Một đoạn kẻlạqua có &lt;script&gt;alert(3)&lt;/script&gt; và &lt;a href="javascript:alert(4)"&gt;nút&lt;/a&gt;.',
      publishedAt: '2022-01-21',
    });
    const { page, context, complaints } = await open(service.origin);
    await search(page, 'kelaqua');
    const hit = page.locator('#one li[part=hit]').first();
    await hit.waitFor();
    expect(await hit.innerText()).toContain('<script>alert(3)</script>');
    expect(await page.locator('#one').locator('img, script, [onclick], [href^="javascript"]').count()).toBe(
      0,
    );
    expect(await hit.locator('a').getAttribute('href')).toBe(
      `${service.origin}/articles/khong-chay?q=kelaqua`,
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a service that refuses the origin, and one that is away, are told of plainly', async () => {
    const refused = await open(site.origin);
    await search(refused.page, 'thuy dien');
    await refused.page.locator('#one').getByText('Không gọi được dịch vụ tìm kiếm.').waitFor();
    expect(refused.complaints.some((text) => text.includes('CORS'))).toBe(true);
    expect(await violations(refused.page)).toEqual([]);
    await refused.context.close();

    const short = await startService();
    const { page, context } = await open(short.origin);
    await search(page, 'thuy dien');
    await page.locator('#one li[part=hit]').first().waitFor();
    await short.close();
    await search(page, 'chi bộ');
    await page.locator('#one').getByText('Không gọi được dịch vụ tìm kiếm.').waitFor();
    expect(await page.locator('#one li[part=hit]').count()).toBe(0);
    expect(await page.locator('#one').getByRole('button', { name: 'Thử lại' }).isVisible()).toBe(true);
    await context.close();
  });

  test('the demo page has it at work under the service’s own policy', async () => {
    const { page, context, complaints } = await site.visit('/demo?lang=vi');
    const box = page.locator('timbao-search input');
    await box.pressSequentially('thuy dien');
    await box.press('Enter');
    await page.locator('timbao-search li[part=hit]').first().waitFor();
    expect(await page.locator('pre.embed').innerText()).toContain(`${site.origin}/timbao-search.js`);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
