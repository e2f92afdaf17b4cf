// Runs the drills, at the size of an archive: `npm run drill`, `npm run drill -- killed`.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Test files, by a word to choose them by. */
const DRILLS = {
  killed: 'test/engine/ingest/engine-killed.test.ts',
  rebuild: 'test/engine/index-lifecycle/rebuild-under-load.test.ts',
  walk: 'test/drill/walk-and-export.test.ts',
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in DRILLS));
if (unknown !== undefined) {
  console.error(`There is no drill “${unknown}”. Choose of: ${Object.keys(DRILLS).join(', ')}.`);
  process.exit(2);
}
const files = (names.length === 0 ? Object.keys(DRILLS) : names).map((name) => DRILLS[name]);
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', '--config', 'vitest.drill.config.ts', ...files], {
  env: { DRILL_ARTICLES: '50000', ...process.env },
  stdio: 'inherit',
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
