// Starts Chromium without a window, for the scripts that draw.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** `PLAYWRIGHT_CHROMIUM`, or the first of its usual names on the PATH; where there is none, the script ends. */
const findChromium = () => {
  const found =
    process.env.PLAYWRIGHT_CHROMIUM ||
    (process.env.PATH ?? '')
      .split(delimiter)
      .flatMap((place) => NAMES.map((name) => join(place, name)))
      .find((file) => existsSync(file));
  if (found === undefined) {
    console.error(
      'There is no Chromium on the PATH. Install the package chromium, or set PLAYWRIGHT_CHROMIUM to its path.',
    );
    process.exit(1);
  }
  return found;
};

export const launchChromium = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
