import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { realSite, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let site: RealSite;

describe.skipIf(noBrowser() !== null)('the desk in a browser', () => {
  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  test('pins an article without a script, from finding it to the reader’s page', async () => {
    const { page, context, complaints } = await site.visit('/desk', {
      javaScriptEnabled: false,
      locale: 'en-GB',
    });
    await page.locator('#pin-queries').fill('mưa lũ');
    await page.locator('#pin-find').fill('hoi bau cu');
    await page.getByRole('button', { name: 'Find' }).click();
    const first = page.getByRole('button', { name: /^Put first/ }).first();
    const title = ((await first.textContent()) ?? '').replace('Put first', '').trim();
    await first.click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await page.goto(`${new URL(page.url()).origin}/?q=mua+lu`);
    expect((await page.locator('.hit h2').first().textContent())?.trim()).toBe(title);
    expect(await page.locator('.hit .pinned').first().textContent()).toBe('Editors’ choice');
    await page.goto(`${new URL(page.url()).origin}/desk/pins`);
    await page.getByRole('link', { name: 'Remove mưa lũ' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByText('Nothing is pinned yet.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([320, 768, 1440])('fits a screen %i pixels wide', async (width) => {
    for (const path of ['/desk/pins', '/desk/synonyms', '/desk/alerts', '/desk/searches']) {
      const { page, context } = await site.visit(path, { viewport: { width, height: 700 } });
      if (path === '/desk/pins') {
        await page.locator('#pin-find').fill('thuy dien');
        await page.keyboard.press('Enter');
        await page.locator('button[value^="first:"]').first().click();
        await page.locator('input[name=first]').first().waitFor({ state: 'attached' });
      }
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, path).toBeLessThanOrEqual(width);
      await context.close();
    }
  });
});
