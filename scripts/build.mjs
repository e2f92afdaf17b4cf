// Compiles src/ to dist/, bundles the command line in dist/cli/ and what the browser loads in dist/web/assets/, and makes
// the npm package in dist/packages/. Incremental: a build with nothing to do takes about two seconds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage } from './build-package.mjs';
import { bundleCli } from './bundle-cli.mjs';
import { bundleWeb } from './bundle-web.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

/** @returns its exit status */
const compile = async (project) => {
  const [status] = await once(
    spawn(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' }),
    'exit',
  );
  return status ?? 1;
};

const projects = ['tsconfig.build.json', join('scripts', 'package', 'tsconfig.json')];
process.exitCode = Math.max(...(await Promise.all(projects.map(compile))));
if (process.exitCode === 0) await Promise.all([bundleCli(root), bundleWeb(root), buildPackage(root)]);
