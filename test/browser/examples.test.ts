import { cp, readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { freshProject, type FreshProject } from '../support/packed-package.ts';
import { openService } from './open-service.ts';
import { realSite, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Serves what an example was built to, on an origin of its own. */
const serve = async (folder: string) => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://example.invalid');
    const name = pathname === '/' ? '/index.html' : pathname;
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? '' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** What the packages that an example names are called here. */
const linksOf = (manifest: { dependencies: object; devDependencies: object }): Record<string, string> =>
  Object.fromEntries(
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter((name) => name !== 'timbao')
      .map((name) => [name, name]),
  );

/** An example in a project of its own, with the packed package: checked, built, and opened in the browser. */
const openExample = async (site: RealSite, name: string) => {
  const project: FreshProject = await freshProject();
  await cp(join(EXAMPLES, name), project.folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(project.folder, 'package.json'), 'utf8')) as Parameters<
    typeof linksOf
  >[0];
  await project.link(linksOf(manifest));
  const pages = await serve(join(project.folder, 'dist'));
  const service = await openService(site, pages.origin);
  const faults = await project.checkOwn();
  vi.stubEnv('VITE_TIMBAO_URL', service.origin);
  await build({ root: project.folder, logLevel: 'warn' });
  vi.unstubAllEnvs();
  const context = await site.browser.newContext({ locale: 'vi-VN' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(pages.origin);
  return {
    page,
    faults,
    complaints,
    origin: pages.origin,
    service: service.origin,
    close: async () => {
      await context.close();
      await service.close();
      await pages.close();
      await project.close();
    },
  };
};

type Example = Awaited<ReturnType<typeof openExample>>;

const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run('main', { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`,
  );
};

const totalOf = async ({ service }: Example, parameters: Record<string, string>): Promise<number> => {
  const response = await fetch(`${service}/v1/search?${new URLSearchParams(parameters).toString()}`);
  return ((await response.json()) as { total: { value: number } }).total.value;
};

test('the examples are those that are tested', async () => {
  const folders = (await readdir(EXAMPLES, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).toSorted()).toEqual(['instantsearch', 'react', 'vue']);
});

describe.skipIf(noBrowser() !== null)('an application', () => {
  let site: RealSite;

  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  describe.each(['react', 'vue'])('in %s', (name) => {
    let example: Example;

    beforeAll(async () => {
      example = await openExample(site, name);
    });

    afterAll(() => example?.close());

    test('is right in its types', () => {
      expect(example.faults).toBe('');
    });

    test('gives the element its settings and is told of results', async () => {
      const { page, complaints } = example;
      const box = page.getByRole('combobox', { name: 'Tìm bài báo' });
      expect(await page.getByRole('button', { name: 'Tra cứu' }).isVisible()).toBe(true);
      expect(await page.getByText('Gõ có dấu hay không dấu, rồi').isVisible()).toBe(true);
      await box.fill('thuy dien');
      await box.press('Enter');
      const all = await totalOf(example, { q: 'thuy dien' });
      await page.getByText(`thuy dien: ${all}`, { exact: true }).waitFor();
      expect(await page.locator('timbao-search li[part=hit]').count()).toBe(5);
      expect(await page.getByText('Gõ có dấu hay không dấu, rồi').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    });

    test('narrows and sorts by its own controls, and the address follows', async () => {
      const { page, complaints, origin } = example;
      await page.getByLabel('Môi trường').check();
      const some = await totalOf(example, { q: 'thuy dien', section: 'Môi trường' });
      await page.getByText(`thuy dien: ${some}`, { exact: true }).waitFor();
      await page.getByLabel('Xếp theo').selectOption('oldest');
      await page.waitForURL(/sort=oldest/);
      const dates = page.locator('timbao-search [part=meta]');
      await expect.poll(() => dates.first().innerText()).toMatch(/2019/);
      expect(new URL(page.url()).searchParams.get('q')).toBe('thuy dien');
      expect(new URL(page.url()).searchParams.get('section')).toBe('Môi trường');
      expect(await violations(page)).toEqual([]);
      await page.goto(`${origin}/?q=lễ+hội`);
      await page.getByText(`lễ hội: ${await totalOf(example, { q: 'lễ hội' })}`, { exact: true }).waitFor();
      expect(await page.getByRole('combobox', { name: 'Tìm bài báo' }).inputValue()).toBe('lễ hội');
      expect(complaints).toEqual([]);
    });
  });

  describe('of InstantSearch widgets', () => {
    let example: Example;

    beforeAll(async () => {
      example = await openExample(site, 'instantsearch');
    });

    afterAll(() => example?.close());

    /** How many articles the widgets say there are. */
    const saysCount = async (count: number): Promise<void> => {
      await expect
        .poll(() => example.page.locator('#stats').innerText(), { timeout: 20_000 })
        .toMatch(new RegExp(`^${count} bài`));
    };
    const totalNow = (parameters: Record<string, string>) => totalOf(example, parameters);
    const clear = async (): Promise<void> => {
      await example.page.goto(example.origin);
      await example.page.locator('#hits article').first().waitFor();
    };

    test('is right in its types', () => {
      expect(example.faults).toBe('');
    });

    test('shows the whole archive at first, the newest first, in pages', async () => {
      const { page } = example;
      const all = await totalNow({ from: '1900' });
      await saysCount(all);
      const first = await page.locator('#hits small').allInnerTexts();
      expect(first).toHaveLength(5);
      expect(first).toEqual(first.toSorted().toReversed());
      await page.locator('#pages').getByRole('link', { name: 'Page 2' }).click();
      await expect.poll(() => page.locator('#hits small').allInnerTexts()).not.toEqual(first);
      await page
        .locator('#pages')
        .getByRole('link', { name: `Last Page, Page ${Math.ceil(all / 5)}` })
        .click();
      await expect.poll(() => page.locator('#hits article').count()).toBe(all % 5 === 0 ? 5 : all % 5);
    });

    test('finds as one types, with marks in titles and snippets', async () => {
      const { page } = example;
      await clear();
      await page.locator('#box input').fill('thuy dien');
      await saysCount(await totalNow({ q: 'thuy dien' }));
      const marks = await page.locator('#hits mark').allInnerTexts();
      expect(marks.filter((mark) => /^th(?:ủy|uỷ) điện$/i.test(mark)).length).toBeGreaterThan(1);
      expect(await page.locator('#hits').innerText()).not.toContain('ais-highlight');
      await page.locator('#box input').fill('"zzqx khong co"');
      await page.getByText('Không tìm thấy bài nào.').waitFor();
    });

    test('narrows to any of several sections, and counts go on to show the others', async () => {
      const { page } = example;
      await clear();
      await page.locator('#box input').fill('thuy dien');
      await saysCount(await totalNow({ q: 'thuy dien' }));
      const counts = () => page.locator('#section .ais-RefinementList-item').allInnerTexts();
      const before = await counts();
      await page.getByLabel(/^Môi trường/).check();
      await saysCount(await totalNow({ q: 'thuy dien', section: 'Môi trường' }));
      expect((await counts()).toSorted()).toEqual(before.toSorted());
      await page.getByLabel(/^Kinh tế/).check();
      const either = new URLSearchParams([
        ['q', 'thuy dien'],
        ['section', 'Môi trường'],
        ['section', 'Kinh tế'],
      ]);
      const response = await fetch(`${example.service}/v1/search?${either.toString()}`);
      await saysCount(((await response.json()) as { total: { value: number } }).total.value);
    });

    test('narrows to all of several tags', async () => {
      const { page } = example;
      await clear();
      const tag = page.locator('#tag input');
      const value = (await tag.first().getAttribute('value')) ?? '';
      await tag.first().check();
      await saysCount(await totalNow({ tag: value }));
      // Counted within what is left.
      const other = page.locator('#tag li', { has: page.locator('input:not(:checked)') }).first();
      const count = await other.locator('.ais-RefinementList-count').textContent();
      const name = (await other.locator('input').getAttribute('value')) ?? '';
      await page.locator(`#tag input[value="${name}"]`).check();
      await saysCount(Number(count));
    });

    test('searches for an author without marks', async () => {
      const { page } = example;
      await clear();
      await page.locator('#author input[type=search]').fill('tran ma');
      const found = page.locator('#author li');
      await expect.poll(() => found.allInnerTexts()).toEqual([expect.stringMatching(/^Trần Mai Thy\s*\d+$/)]);
      expect(await found.first().locator('mark').innerText()).toBe('Trần Ma');
      await found.first().locator('input').check();
      await saysCount(await totalNow({ author: 'Trần Mai Thy' }));
    });

    test('narrows by years, whose bounds it knows, by months, and sorts', async () => {
      const { page } = example;
      await clear();
      const inputs = page.locator('#years input[type=number]');
      expect(
        await inputs.evaluateAll((all) => all.map((input) => (input as { placeholder: string }).placeholder)),
      ).toEqual(['2019', '2023']);
      await inputs.nth(0).fill('2020');
      await inputs.nth(1).fill('2021');
      await page.locator('#years button').click();
      await saysCount(await totalNow({ from: '2020', to: '2021' }));
      await page.locator('#sort select').selectOption('articles:oldest');
      await expect.poll(() => page.locator('#hits small').first().innerText()).toMatch(/^2020/);
      const month = page.locator('#month li').first();
      const name = (await month.locator('.ais-Menu-label').textContent()) ?? '';
      const count = Number(await month.locator('.ais-Menu-count').textContent());
      await month.locator('a').click();
      await saysCount(count);
      expect(count).toBe(await totalNow({ from: name, to: name }));
      expect(example.complaints).toEqual([]);
    });
  });
});
