import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { openService } from './open-service.ts';
import { startPortal } from './portal.ts';
import { realSite, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let site: RealSite;
let portal: Awaited<ReturnType<typeof startPortal>>;
let service: Awaited<ReturnType<typeof openService>>;

const addressOf = (attributes: string, content = '', more: Record<string, string> = {}): string =>
  `${portal.origin}/?${new URLSearchParams({ service: service.origin, attributes, content, ...more }).toString()}`;

/** Opens a portal whose first element has these attributes. */
const open = async (address: string, before = '') => {
  const context = await site.browser.newContext({ locale: 'vi-VN' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  /** The searches that the service was asked for. */
  const asked: URL[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/v1/search') asked.push(url);
  });
  await context.addInitScript(`
    globalThis.told = [];
    for (const name of ['timbao-submit', 'timbao-search', 'timbao-select', 'timbao-error'])
      addEventListener(name, ({ detail: { result, hit, ...detail } }) => told.push([name, detail]));
    ${before}`);
  await page.goto(address);
  return { page, context, complaints, asked };
};

const box = (page: Page) => page.locator('#one input');
const hits = (page: Page) => page.locator('#one li[part=hit]');
const told = (page: Page) => page.evaluate<[string, Record<string, unknown>][]>('told');

const totalOf = async (parameters: Record<string, string>): Promise<number> => {
  const response = await fetch(`${service.origin}/v1/search?${new URLSearchParams(parameters).toString()}`);
  return ((await response.json()) as { total: { value: number } }).total.value;
};

describe.skipIf(noBrowser() !== null)('what <timbao-search> is told', () => {
  beforeAll(async () => {
    site = await realSite();
    portal = await startPortal();
    service = await openService(site, portal.origin);
  });

  afterAll(async () => {
    await service?.close();
    await portal?.close();
    await site?.close();
  });

  test('a query is searched for at once, narrowed and sorted by attributes', async () => {
    const { page, context, complaints, asked } = await open(
      addressOf(
        'query="thuy dien" section="Môi trường|Kinh tế" from="2019" to="2022" sort="oldest" size="3"',
      ),
    );
    await hits(page).first().waitFor();
    expect(await box(page).inputValue()).toBe('thuy dien');
    expect(asked).toHaveLength(1);
    expect([...(asked[0]?.searchParams ?? [])]).toEqual([
      ['q', 'thuy dien'],
      ['size', '3'],
      ['page', '1'],
      ['section', 'Môi trường'],
      ['section', 'Kinh tế'],
      ['from', '2019'],
      ['to', '2022'],
      ['sort', 'oldest'],
    ]);
    expect(await page.locator('#one [part=meta]').first().innerText()).toContain('2019');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('settings that change together make one search, and what was typed stays', async () => {
    const { page, context, asked } = await open(addressOf('query="thuy dien"'));
    await hits(page).first().waitFor();
    await box(page).focus();
    await page.evaluate(`{
      const element = document.getElementById('one');
      element.section = ['Môi trường'];
      element.sort = 'newest';
      element.size = 2;
      element.placeholder = 'Tìm trong báo';
    }`);
    await expect.poll(() => hits(page).count()).toBe(2);
    expect(asked).toHaveLength(2);
    expect(await page.evaluate(`document.getElementById('one').result.total.value`)).toBe(
      await totalOf({ q: 'thuy dien', section: 'Môi trường' }),
    );
    expect(await page.evaluate(`document.getElementById('one').matches(':focus-within')`)).toBe(true);
    expect(await page.evaluate(`document.getElementById('one').getAttribute('section')`)).toBe('Môi trường');
    expect(await box(page).getAttribute('placeholder')).toBe('Tìm trong báo');
    await page.evaluate(`document.getElementById('one').section = null`);
    await expect.poll(() => asked.length).toBe(3);
    expect(asked[2]?.searchParams.has('section')).toBe(false);
    await context.close();
  });

  test('properties that were set before the script came count', async () => {
    const { page, context } = await open(
      addressOf('size="1"'),
      `addEventListener('readystatechange', () => {
        const element = document.getElementById('one');
        if (document.readyState === 'interactive' && !element.shadowRoot) Object.assign(element, { query: 'lễ hội', size: 2 });
      }, true);`,
    );
    await hits(page).nth(1).waitFor();
    expect(await box(page).inputValue()).toBe('lễ hội');
    await context.close();
  });

  test('other words and what the page puts into slots are shown', async () => {
    const { page, context, complaints } = await open(
      addressOf(
        `labels='{"button":"Tra cứu","found":"Thấy {count} tin","label":"Tra kho báo"}'`,
        '<p slot="start">Tin đọc nhiều</p><p slot="none">Gọi thư viện</p><p slot="footer">Kho báo</p><p>không có chỗ</p>',
      ),
    );
    await page.getByText('Tin đọc nhiều').waitFor();
    expect(await page.getByText('Kho báo', { exact: true }).isVisible()).toBe(true);
    expect(await page.getByText('không có chỗ').isVisible()).toBe(false);
    await page.getByRole('combobox', { name: 'Tra kho báo' }).fill('thuy dien');
    await page.getByRole('button', { name: 'Tra cứu' }).click();
    await page.getByText(/^Thấy \d+ tin$/).waitFor();
    expect(await page.getByText('Tin đọc nhiều').isVisible()).toBe(false);
    expect(await page.getByText('Gọi thư viện').isVisible()).toBe(false);
    await box(page).fill('"zzqx khong co"');
    await box(page).press('Enter');
    await page.getByText('Gọi thư viện').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('labels that are no JSON change nothing', async () => {
    const { page, context, complaints } = await open(addressOf('labels="Tra cứu" lang="vi"'));
    expect(await page.locator('#one').getByRole('button', { name: 'Tìm' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the page may take a search for itself, and is told of one that failed', async () => {
    const { page, context, asked } = await open(addressOf(''));
    await page.evaluate(`addEventListener('timbao-submit', (event) => {
      if (event.detail.q === 'bão') event.preventDefault();
    })`);
    await box(page).fill('bão');
    await box(page).press('Enter');
    await box(page).fill('lũ');
    await box(page).press('Enter');
    await hits(page).first().waitFor();
    expect(asked.map(({ searchParams }) => searchParams.get('q'))).toEqual(['lũ']);
    await page.evaluate(`document.getElementById('one').from = '31/02/2022'`);
    await page.locator('#one').getByRole('button', { name: 'Thử lại' }).waitFor();
    expect(await told(page)).toEqual([
      ['timbao-submit', { q: 'bão' }],
      ['timbao-submit', { q: 'lũ' }],
      ['timbao-search', { q: 'lũ', page: 1, total: { value: await totalOf({ q: 'lũ' }), exact: true } }],
      ['timbao-error', { q: 'lũ', page: 1, reason: 'unreadable' }],
    ]);
    await context.close();
  });

  test('with routing the search is in the address, which leads back and forth', async () => {
    const address = addressOf('routing="bao-" section="Kinh tế"', '', { khac: 'a b' });
    const { page, context, complaints, asked } = await open(address);
    await box(page).fill('lũ');
    await box(page).press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('bao-q')).toBe('lũ');
    // What the page wrote itself need not be said.
    expect(new URL(page.url()).searchParams.has('bao-section')).toBe(false);
    expect(new URL(page.url()).searchParams.get('khac')).toBe('a b');
    await page.evaluate(`document.getElementById('one').section = 'Môi trường'`);
    await expect.poll(() => new URL(page.url()).searchParams.get('bao-section')).toBe('Môi trường');
    await page.evaluate(`document.getElementById('one').section = null`);
    await expect.poll(() => new URL(page.url()).searchParams.get('bao-section')).toBe('');
    await expect.poll(() => asked.length).toBe(3);
    await page.goBack();
    await expect.poll(() => asked.at(-1)?.searchParams.get('section')).toBe('Môi trường');
    await page.goBack();
    await expect.poll(() => asked.at(-1)?.searchParams.get('section')).toBe('Kinh tế');
    await page.goBack();
    await expect.poll(() => box(page).inputValue()).toBe('');
    await expect.poll(() => hits(page).count()).toBe(0);
    expect(page.url()).toBe(address);
    await page.goForward();
    await page.goForward();
    await page.reload();
    await expect.poll(() => asked.at(-1)?.searchParams.get('section')).toBe('Môi trường');
    await hits(page).first().waitFor();
    expect(await box(page).inputValue()).toBe('lũ');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
