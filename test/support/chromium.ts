import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Chromium is: `PLAYWRIGHT_CHROMIUM`, or the first of its usual names on the PATH; `null` where it is not. */
export const findChromium = (environment: NodeJS.ProcessEnv = process.env): string | null => {
  const given = environment['PLAYWRIGHT_CHROMIUM']?.trim() ?? '';
  if (given !== '') return given;
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
};

/**
 * Why the browser tests cannot run here, or `null` where they can. On CI they always run, and fail where there is no
 * browser: a run that tested less than it says must not be green.
 */
export const noBrowser = (environment: NodeJS.ProcessEnv = process.env): string | null =>
  findChromium(environment) === null && (environment['CI'] ?? '') === ''
    ? 'There is no Chromium on the PATH. Install the package chromium, or set PLAYWRIGHT_CHROMIUM to its path.'
    : null;

/** Starts Chromium without a window. */
export const launchChromium = async (): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error(
      'The browser tests need Chromium, and there is none on the PATH. Install the package chromium, or set PLAYWRIGHT_CHROMIUM to its path.',
    );
  }
  const isRoot = process.getuid?.() === 0;
  // Its sandbox refuses to run as root; there is often little shared memory in a container.
  const args = ['--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
};
