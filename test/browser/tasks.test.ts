import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { realSite, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** What a task may take beside the typing. */
const MOST = 3;

/** Somebody at a page, whose taps and keys are counted; the letters that they type are not. */
const readerOf = (page: Page) => {
  let actions = 0;
  return {
    type: (text: string) => page.keyboard.type(text),
    /** Presses a key that leads to another page. */
    press: async (key: string): Promise<void> => {
      actions++;
      await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    },
    /** Taps a link that leads to another page. */
    follow: async (target: Locator): Promise<void> => {
      actions++;
      await Promise.all([page.waitForNavigation(), target.click()]);
    },
    tap: async (target: Locator): Promise<void> => {
      actions++;
      await target.click();
    },
    actions: () => actions,
  };
};

let site: RealSite;

describe.skipIf(noBrowser() !== null)('with three taps or keys beside the typing', () => {
  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  test('an article on a subject in a month is found on a phone', async () => {
    const { page, complaints } = await site.visit('/', {
      viewport: { width: 375, height: 667 },
      hasTouch: true,
      isMobile: true,
    });
    const reader = readerOf(page);
    await reader.type('thuy dien thang 8/2019');
    await reader.press('Enter');
    await reader.follow(page.getByRole('link', { name: 'thuy dien, đăng trong tháng 8/2019' }));
    const dates = await page
      .locator('.hit time')
      .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')?.slice(0, 7)));
    expect(new Set(dates)).toEqual(new Set(['2019-08']));
    await reader.follow(page.locator('.hit h2 a').first());
    expect(await page.locator('h1').innerText()).toContain('xả lũ');
    expect(await page.locator('.article mark').count()).toBeGreaterThan(0);
    expect(reader.actions()).toBeLessThanOrEqual(MOST);
    expect(complaints).toEqual([]);
  });

  test('results are narrowed to one author and exported', async () => {
    const { page, complaints } = await site.visit('/');
    const reader = readerOf(page);
    await reader.type('thuy dien');
    await reader.press('Enter');
    const byline = page.locator('.hit .byline').first();
    const author = await byline.innerText();
    await reader.follow(byline);
    const found = Number.parseInt(await page.locator('h1').innerText(), 10);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      reader.tap(page.getByRole('link', { name: 'Bảng tính (CSV)' })),
    ]);
    const table = await readFile(await download.path(), 'utf8');
    expect(table.split(author).length - 1).toBeGreaterThanOrEqual(found);
    expect(reader.actions()).toBeLessThanOrEqual(MOST);
    expect(complaints).toEqual([]);
  });

  test.each(['thuyr ddieenj', 'thủy đieejn', 'thuy dein xả lũ'])(
    'whoever mistypes %s is led to the article all the same',
    async (typed) => {
      const { page, complaints } = await site.visit('/', { viewport: { width: 375, height: 667 } });
      const reader = readerOf(page);
      await reader.type(typed);
      await reader.press('Enter');
      const wanted = page.getByRole('link', { name: /Thủy điện nhỏ xả lũ/ });
      if ((await wanted.count()) === 0) await reader.follow(page.locator('.meant a').first());
      await reader.follow(wanted);
      expect(await page.locator('h1').innerText()).toContain('xả lũ');
      expect(reader.actions()).toBeLessThanOrEqual(MOST);
      expect(complaints).toEqual([]);
    },
  );

  test('Enter that ends a composition in Safari searches for nothing and chooses nothing', async () => {
    const { page } = await site.visit('/');
    const box = page.getByRole('combobox');
    await page.evaluate(`localStorage.setItem('timbao.recent', '["thuy dien", "chi bộ bản"]')`);
    await page.reload();
    await box.click();
    await page.locator('.choices [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    // Safari tells of this key after the composition's end, as one that is no part of it but has this number.
    const isStopped = await box.evaluate(
      `((input) => {
        const send = (key, keyCode) => {
          const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
          Object.defineProperty(event, 'keyCode', { value: keyCode });
          input.dispatchEvent(event);
          return event.defaultPrevented;
        };
        return { composing: send('Enter', 229), arrow: send('ArrowDown', 229) };
      })(document.querySelector('#q'))`,
    );
    expect(isStopped).toEqual({ composing: false, arrow: false });
    expect(new URL(page.url()).search).toBe('');
    expect(await page.locator('[aria-selected=true]').innerText()).toContain('thuy dien');
    // The same key with its own number is one that is meant.
    await Promise.all([page.waitForURL(/q=thuy/), page.keyboard.press('Enter')]);
  });
});
