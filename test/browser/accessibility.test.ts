import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { realSite, suggestionsFor, type RealSite } from './real-site.ts';

const phone = { viewport: { width: 320, height: 640 } };
const dark = { colorScheme: 'dark' } as const;

const ARTICLE = '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien';
const FOUND = '/?q=thuy+dien';
const NARROWED = '/?q=x%C3%A3&from=2021&to=2022&section=Kinh+t%E1%BA%BF&section=V%C4%83n+h%C3%B3a';
const EMPTY = '/?q=%22th%E1%BB%A7y+%C4%91i%E1%BB%87n+covid%22&section=Kinh+t%E1%BA%BF';
const ADVANCED = `/advanced${NARROWED.slice(1)}`;
const ODD = '/?q=ddangr+%22booj+(ba%CC%89n';

const openGrammar = (page: Page): Promise<void> => page.locator('.grammar > summary').click();

const TRENDS = '/trends?q=huyen&q=%22x%C3%A3+h%E1%BB%99i%22&interval=year&show=share';

const openFigures = (page: Page): Promise<void> => page.locator('.trends details summary').click();

const openTable = (page: Page): Promise<void> => page.locator('.histogram details summary').click();

const openSuggestions = async (page: Page): Promise<void> => {
  await suggestionsFor(site, 'thuy');
  await page.getByRole('combobox').pressSequentially('thuy');
  await page.locator('.choices [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
};

const openRecent = async (page: Page): Promise<void> => {
  await page.evaluate(`localStorage.setItem('timbao.recent', '["thuy dien", "chi bộ bản"]')`);
  await page.getByRole('combobox').click();
  await page.locator('.choices [role=option]').first().waitFor();
};

const fillPin = async (page: Page): Promise<void> => {
  await page.locator('#pin-queries').fill('mưa lũ');
  await page.locator('#pin-find').fill('thuy dien');
  await page.keyboard.press('Enter');
  await page.locator('button[value^="first:"]').first().click();
  await page.locator('input[name=first]').first().waitFor({ state: 'attached' });
};

const savePin = async (page: Page): Promise<void> => {
  await page.locator('#pin-queries').fill('rừng -lũ');
  await page.locator('button[value=save]').click();
  await page.locator('#pin-queries-error').waitFor();
};

const saveSynonyms = async (page: Page): Promise<void> => {
  await page.locator('#synonyms-line').fill('TĐQZ = thủy điện');
  await page.locator('button[value=save]').click();
  await page.locator('.notice').waitFor();
  await page.locator('details summary').last().click();
  await page.getByRole('link', { name: /Xóa/ }).first().click();
  await page.locator('#removing').waitFor();
};

interface State {
  readonly name: string;
  readonly path: string;
  readonly options?: BrowserContextOptions;
  readonly act?: (page: Page) => Promise<void>;
}

const states: readonly State[] = [
  { name: 'home', path: '/' },
  { name: 'home, dark', path: '/', options: dark },
  { name: 'results', path: FOUND },
  { name: 'results, dark', path: FOUND, options: dark },
  { name: 'results in English, phone', path: `${FOUND}&lang=en`, options: phone },
  { name: 'narrowed, table open', path: NARROWED, act: openTable },
  { name: 'days, dark phone', path: '/?q=x%C3%A3&from=2022-03&to=2022-03', options: { ...phone, ...dark } },
  { name: 'notices', path: ODD },
  { name: 'nothing found', path: EMPTY },
  { name: 'nothing found, dark phone', path: EMPTY, options: { ...phone, ...dark } },
  { name: 'error', path: '/?q=a&page=2000' },
  { name: 'a wrong date', path: '/?q=x%C3%A3&from=31/02/2022' },
  { name: 'filters as a sheet', path: `${NARROWED}#filters`, options: phone },
  { name: 'filters as a sheet, dark', path: `${NARROWED}#filters`, options: { ...phone, ...dark } },
  { name: 'results, forced colours', path: FOUND, options: { forcedColors: 'active' } },
  { name: 'home in English, dark phone', path: '/?lang=en', options: { ...phone, ...dark } },
  { name: 'no such page, dark', path: '/articles/khong-co', options: dark },
  { name: 'article', path: ARTICLE },
  { name: 'article in English, dark phone', path: `${ARTICLE}&lang=en`, options: { ...phone, ...dark } },
  { name: 'advanced, its grammar open', path: ADVANCED, act: openGrammar },
  { name: 'advanced, dark phone', path: ADVANCED, options: { ...phone, ...dark }, act: openGrammar },
  { name: 'suggestions open', path: '/', act: openSuggestions },
  { name: 'suggestions open, dark phone', path: '/', options: { ...phone, ...dark }, act: openSuggestions },
  { name: 'shortcuts', path: FOUND, act: (page) => page.keyboard.press('?') },
  { name: 'shortcuts, dark', path: FOUND, options: dark, act: (page) => page.keyboard.press('?') },
  { name: 'trends', path: TRENDS, act: openFigures },
  { name: 'trends, dark phone', path: TRENDS, options: { ...phone, ...dark }, act: openFigures },
  { name: 'trends in English, nothing compared', path: '/trends?lang=en' },
  { name: 'desk', path: '/desk/pins' },
  { name: 'desk, a pin, dark phone', path: '/desk/pins', options: { ...phone, ...dark }, act: fillPin },
  { name: 'desk, what is wrong', path: '/desk/pins?lang=en', act: savePin },
  { name: 'desk, synonyms, phone', path: '/desk/synonyms', options: phone, act: saveSynonyms },
  { name: 'recent searches open', path: '/', act: openRecent },
];

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let site: RealSite;

describe.skipIf(noBrowser() !== null)('axe-core', () => {
  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  test.each(states)('finds nothing to object to: $name', async ({ path, options = {}, act }) => {
    const { page, context } = await site.visit(path, options);
    await act?.(page);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
    );
    expect(violations).toEqual([]);
    await context.close();
  });
});
