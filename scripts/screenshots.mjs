// Takes the pictures of docs/images/ of a service that runs with the sample articles: npm run screenshots
//
//   node scripts/screenshots.mjs [--url http://localhost:3000] [--only results,empty]
//
// WebP, since a page of text is a third as large in it as in PNG.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './launch-chromium.mjs';

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:3000' }, only: { type: 'string' } },
});
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'images');

const desk = { width: 1200, height: 780 };
const phone = { width: 390, height: 780 };

const article = '/articles/bvc-20190820-thuy-dien-xa-lu?q=thuy+dien';

const type = async (page) => {
  await page.getByRole('combobox').pressSequentially('thuy d');
  await page.locator('.choices [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
};

const drag = async (page) => {
  const bars = page.locator('.bars a');
  const [from, to] = [await bars.nth(2).boundingBox(), await bars.nth(6).boundingBox()];
  await page.mouse.move(from.x + 4, from.y + from.height - 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 6, to.y + to.height - 30, { steps: 5 });
};

const fillIn = async (page) => {
  await page.locator('#a-none').fill('covid, dịch bệnh');
  await page.locator('.written', { hasText: '-covid' }).waitFor();
};

const searchInDemo = async (page) => {
  await page.locator('timbao-search input').fill('thuy dien');
  await page.locator('timbao-search input').press('Enter');
  await page.locator('timbao-search li[part=hit]').first().waitFor();
  await page.evaluate('document.activeElement.blur()');
};

const pictures = [
  { name: 'home', path: '/', size: desk },
  { name: 'suggestions', path: '/', size: desk, act: type },
  { name: 'results', path: '/?q=thuy+dien', size: desk },
  { name: 'results-dark', path: '/?q=thuy+dien', size: desk, scheme: 'dark' },
  { name: 'results-phone', path: '/?q=thuy+dien', size: phone },
  { name: 'filters-phone', path: '/?q=x%C3%A3&section=Kinh+t%E1%BA%BF#filters', size: phone },
  { name: 'home-phone', path: '/', size: phone, scheme: 'dark' },
  { name: 'results-english', path: '/?q=thuy+dien&lang=en', size: desk },
  { name: 'dates', path: '/?q=x%C3%A3&from=2021-01-01&to=2022-12-31', size: desk, act: drag },
  {
    name: 'nothing-found',
    path: '/?q=%22th%E1%BB%A7y+%C4%91i%E1%BB%87n+covid%22&section=Kinh+t%E1%BA%BF',
    size: desk,
  },
  { name: 'notices', path: '/?q=%22chi+bo+(b%E1%BA%A3n', size: desk },
  { name: 'error', path: '/?q=l%C5%A9&page=2000', size: desk },
  { name: 'wrong-date', path: '/?q=l%C5%A9&from=31%2F02%2F2022', size: desk },
  { name: 'article', path: article, size: desk, act: (page) => page.locator('[data-step="1"]').click() },
  { name: 'article-phone', path: article, size: phone, scheme: 'dark' },
  { name: 'advanced', path: '/advanced?q=%22chi+b%E1%BB%99%22+x%C3%A3', size: desk, act: fillIn },
  { name: 'advanced-phone', path: '/advanced?q=%22chi+b%E1%BB%99%22+x%C3%A3', size: phone, scheme: 'dark' },
  { name: 'demo', path: '/demo', size: desk, act: searchInDemo },
  { name: 'demo-phone', path: '/demo', size: phone, scheme: 'dark' },
  { name: 'month', path: '/?q=thuy+dien+thang+8%2F2019', size: phone },
  { name: 'desk-pins', path: '/desk/pins', size: desk },
  { name: 'desk-synonyms', path: '/desk/synonyms', size: desk },
  { name: 'desk-alerts', path: '/desk/alerts', size: desk, scheme: 'dark' },
  { name: 'desk-alerts-phone', path: '/desk/alerts', size: phone },
  { name: 'desk-searches', path: '/desk/searches', size: desk },
];

const call = async (method, path, body) => {
  const answer = await fetch(new URL(path, values.url), {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
};

/** Puts onto the pages of the desk what stands there while they are taken. @returns the paths of it */
const fillDesk = async () => {
  const { id } = await call('POST', '/v1/pins', {
    queries: ['thủy điện', 'xả lũ'],
    first: ['bvc-20190820-thuy-dien-xa-lu'],
    until: '2030-12-31',
  });
  await call('PUT', '/v1/synonyms/hinh-anh', { spellings: ['UBND', 'Ủy ban nhân dân'] });
  await call('PUT', '/v1/alerts/hinh-anh', {
    name: 'Lũ quét và sạt lở',
    search: { q: '"lũ quét" OR "sạt lở"' },
    channel: { kind: 'feed' },
  });
  return [`/v1/pins/${id}`, '/v1/synonyms/hinh-anh', '/v1/alerts/hinh-anh'];
};

const ready = await fetch(new URL('/ready', values.url)).catch(() => null);
if (!ready?.ok) {
  console.error(
    `Nothing that can search answers at ${values.url}. Start the service (npm start), or name its address with --url.`,
  );
  process.exit(1);
}

mkdirSync(folder, { recursive: true });
const showsDesk = values.only === undefined || values.only.includes('desk');
const filled = showsDesk ? await fillDesk() : [];
const browser = await launchChromium();
for (const { name, path, size, scheme = 'light', act } of pictures) {
  if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: scheme,
    locale: 'vi-VN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(new URL(path, values.url).href);
  await act?.(page);
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  const picture = Buffer.from(data, 'base64');
  writeFileSync(join(folder, `${name}.webp`), picture);
  console.log(`docs/images/${name}.webp  ${(picture.length / 1024).toFixed(0)} KB`);
  await context.close();
}
await browser.close();
for (const path of filled) await call('DELETE', path);
