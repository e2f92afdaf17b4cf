import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noBrowser } from '../support/chromium.ts';
import { realSite, type RealSite } from './real-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const WIDTHS = [320, 375, 768, 1024, 1440] as const;

/** Up to here people use their fingers. */
const TOUCH = 768;

/** The smallest target that a finger hits, in pixels, with what rounding takes from it. */
const TARGET = 44 - 0.5;

const LIGHT = { colorScheme: 'light', forcedColors: 'none' } as const;
const DARK = { colorScheme: 'dark', forcedColors: 'none' } as const;

/** Chromium keeps forced colours of the other scheme when the scheme is changed: in the dark they need a page of their own. */
const FORCED = { forcedColors: 'active' } as const;

const PAGES: readonly (readonly [name: string, path: string])[] = [
  ['start', '/'],
  ['results', '/?q=thuy+dien'],
  ['narrowed results in English', '/?q=x%C3%A3&from=2021&to=2022&section=Kinh+t%E1%BA%BF&lang=en'],
  ['results with notices', '/?q=ddangr+%22booj+(ba%CC%89n'],
  ['nothing found', '/?q=%22th%E1%BB%A7y+%C4%91i%E1%BB%87n+covid%22&section=Kinh+t%E1%BA%BF'],
  ['error', '/?q=a&page=2000'],
  ['article', '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien'],
  [
    'advanced',
    '/advanced?q=%22chi+b%E1%BB%99%22+x%C3%A3+(a+OR+(b+c))&section=Kinh+t%E1%BA%BF&from=31/02/2022',
  ],
  ['trends', '/trends?q=huyen&q=%22x%C3%A3+h%E1%BB%99i%22&interval=year&show=share'],
  ['demo', '/demo'],
  ['docs', '/docs'],
];

/** @param rules those alone; all of them where it is not given */
const objections = (page: Page, rules?: readonly string[]): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `axe.run(document, { resultTypes: ['violations']${rules === undefined ? '' : `, runOnly: ${JSON.stringify(rules)}`} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
  );

/**
 * Targets that a finger would miss: those whose reach, with what around them leads to the same, is too low. Not those
 * within a sentence; nor the line under a title, which is one text and has a test of its own; nor the bars of the chart,
 * which may be narrow and have the table below them.
 */
const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
      .filter((target) => {
        const box = target.getBoundingClientRect();
        const isSeen = target.checkVisibility({ visibilityProperty: true }) && box.width > 1 && target.tabIndex >= 0;
        const text = (node) => node.textContent.trim().length;
        const isInSentence = getComputedStyle(target).display === 'inline' && text(target.parentElement) > text(target);
        if (!isSeen || box.height >= ${TARGET} || isInSentence || target.closest('.bars, .hit .meta, .skip') !== null) return false;
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top, bottom } = target.getBoundingClientRect();
        const leads = (y) => {
          const there = document.elementFromPoint(left + 4, y);
          return there !== null && (target.contains(there) || there.closest('label')?.control === target);
        };
        let [from, to] = [top + 1, bottom - 1];
        while (leads(from - 1)) from--;
        while (leads(to + 1)) to++;
        return to - from + 2 < ${TARGET};
      })
      .map((target) => target.outerHTML.slice(0, 160) + ' ' + target.getBoundingClientRect().height)
  `);

/**
 * Texts that can hardly be told from their ground where colours are forced. axe-core goes by `-webkit-text-fill-color`, of
 * which Chromium tells what it would be if they were not.
 */
const faintTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`(() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = channels(colour).map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const ground = getComputedStyle(at).backgroundColor;
        if ((channels(ground)[3] ?? 1) > 0) return ground;
      }
      return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
      .filter((element) => {
        const [one, other] = [light(getComputedStyle(element).color), light(groundOf(element))].toSorted((a, b) => b - a);
        return (one + 0.05) / (other + 0.05) < 4.5;
      })
      .map((element) => element.outerHTML.slice(0, 120) + ' ' + getComputedStyle(element).color + ' on ' + groundOf(element));
  })()`);

let site: RealSite;

describe.skipIf(noBrowser() !== null)('at every width and in all colours', () => {
  beforeAll(async () => {
    site = await realSite();
  });

  afterAll(() => site?.close());

  test.each(PAGES)('%s', async (name, path) => {
    // The reference is as long as a book: its narrowest and its widest do.
    const widths = name === 'docs' ? [WIDTHS[0], WIDTHS[4]] : WIDTHS;
    const { page, context, complaints } = await site.visit(path);
    await page.evaluate(axe.source);
    const found: string[] = [];
    const note = (where: string, texts: readonly string[]): void => {
      found.push(...texts.map((text) => `${where}: ${text}`));
    };
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia(LIGHT);
      const scrolled = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (scrolled > width) note(`${width}`, [`${scrolled} px have to be scrolled`]);
      note(`${width}`, await objections(page));
      // The reference is for people at a desk.
      if (width <= TOUCH && name !== 'docs') note(`${width}`, await smallTargets(page));
      await page.emulateMedia(DARK);
      note(`${width}, dark`, await objections(page, ['color-contrast', 'link-in-text-block']));
      await page.emulateMedia({ ...LIGHT, ...FORCED });
      note(`${width}, forced colours`, await faintTexts(page));
    }
    const forced = await site.visit(path, { ...DARK, ...FORCED });
    for (const width of widths) {
      await forced.page.setViewportSize({ width, height: 800 });
      note(`${width}, forced dark colours`, await faintTexts(forced.page));
    }
    await forced.context.close();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
