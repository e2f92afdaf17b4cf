// Runs what goes wrong on purpose, with its figures: `npm run faults`, `npm run faults -- hostile fuzz`.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runVitest } from './run-vitest.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tests = readdirSync(join(root, 'test', 'faults')).filter((file) => file.endsWith('.test.ts'));
const names = process.argv.slice(2);
const unknown = names.find((name) => !tests.some((file) => file.startsWith(name)));
if (unknown !== undefined) {
  console.error(
    `There is nothing called “${unknown}”. Choose of: ${tests.map((file) => file.replace('.test.ts', '')).join(', ')}.`,
  );
  process.exit(2);
}
const files = names.length === 0 ? ['test/faults'] : names.map((name) => `test/faults/${name}`);
runVitest(files);
