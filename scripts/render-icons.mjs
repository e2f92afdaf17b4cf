// Renders src/web/icons/icon.svg for what takes no SVG: older browsers (favicon.ico) and the home screens of phones.
//
//   PLAYWRIGHT_CHROMIUM=/usr/bin/chromium node scripts/render-icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './launch-chromium.mjs';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'web', 'icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

const HEADER = 6;
const ENTRY = 16;

/** PNG images in one file: https://en.wikipedia.org/wiki/ICO_(file_format) */
const toIco = (images) => {
  const directory = Buffer.alloc(HEADER + ENTRY * images.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  images.forEach(({ size, png }, index) => {
    const at = HEADER + ENTRY * index;
    directory.writeUInt8(size, at);
    directory.writeUInt8(size, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(png.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([directory, ...images.map(({ png }) => png)]);
};

const browser = await launchChromium();
const page = await browser.newPage();

const render = async (size, background) => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0;background:${background}}svg{display:block}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
};

const images = [];
for (const size of [16, 32, 48]) images.push({ size, png: await render(size, 'transparent') });
writeFileSync(join(folder, 'favicon.ico'), toIco(images));
// A phone rounds the corners itself, and shows black where there is nothing.
writeFileSync(join(folder, 'touch-icon.png'), await render(180, '#8f1d14'));
await browser.close();
