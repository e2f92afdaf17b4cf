import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { canEnter, type EngineAccount } from './engine-account.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import { packageFile } from '../package-file.ts';

const SYSTEM_CACHE = '/var/cache/timbao';
const SYSTEM_DATA = '/var/lib/timbao';

/** The folder in which installed engines are kept, shared by every checkout and version of the service. */
export async function cacheFolder(
  env: EngineEnvironment,
  account: EngineAccount | undefined,
): Promise<string> {
  const chosen = env['XDG_CACHE_HOME'];
  if (chosen !== undefined && isAbsolute(chosen)) {
    const folder = join(chosen, 'timbao');
    if (await canEnter(folder, account)) return folder;
  }
  // Run by root, the engine is another user's process, which can't look into root's home.
  if (account !== undefined) return SYSTEM_CACHE;
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'timbao', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'timbao');
  return join(homedir(), '.cache', 'timbao');
}

/**
 * The folder for the engine's data, logs and configuration: inside `dataDir`, or a system folder of the same
 * purpose where the engine, run as `account`, could not get into that one.
 */
export async function engineFolder(dataDir: string, account: EngineAccount | undefined): Promise<string> {
  const inside = join(resolve(dataDir), 'engine');
  return (await canEnter(inside, account)) ? inside : join(SYSTEM_DATA, keyOf(dataDir));
}

/**
 * The folder for backups: `backupDir` itself, without symbolic links, or a system folder where the engine could not get
 * into that one. The engine is started with it, and backups are registered by the same name.
 */
export async function backupFolder(backupDir: string, account: EngineAccount | undefined): Promise<string> {
  const chosen = await realPath(resolve(backupDir));
  return (await canEnter(chosen, account)) ? chosen : join(SYSTEM_DATA, `backups-${keyOf(backupDir)}`);
}

const keyOf = (folder: string): string =>
  createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);

/** Elasticsearch opens only what lies under a path as it really is. What is not there yet has no links. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path === dirname(path) ? path : join(await realPath(dirname(path)), basename(path));
  }
}

/** Sources of the ICU plugin. They stay in `src`, from where the compiled service in `dist` finds them, too. */
export function icuPluginSources(): string {
  return packageFile('src', 'embedded', 'icu-plugin');
}
