import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createServices } from '../../src/service/create-services.ts';
import { startHttpServer } from '../../src/service/http-server.ts';
import { createApp } from '../../src/http/create-app.ts';
import { noBrowser } from '../support/chromium.ts';
import { putArticle, realSite, suggestionsFor, type RealSite } from './real-site.ts';

const reason = noBrowser();
if (reason !== null) console.warn(`Browser tests are left out. ${reason}`);

// A browser and an engine on a busy machine; nothing here depends on how fast they are.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let site: RealSite;

const heading = (page: Page) => page.locator('main h1').innerText();
const count = async (page: Page): Promise<number> =>
  Number.parseInt((await heading(page)).replaceAll('.', ''), 10);

describe.skipIf(reason !== null)('the search page in Chromium', () => {
  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  test('a reader types without marks, chooses a suggestion by keyboard, and goes back', async () => {
    await suggestionsFor(site, 'thuy');
    const { page, complaints } = await site.visit('/');
    const box = page.getByRole('combobox', { name: 'Tìm trong kho báo' });
    expect(await box.evaluate((node) => node.matches(':focus'))).toBe(true);
    await page.keyboard.type('thuy d');
    const options = page.locator('.choices [role=option]');
    await options.first().waitFor();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    expect(await options.first().innerText()).toMatch(/thu[ỷy]|thủy/i);
    await page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    expect(active).toBe(await options.first().getAttribute('id'));
    expect(await options.first().getAttribute('aria-selected')).toBe('true');
    expect(await box.inputValue()).toBe('thuy d');
    await Promise.all([page.waitForURL(/\?q=/), page.keyboard.press('Enter')]);
    expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    expect(new URL(page.url()).searchParams.get('q')).toMatch(/th[ủu][ỷy]/i);
    await page.goBack();
    expect(new URL(page.url()).search).toBe('');
    await page.goForward();
    expect(await count(page)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('Escape closes the list, then empties the box; a click on a suggestion searches', async () => {
    await suggestionsFor(site, 'thuy');
    const { page, complaints } = await site.visit('/');
    const box = page.getByRole('combobox');
    await box.pressSequentially('thuy');
    await page.locator('.choices [role=option]').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    expect(await box.inputValue()).toBe('thuy');
    await page.keyboard.press('Escape');
    expect(await box.inputValue()).toBe('');
    await box.pressSequentially('thuy');
    await Promise.all([page.waitForURL(/\?q=/), page.locator('.choices [role=option]').first().click()]);
    expect(complaints).toEqual([]);
  });

  test('a title opens its article, which its option says; a name is searched for in the words of the page', async () => {
    await suggestionsFor(site, 'khai giang');
    const { page, complaints } = await site.visit('/?lang=vi');
    const box = page.getByRole('combobox');
    await box.pressSequentially('khai giang o diem truong');
    const title = page.getByRole('option', { name: /^Khai giảng ở điểm trường.* đọc bài$/u });
    await title.waitFor();
    while ((await title.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForURL(/\/articles\//), page.keyboard.press('Enter')]);
    expect(page.url()).toMatch(/\/articles\/bvc-20190905-khai-giang-diem-truong\?lang=vi$/);
    await page.goBack();
    expect(await page.evaluate('localStorage.getItem("timbao.recent")')).toBeNull();
    expect(complaints).toEqual([]);

    await putArticle(site, 'zebra-the', {
      title: 'Một bài không nói gì',
      body: 'Không có gì cả.',
      tags: ['Quy hoạch Zebrafish'],
      publishedAt: '2022-01-21',
    });
    await suggestionsFor(site, 'zebraf');
    // A name is a filter: no query syntax is left in the box.
    for (const lang of ['vi', 'en']) {
      const { page } = await site.visit(`/?lang=${lang}`);
      await page.getByRole('combobox').pressSequentially('zebraf');
      const option = page.locator('.choices [role=option]').first();
      await option.waitFor();
      await Promise.all([page.waitForURL(/tag=/), option.click()]);
      expect(new URL(page.url()).searchParams.get('tag')).toBe('Quy hoạch Zebrafish');
      expect(await page.locator('#q').inputValue()).toBe('');
      expect(await page.locator('.chip').innerText()).toContain('Quy hoạch Zebrafish');
      expect(await page.locator('.hit').count()).toBe(1);
    }
  });

  test('what a page says of itself to machines is there, and the strict policy refuses none of it', async () => {
    for (const [path, type] of [
      ['/?q=thuy+dien', 'SearchResultsPage'],
      ['/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien', 'NewsArticle'],
    ] as const) {
      const { page, complaints } = await site.visit('/health');
      // What a policy refuses is an event before it is a line on the console.
      await page.addInitScript(
        'window.refused = []; addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective))',
      );
      await site.open(page, path);
      const data = await page.locator('script[type="application/ld+json"]').textContent();
      expect((JSON.parse(data ?? '') as { '@type': string })['@type']).toBe(type);
      expect(await page.evaluate('window.refused')).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  test('what is chosen stays chosen when a late answer arrives, and typing on lets go of it', async () => {
    await suggestionsFor(site, 'thuy');
    const { page, complaints } = await site.visit('/');
    const box = page.getByRole('combobox');
    const options = page.locator('.choices [role=option]');
    await box.pressSequentially('thuy');
    await options.first().waitFor();
    const before = await options.allInnerTexts();
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/v1/suggest*', async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/suggest/);
    await page.keyboard.type(' d');
    await asked;
    await page.keyboard.press('ArrowDown');
    const chosen = await box.getAttribute('aria-activedescendant');
    const late = page.waitForResponse(/suggest/);
    answer();
    await (await late).finished();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await box.getAttribute('aria-activedescendant')).toBe(chosen);
    expect(await options.allInnerTexts()).toEqual(before);
    // Back in the box, what has come meanwhile is there.
    await page.keyboard.press('ArrowUp');
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    expect(await options.allInnerTexts()).not.toEqual(before);
    // Enter takes what is typed, not what was chosen before.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('zzz');
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    await Promise.all([page.waitForURL(/\?q=/), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).searchParams.get('q')).toBe('thuy dzzz');
    expect(complaints).toEqual([]);
  });

  test('keys lead to the box and from title to title, none of them while one types', async () => {
    const { page, complaints } = await site.visit('/?q=x%C3%A3');
    const box = page.getByRole('combobox');
    const title = (index: number) => page.locator('.hit h2 a').nth(index);
    const hasFocus = (element: ReturnType<typeof title>) =>
      element.evaluate((node) => node.matches(':focus'));
    await page.keyboard.press('k');
    expect(await page.locator('.hit a:focus').count()).toBe(0);
    await page.keyboard.press('j');
    expect(await hasFocus(title(0))).toBe(true);
    await page.keyboard.press('j');
    await page.keyboard.press('Tab');
    await page.keyboard.press('j');
    expect(await hasFocus(title(2))).toBe(true);
    await page.keyboard.press('k');
    expect(await hasFocus(title(1))).toBe(true);
    for (const held of ['Control+j', 'Alt+j', 'Meta+j']) await page.keyboard.press(held);
    expect(await hasFocus(title(1))).toBe(true);

    await page.keyboard.press('/');
    expect(await hasFocus(box)).toBe(true);
    await page.keyboard.type('k/j?');
    expect(await box.inputValue()).toBe('k/j?');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the keys are shown by one of them or by a button, and can be switched off', async () => {
    const { page, context, complaints } = await site.visit('/?q=x%C3%A3');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Phím tắt' });
    await dialog.waitFor();
    expect(await dialog.locator('kbd').allInnerTexts()).toEqual([
      '/',
      'j',
      'k',
      'Enter',
      'n',
      'p',
      '?',
      'Esc',
    ]);
    expect(await page.locator('button:focus').innerText()).toBe('Đóng');
    await page.keyboard.press('j');
    expect(await page.locator('.hit a:focus').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Phím tắt' }).click();
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: 'Đóng' }).click();
    for (const key of ['?', 'j', '/']) await page.keyboard.press(key);
    expect(await page.locator('dialog[open], .hit a:focus, #q:focus').count()).toBe(0);
    const other = await context.newPage();
    await site.open(other, '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien');
    await other.keyboard.press('n');
    expect(await other.locator('mark.here').count()).toBe(0);
    await other.getByRole('button', { name: 'Phím tắt' }).click();
    expect(await other.getByRole('checkbox').isChecked()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
    const bare = await site.visit('/?q=x%C3%A3', { javaScriptEnabled: false });
    expect(await bare.page.getByRole('button', { name: 'Phím tắt' }).isVisible()).toBe(false);
  });

  test('what was searched for is remembered here, and can be forgotten', async () => {
    const { page, complaints } = await site.visit('/');
    await page.keyboard.type('chi bộ bản');
    await Promise.all([page.waitForURL(/\?q=/), page.keyboard.press('Enter')]);
    await site.open(page, '/');
    await page.keyboard.press('ArrowDown');
    const list = page.getByRole('listbox', { name: 'Tìm gần đây' });
    await list.waitFor();
    expect(await list.getByRole('option').allInnerTexts()).toEqual(['chi bộ bản']);
    await page.getByRole('button', { name: 'Xóa danh sách tìm gần đây' }).click();
    await list.waitFor({ state: 'hidden' });
    expect(await page.evaluate('localStorage.getItem("timbao.recent")')).toBeNull();
    expect(complaints).toEqual([]);
  });

  test('the cross empties the box and leaves the cursor in it', async () => {
    const { page } = await site.visit('/?q=l%C5%A9');
    await page.getByRole('button', { name: 'Xóa ô tìm' }).click();
    const box = page.getByRole('combobox');
    expect([await box.inputValue(), await box.evaluate((node) => node.matches(':focus'))]).toEqual([
      '',
      true,
    ]);
    expect(await page.getByRole('button', { name: 'Xóa ô tìm' }).isVisible()).toBe(false);
  });

  test('empty fields are left out of the address', async () => {
    const { page } = await site.visit('/?q=x%C3%A3');
    await page.getByRole('textbox', { name: 'Từ ngày' }).fill('01/03/2022');
    await Promise.all([page.waitForURL(/from=/), page.getByRole('button', { name: 'Áp dụng' }).click()]);
    expect(new URL(page.url()).search).toBe('?q=x%C3%A3&from=01%2F03%2F2022');
  });

  test('dragging across years narrows to them, clicking a bar to one, and back leads out again', async () => {
    const { page, complaints } = await site.visit('/?q=x%C3%A3&relax=false');
    const bars = page.locator('.bars a');
    const all = await count(page);
    const inside = async (index: number): Promise<{ x: number; y: number }> => {
      const box = await bars.nth(index).locator('.area').boundingBox();
      if (box === null) throw new Error('The bar cannot be seen.');
      return { x: box.x + box.width / 2, y: box.y + box.height - 10 };
    };
    const sum =
      Number(await bars.nth(1).getAttribute('data-count')) +
      Number(await bars.nth(2).getAttribute('data-count'));
    const from = await inside(1);
    const to = await inside(2);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    expect(await page.locator('[data-selection]').innerText()).toContain(`${sum} bài`);
    await Promise.all([page.waitForURL(/from=/), page.mouse.up()]);
    expect(await count(page)).toBe(sum);
    expect(await bars.first().getAttribute('aria-label')).toMatch(/^tháng/);

    const month = Number(await bars.first().getAttribute('data-count'));
    const before = page.url();
    await Promise.all([page.waitForURL((url) => url.href !== before), bars.first().locator('.area').click()]);
    expect(await count(page)).toBe(month);
    await page.goBack();
    expect(await count(page)).toBe(sum);
    await page.goBack();
    expect(await count(page)).toBe(all);
    expect(complaints).toEqual([]);
  });

  test('the chart is one stop for Tab; arrows go on, Shift selects, Enter narrows', async () => {
    const { page } = await site.visit('/?q=x%C3%A3&relax=false');
    const bars = page.locator('.bars a');
    const counts = await bars.evaluateAll((nodes) =>
      nodes.map((node) => Number(node.getAttribute('data-count'))),
    );
    expect(await page.locator('.bars a[tabindex="0"]').count()).toBe(1);
    await bars.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await Promise.all([page.waitForURL(/from=/), page.keyboard.press('Enter')]);
    expect(await count(page)).toBe(counts.slice(1, 4).reduce((a, b) => a + b, 0));
  });

  test('results are close: the first title above 260 px, no hit without picture above 190 px', async () => {
    for (const path of ['/?q=thuy+dien', '/?q=x%C3%A3&section=Kinh+t%E1%BA%BF', '/?from=2000']) {
      const { page } = await site.visit(path, { viewport: { width: 1440, height: 900 } });
      const top = await page.locator('.hit h2').first().boundingBox();
      expect(top?.y, path).toBeLessThan(260);
      const heights = await page
        .locator('.hit:not(:has(.picture))')
        .evaluateAll((hits) => hits.map((hit) => hit.getBoundingClientRect().height));
      expect(Math.max(...heights), path).toBeLessThanOrEqual(190);
    }
  });

  test('pictures come lazily and move nothing, broken ones are hidden, and those of other hosts are not there', async () => {
    const pictures = createServer((request, response) => {
      if (request.url?.includes('broken') === true) response.writeHead(404).end();
      else
        response
          .writeHead(200, { 'Content-Type': 'image/svg+xml' })
          .end(
            '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>',
          );
    });
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
    const services = createServices(site.engine, { index: site.alias });
    const app = createApp({
      config: {
        apiKeys: [],
        corsOrigins: [],
        rateLimit: 0,
        trustProxy: 0,
        pictureOrigins: [origin],
      },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const server = await startHttpServer(app.fetch, { port: 0, host: '127.0.0.1' });
    try {
      for (const [id, image] of [
        ['anh-that', `${origin}/a.svg`],
        ['anh-hong', `${origin}/broken.jpg`],
        ['anh-la', 'https://elsewhere.invalid/a.jpg'],
      ]) {
        const body = `Ảnh chụp con quokka của ${id}.`;
        await putArticle(site, id ?? '', { title: `Quokka ${id}`, body, image, publishedAt: '2011-05-05' });
      }
      const { page, context, complaints } = await site.visit('/health');
      await context.addInitScript(
        `window.moved = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved += e.value; }).observe({ type: 'layout-shift', buffered: true });`,
      );
      await page.goto(`http://127.0.0.1:${server.port}/?q=quokka&collapse=false`, {
        waitUntil: 'networkidle',
      });
      expect(await page.locator('.hit').count()).toBe(3);
      expect(await page.locator('.hit img').count()).toBe(2);
      expect(await page.locator('.hit img:visible').count()).toBe(1);
      expect(await page.evaluate(`document.querySelector('.hit img:not(.broken)').naturalWidth`)).toBe(4);
      expect(await page.evaluate('window.moved')).toBe(0);
      // The script may come when a picture has failed already.
      await page.route(/\.js$/, async (route) => {
        const failed = `[...document.querySelectorAll('.hit img')].some((image) => image.complete && image.naturalWidth === 0)`;
        while (!(await page.evaluate<boolean>(failed))) await page.waitForTimeout(20);
        await route.continue();
      });
      await page.reload({ waitUntil: 'networkidle' });
      expect(await page.locator('.hit img').count()).toBe(2);
      expect(await page.locator('.hit img:visible').count()).toBe(1);
      await page.unroute(/\.js$/);
      // The same of the pages of the articles themselves.
      for (const [id, shown] of [
        ['anh-that', 1],
        ['anh-hong', 0],
        ['anh-la', 0],
      ] as const) {
        await page.goto(`http://127.0.0.1:${server.port}/articles/${id}`, { waitUntil: 'networkidle' });
        expect(await page.locator('.photo img:visible').count(), id).toBe(shown);
        expect(await page.evaluate('window.moved'), id).toBe(0);
      }
      expect(complaints).toEqual([]);
    } finally {
      await server.close(1_000);
      pictures.closeAllConnections();
      pictures.close();
    }
  });

  test.each([true, false])(
    'on a phone the filters are a sheet over the results, JavaScript %s',
    async (javaScriptEnabled) => {
      const { page, complaints } = await site.visit('/?q=x%C3%A3&section=Kinh+t%E1%BA%BF', {
        viewport: { width: 390, height: 844 },
        javaScriptEnabled,
      });
      const found = await page.locator('main h1').innerText();
      const open = page.getByRole('link', { name: 'Bộ lọc (1)' });
      expect((await open.boundingBox())?.y).toBeLessThan(
        (await page.locator('.hit').first().boundingBox())?.y ?? 0,
      );
      expect(await page.locator('#filters').isVisible()).toBe(false);
      await open.click();
      await page.locator('#filters').waitFor({ state: 'visible' });
      expect(await page.locator('.drawer-foot').innerText()).toBe(`Xem ${found}`);
      await page.locator('.drawer-foot a').click();
      await page.locator('#filters').waitFor({ state: 'hidden' });
      await open.click();
      await page.locator('.facet a:not([aria-current])').first().click();
      await page.waitForURL(/section=.*section=/);
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'Bộ lọc (2)' }).isVisible()).toBe(true);
      expect(complaints).toEqual([]);
    },
  );

  test('on a phone the line under a title is one text with large targets, and no dot is left over', async () => {
    await putArticle(site, 'dong-dai', {
      title: 'Xòe vòng quanh đống lửa',
      body: 'Người bản xòe vòng suốt đêm.',
      section: 'Văn hóa và đời sống các dân tộc',
      source: 'Báo Vùng Cao cuối tuần',
      authors: ['Lò Văn Inh'],
      publishedAt: '2009-01-01',
    });
    const { page } = await site.visit('/?q=xo%C3%A8+v%C3%B2ng&to=2009', {
      viewport: { width: 390, height: 844 },
    });
    const line = await page
      .locator('.hit .meta')
      .first()
      .evaluate(
        // Text, as the browser runs it: what is under a point is told by the page alone.
        `((meta) => {
        const links = [...meta.querySelectorAll('a')].filter((link) => link.checkVisibility());
        const boxes = links.map((link) => link.getBoundingClientRect());
        const tops = [...new Set(boxes.map(({ top }) => Math.round(top)))];
        const at = (x, y) => document.elementFromPoint(x, y)?.closest('a');
        const reach = (link, { left, width, top, bottom }) => {
          const x = left + width / 2;
          let from = top, to = bottom - 1;
          while (at(x, from - 1) === link) from--;
          while (at(x, to + 1) === link) to++;
          return to - from + 1;
        };
        return {
          rows: tops.length,
          steps: tops.slice(1).map((top, index) => top - tops[index]),
          owned: links.every((link, index) => {
            const { left, right, top, bottom } = boxes[index];
            return [top + 3, bottom - 3].every((y) => at((left + right) / 2, y) === link);
          }),
          reached: links.map((link, index) => reach(link, boxes[index])),
          starts: [...new Set(boxes.filter(({ top }, index) => index === 0 || top > boxes[index - 1].top + 9).map(({ left }) => Math.round(left)))],
          title: Math.round(document.querySelector('.hit h2').getBoundingClientRect().left),
        };
      })(document.querySelector('.hit .meta'))`,
      );
    const { rows, steps, owned, reached, starts, title } = line as {
      rows: number;
      steps: number[];
      owned: boolean;
      reached: number[];
      starts: number[];
      title: number;
    };
    expect(rows).toBeGreaterThan(1);
    // The lines are as near to each other as those of a text, and begin where the title does, with no dot before.
    expect(Math.max(...steps)).toBeLessThanOrEqual(25);
    expect(starts).toEqual([title]);
    expect(owned).toBe(true);
    // Between two lines each has its half; towards the title and the text all of it.
    expect(Math.min(...reached)).toBeGreaterThanOrEqual(24);
    const short = await site.visit('/?q=thuy+dien', { viewport: { width: 1280, height: 844 } });
    const box = await short.page.locator('.hit .meta').first().boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });

  test('the sheet takes the focus, keeps it, and gives it back with Escape', async () => {
    const { page } = await site.visit('/?q=x%C3%A3', { viewport: { width: 390, height: 844 } });
    await page.getByRole('link', { name: 'Bộ lọc', exact: true }).click();
    const close = page.getByRole('link', { name: 'Đóng bộ lọc' });
    await close.waitFor();
    await page.locator('.drawer-head .close:focus').waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(
      false,
    );
    await page.keyboard.press('Escape');
    await page.locator('#filters').waitFor({ state: 'hidden' });
    await page.locator('.jump:focus').waitFor();
  });

  test('a wrong date is told at its field and does not stick', async () => {
    const { page, complaints } = await site.visit('/?q=x%C3%A3');
    await page.getByRole('textbox', { name: 'Từ ngày' }).fill('31022022');
    await Promise.all([page.waitForURL(/from=/), page.getByRole('button', { name: 'Áp dụng' }).click()]);
    expect(await page.getByRole('alert').innerText()).toContain('31022022');
    expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    await page.getByRole('combobox').fill('lũ');
    await Promise.all([page.waitForURL(/l%C5%A9/), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).searchParams.has('from')).toBe(false);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a date can be taken from the calendar of the browser', async () => {
    const { page, complaints } = await site.visit('/?q=x%C3%A3');
    await page.getByRole('button', { name: 'Từ ngày: mở lịch' }).click();
    await page.evaluate(
      `(() => { const field = document.querySelector('[data-date] input[type=date]'); field.value = '2022-03-01'; field.dispatchEvent(new Event('change')); })()`,
    );
    expect(await page.locator('#from').inputValue()).toBe('01/03/2022');
    expect(complaints).toEqual([]);
  });

  test('long lists of filters are searched in, with or without marks', async () => {
    const { page, complaints } = await site.visit('/?from=2000');
    const facet = page.locator('[data-facet]:has([data-find])').first();
    const names = await facet.locator('.value').allTextContents();
    const wanted = names.at(-1) ?? '';
    const plain = wanted.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/gu, 'd').toUpperCase();
    expect(await facet.getByText(wanted, { exact: true }).isVisible()).toBe(false);
    await facet.locator('[data-find]').fill(plain);
    expect(await facet.getByText(wanted, { exact: true }).isVisible()).toBe(true);
    await facet.locator('[data-find]').fill('không có tên này');
    expect(await facet.locator('li:visible').count()).toBe(0);
    expect(await facet.locator('[data-none]').innerText()).not.toBe('');
    expect(complaints).toEqual([]);
  });

  test('the order in use is plain where colours are forced', async () => {
    const { page } = await site.visit('/?q=x%C3%A3', { forcedColors: 'active' });
    const grounds = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.sort a')].map((link) => getComputedStyle(link).backgroundColor)`,
    );
    expect(grounds[0]).not.toBe(grounds[1]);
    expect(grounds[1]).toBe(grounds[2]);
  });

  test('the advanced form shows the query that it writes and its count, and searches with it', async () => {
    const { page, complaints } = await site.visit('/?q=x%C3%A3');
    await Promise.all([page.waitForURL(/advanced/), page.locator('.masthead .advanced-link').click()]);
    expect(await page.getByLabel('Có mọi từ này').inputValue()).toBe('xã');
    const written = page.locator('.written');
    await page.getByLabel('Có đúng cụm từ này').fill('chi bộ');
    await page.getByLabel(/^Không có các từ/).fill('covid, dịch bệnh');
    const query = 'xã "chi bộ" -covid -"dịch bệnh"';
    await page.getByText(query, { exact: true }).waitFor();
    // The address can be sent on.
    await page.waitForURL(/none=covid/);
    const found = await page.locator('[data-count]').innerText();
    await page.reload();
    expect(await written.innerText()).toBe(query);
    expect(await page.locator('[data-count]').innerText()).toBe(found);
    await Promise.all([page.waitForURL(/\?q=/), page.getByLabel('Có mọi từ này').press('Enter')]);
    expect(await page.getByRole('combobox', { name: 'Tìm trong kho báo' }).inputValue()).toBe(query);
    expect(await page.locator('h1').innerText()).toBe(found);
    expect(complaints).toEqual([]);
  });

  test('of several previews the last that was asked for is shown, and one that fails says so calmly', async () => {
    const { page, complaints } = await site.visit('/advanced');
    let held: (() => void) | null = null;
    const isHeld = new Promise<void>((resolve) => {
      void page.route(/all=xa&.*only=preview/, async (route) => {
        await new Promise<void>((go) => {
          held = go;
          resolve();
        });
        await route.continue().catch(() => {});
      });
    });
    await page.getByLabel('Có mọi từ này').fill('xa');
    await isHeld;
    await page.getByLabel('Có mọi từ này').fill('bản');
    await page.locator('.written', { hasText: 'bản' }).waitFor();
    (held as (() => void) | null)?.();
    await page.waitForTimeout(300);
    expect(await page.locator('.written').innerText()).toBe('bản');
    await page.route(/only=preview/, (route) => route.abort());
    await page.getByLabel('Có mọi từ này').fill('huyện');
    await page.getByText('Lúc này chưa đếm được số bài.').waitFor();
    await page.unroute(/only=preview/);
    await Promise.all([page.waitForURL(/\?q=/), page.getByLabel('Có mọi từ này').press('Enter')]);
    expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('fields of the advanced form offer the names that articles have', async () => {
    const { page } = await site.visit('/advanced');
    const offered = await page
      .locator('#names-author option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
    expect(offered.length).toBeGreaterThan(3);
    await page.getByLabel('Tên tác giả').fill(offered[0] ?? '');
    await page.locator('.written', { hasText: `tác-giả:${offered[0]}` }).waitFor();
    expect(await page.locator('[data-count]').innerText()).toMatch(/^[1-9]\d* bài$/);
  });

  test('an article is gone through from mark to mark, and its citation copied', async () => {
    const { page, context, complaints } = await site.visit('/?q=thuy+dien');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await Promise.all([page.waitForURL(/articles/), page.locator('.hit h2 a').first().click()]);
    const marks = await page.locator('.article mark').count();
    await page.getByRole('button', { name: 'Chỗ khớp sau' }).click();
    await page.getByRole('button', { name: 'Chỗ khớp sau' }).click();
    expect(await page.locator('[data-place]').innerText()).toBe(`2 / ${marks}`);
    expect(await page.locator('mark.here').getAttribute('id')).toBe('hit-2');
    await page.getByRole('button', { name: 'Chỗ khớp trước' }).click();
    await page.getByRole('button', { name: 'Chỗ khớp trước' }).click();
    expect(await page.locator('mark.here').getAttribute('id')).toBe(`hit-${marks}`);
    await page.keyboard.press('n');
    expect(await page.locator('mark.here').getAttribute('id')).toBe('hit-1');
    await page.keyboard.press('p');
    expect(await page.locator('mark.here').getAttribute('id')).toBe(`hit-${marks}`);
    await page.getByRole('combobox').focus();
    await page.keyboard.type('n');
    expect(await page.locator('mark.here').getAttribute('id')).toBe(`hit-${marks}`);
    await page.keyboard.press('Escape');
    await page.getByText('Chia sẻ và trích dẫn').click();
    await page.getByRole('button', { name: 'Sao chép trích dẫn' }).click();
    await page.getByRole('button', { name: 'Đã sao chép' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await page.locator('.citation p').first().innerText(),
    );
    await page.getByRole('button', { name: 'Sao chép liên kết' }).click();
    await page.getByRole('button', { name: 'Đã sao chép' }).last().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^https?:\/\//u);
    expect(complaints).toEqual([]);
  });

  test('results are exported, with a key where one is wanted, which is asked for once', async () => {
    const { page, complaints } = await site.visit('/?q=thuy+dien&relax=false&collapse=false');
    const all = await count(page);
    const taken = async (name: string): Promise<number> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ]);
      const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
      return lines.length;
    };
    expect(await taken('JSON từng dòng')).toBe(all);

    const services = createServices(site.engine, { index: site.alias });
    const guarded = createApp({
      config: { apiKeys: ['khoa-toa-soan'], corsOrigins: [], rateLimit: 0, trustProxy: 0 },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const server = await startHttpServer(guarded.fetch, { port: 0, host: '127.0.0.1' });
    try {
      await page.goto(`http://127.0.0.1:${server.port}/?q=thuy+dien&relax=false&collapse=false`);
      await page.getByRole('link', { name: 'JSON từng dòng' }).click();
      await page.getByLabel('Khóa của tòa soạn').fill('sai');
      await page.getByRole('button', { name: 'Tải về' }).click();
      await page.getByLabel('Khóa của tòa soạn').fill('khoa-toa-soan');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Tải về' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('timbao.ndjson');
      expect((await readFile(await download.path(), 'utf8')).trim().split('\n')).toHaveLength(all);
      expect(await taken('JSON từng dòng')).toBe(all);
    } finally {
      await server.close(1_000);
    }
    expect(complaints).toEqual([]);
  });

  test('everything works without JavaScript, and nothing is offered that does not', async () => {
    const { page } = await site.visit('/', { javaScriptEnabled: false });
    await page.getByLabel('Tìm trong kho báo').fill('thuy dien');
    await page.keyboard.press('Enter');
    await page.locator('.hit').first().waitFor();
    expect(await page.locator('.hit mark').first().innerText()).toMatch(/thủy|thuỷ/i);
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
    const bar = page.locator('.bars a').first();
    const expected = Number(await bar.getAttribute('data-count'));
    await bar.locator('.area').click();
    await page.locator('.chip').waitFor();
    expect(await count(page)).toBe(expected);
    await page.locator('.masthead .advanced-link').click();
    await page.getByLabel('Có đúng cụm từ này').fill('hạ du');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('thuy dien "hạ du"').waitFor();
    const previewed = await page.locator('[data-count]').innerText();
    await page.locator('.advanced .go').click();
    await page.waitForURL(/\?q=.*h%E1%BA%A1/);
    expect(await page.locator('.chip').count()).toBe(1);
    expect(await page.locator('h1').innerText()).toBe(previewed);
    await page.locator('.hit h2 a').first().click();
    await page.locator('.walk li a').first().click();
    expect(new URL(page.url()).hash).toBe('#hit-1');
  });

  test.each([
    '/',
    '/?q=thuy+dien',
    '/?q=khong+co+gi+nhu+vay+%22xyz+abc%22&section=Kinh+t%E1%BA%BF',
    '/?q=a&from=99/99/9999',
  ])('at 320 px nothing has to be scrolled sideways: %s', async (path) => {
    const { page, complaints } = await site.visit(path, { viewport: { width: 320, height: 640 } });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBe(320);
    expect(complaints).toEqual([]);
  });

  test('an article at 320 px, with the longest words there are', async () => {
    await putArticle(site, 'dai', {
      title: `Tên ${'rấtdài'.repeat(30)}`,
      body: `Bản ${'nghiêng'.repeat(40)} xa.`,
      url: `https://bao.example/${'a'.repeat(300)}`,
      section: 'Mục'.repeat(60),
      tags: ['thẻ'.repeat(60)],
      authors: ['Tên'.repeat(60)],
      publishedAt: '2012-01-01',
    });
    for (const path of ['/articles/dai?q=bản', '/?q=bản+xa&to=2012']) {
      const { page } = await site.visit(path, { viewport: { width: 320, height: 640 } });
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(320);
    }
  });

  test('what is written in articles, queries and addresses runs nowhere', async () => {
    const attack = `"'><img src=x onerror="window.struck=1"><script>window.struck=2</script><svg onload=alert(3)>`;
    await putArticle(site, 'tan-cong', {
      title: `Quả bầu ${attack}`,
      lead: `Sapo bầu bí ${attack}`,
      body: `Thân bài bầu bí {{7*7}} \${alert(4)} javascript: x < y && y > z`,
      section: attack,
      source: attack,
      authors: [attack],
      tags: [attack],
      captions: [`bầu bí ${attack}`],
      publishedAt: '2011-05-05',
    });
    const query = encodeURIComponent(`bầu bí ${attack}`);
    const paths = [
      '/?q=b%E1%BA%A7u&to=2011',
      `/?q=${query}`,
      `/?q=${query}&relax=false&section=${query}&author=${query}#${query}`,
      `/?q=b%E1%BA%A7u&from=${query}`,
      `/?q=b%E1%BA%A7u&lang=${query}`,
      `/articles/tan-cong?q=b%E1%BA%A7u+${query}`,
      `/articles/${query}`,
      `/advanced?all=${query}&inTitle=${query}&section=${query}`,
      `/advanced?q=${query}`,
    ];
    for (const path of paths) {
      const { page, complaints } = await site.visit(path);
      const facts = await page.evaluate<object>(
        `({ struck: window.struck ?? null, scripts: [...document.scripts].filter((s) => s !== document.head.querySelector('script[type="application/ld+json"]')).map((s) => s.src).filter((s) => !s.startsWith(location.origin + '/assets/')).length, images: document.images.length })`,
      );
      expect(facts, path).toEqual({ struck: null, scripts: 0, images: 0 });
      expect(complaints, path).toEqual([]);
    }
  });

  test('a suggestion that holds markup is shown as it is written', async () => {
    await putArticle(site, 'tan-cong-goi-y', {
      title: 'Zebra <img src=x onerror=alert(1)> ở thảo cầm viên',
      body: 'Con ngựa vằn.',
      publishedAt: '2011-05-06',
    });
    await suggestionsFor(site, 'zebra');
    const { page, complaints } = await site.visit('/');
    await page.getByRole('combobox').pressSequentially('zebra');
    await page.locator('.choices [role=option]').first().waitFor();
    expect(await page.locator('.choices').innerText()).toContain('Zebra');
    expect(await page.locator('.choices img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the policy refuses what markup could bring in', async () => {
    const { page, complaints } = await site.visit('/?q=a');
    const outcome = await page.evaluate(`(() => {
      const outcome = {};
      try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.struck=1">'); outcome.html = 'let in'; }
      catch (error) { outcome.html = error.name; }
      const image = document.createElement('img');
      try { image.setAttribute('onerror', 'window.struck=2'); outcome.handler = 'let in'; }
      catch (error) { outcome.handler = error.name; }
      image.src = 'https://elsewhere.invalid/x.png';
      document.body.append(image);
      const styled = document.createElement('p');
      styled.setAttribute('style', 'color: rgb(1, 2, 3)');
      document.body.append(styled);
      outcome.style = getComputedStyle(styled).color === 'rgb(1, 2, 3)' ? 'let in' : 'refused';
      outcome.struck = window.struck ?? null;
      return outcome;
    })()`);
    expect(outcome).toEqual({ html: 'TypeError', handler: 'TypeError', style: 'refused', struck: null });
    expect(complaints.some((text) => text.includes('Content Security Policy'))).toBe(true);
  });

  test('nothing moves while a page loads', async () => {
    for (const path of [
      '/',
      '/?q=thuy+dien',
      '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien',
      '/advanced?q=thuy+dien',
      '/demo',
    ]) {
      for (const width of [320, 1280]) {
        const { page, context } = await site.visit('/health', { viewport: { width, height: 900 } });
        await context.addInitScript(
          `window.moved = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved += e.value; }).observe({ type: 'layout-shift', buffered: true });`,
        );
        await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' });
        expect(await page.evaluate('window.moved'), `${path} at ${width}`).toBe(0);
      }
    }
  });

  test('a first load of any page is under 60 KB, compressed, with all that it needs', async () => {
    const { gzipSync } = await import('node:zlib');
    for (const path of [
      '/',
      '/?q=thuy+dien',
      '/?from=2000&size=10',
      '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy',
      '/advanced?q=thuy+dien',
      '/demo',
    ]) {
      const { page, context } = await site.visit('/health');
      const sizes: number[] = [];
      const bodies: Promise<void>[] = [];
      page.on('response', (response) => {
        bodies.push(response.body().then((body) => void sizes.push(gzipSync(body).length)));
      });
      await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' });
      await Promise.all(bodies);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(sizes.length, path).toBeGreaterThanOrEqual(3);
      expect(total, path).toBeLessThan(60_000);
      await context.close();
    }
  });
});
