import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Beside the project's own packages: a peer's driver is needed by nothing else, and one of them is compiled. */
const FOLDER = join('.timbao', 'bench');

/**
 * A package of npm that only a comparison needs, installed at its first use.
 *
 * @param version as npm takes it, `12`
 * @throws Error that says why it cannot be had
 */
export const loadPackage = async <T>(name: string, version: string): Promise<T> => {
  const at = join(process.cwd(), FOLDER);
  if (!existsSync(join(at, 'node_modules', name))) {
    await mkdir(at, { recursive: true });
    if (!existsSync(join(at, 'package.json'))) await writeFile(join(at, 'package.json'), '{"private":true}');
    console.error(`Installing ${name}@${version} …`);
    await run('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: at });
  }
  return createRequire(join(at, 'package.json'))(name) as T;
};
