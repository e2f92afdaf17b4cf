// Runs what goes wrong on purpose, with its figures: `npm run faults`, `npm run faults -- hostile fuzz`.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...files], { stdio: 'inherit' });
child.on('exit', (code) => (process.exitCode = code ?? 1));
