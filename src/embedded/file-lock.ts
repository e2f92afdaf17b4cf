import { readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemErrorCode } from './engine-error.ts';
import { identifySelf, isAlive, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 150;
const TAKEOVER_STALE_MS = 10_000;

/**
 * Runs `work` while this process alone holds the lock file. Waits for another holder; the lock of a process
 * that is dead is taken over.
 * @param onWait called once when another living process holds the lock, with its number
 */
export async function withFileLock<T>(
  path: string,
  options: { readonly onWait?: (pid: number) => void; readonly signal?: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    await remove(path);
  }
}

async function acquire(
  path: string,
  options: { readonly onWait?: (pid: number) => void; readonly signal?: AbortSignal },
): Promise<void> {
  const mine = JSON.stringify({ ...identifySelf(), nonce: Math.random() });
  let told = false;
  for (;;) {
    options.signal?.throwIfAborted();
    if (await createExclusively(path, mine)) return;
    const found = await read(path);
    if (found === undefined) continue;
    const holder = parseHolder(found);
    if (holder === undefined || !isAlive(holder)) {
      // Half written files get a moment to become whole.
      if (holder !== undefined || (await age(path)) > TAKEOVER_STALE_MS) await removeStale(path, found);
    } else if (!told) {
      told = true;
      options.onWait?.(holder.pid);
    }
    await sleep(POLL_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

/** Only one process at a time may remove a stale lock: else a second one could remove the next holder's. */
async function removeStale(path: string, stale: string): Promise<void> {
  const takeover = `${path}.takeover`;
  if (!(await createExclusively(takeover, ''))) {
    if ((await age(takeover)) > TAKEOVER_STALE_MS) await remove(takeover);
    return;
  }
  try {
    if ((await read(path)) === stale) await remove(path);
  } finally {
    await remove(takeover);
  }
}

async function createExclusively(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
}

async function age(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

function parseHolder(text: string): ProcessIdentity | undefined {
  try {
    const holder: unknown = JSON.parse(text);
    if (typeof holder !== 'object' || holder === null) return undefined;
    if (!('pid' in holder) || typeof holder.pid !== 'number') return undefined;
    if (!('began' in holder) || typeof holder.began !== 'string') return undefined;
    return { pid: holder.pid, began: holder.began };
  } catch {
    return undefined;
  }
}
