// Runs before `npm start`, `npm test` and `npm run timbao`: installs the dependencies the lock file names
// when they are not there yet, then builds. Uses nothing but Node, so that it works on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const quiet = process.argv.includes('--quiet');
const stamp = join(root, 'node_modules', '.timbao-installed');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Tìm Báo needs Node.js 20.19 or later; this is ${process.version}. Install a newer one and try again.`,
  );
  process.exit(1);
}

/** The lock file and the Node major version: what the installed packages depend on. */
function wantedInstall() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`node${major}`).digest('hex');
}

const wanted = wantedInstall();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm'];
  const installed = spawnSync(
    command,
    [...args, 'ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  );
  if (installed.status !== 0) {
    console.error(
      '`npm ci` failed (its message is above). Check the network and the npm registry setting, then try again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
} else if (!quiet && process.env.CI) {
  console.error('Dependencies are current.');
}

const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
process.exit(built.status ?? 1);
