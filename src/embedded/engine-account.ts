import { lchown, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The user and group that the engine's processes run as and its folders belong to. */
export interface EngineAccount {
  readonly uid: number;
  readonly gid: number;
}

// Elasticsearch refuses to run as root. A number of no account of its own: nothing else owns files or runs as it.
const ENGINE_ID = 64_920;

/** The account to use instead of root's; undefined where the engine can run as the current user. */
export function engineAccount(): EngineAccount | undefined {
  return process.getuid?.() === 0 ? { uid: ENGINE_ID, gid: ENGINE_ID } : undefined;
}

/** Whether the engine, run as `account`, gets into a folder: no closed folder lies on the way. */
export async function canEnter(folder: string, account: EngineAccount | undefined): Promise<boolean> {
  if (account === undefined) return true;
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    // A folder that is yet to be created will be made by us, and open.
    if (found !== undefined) {
      const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
      const enterable = (found.mode & bit) !== 0;
      if (!enterable) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/** Gives a folder and all that is in it to the account. Returns at once where it is the account's already. */
export async function giveTo(account: EngineAccount | undefined, folder: string): Promise<void> {
  if (account === undefined) return;
  const found = await lstat(folder);
  if (found.uid === account.uid && found.gid === account.gid) return;
  if (found.isDirectory()) {
    for (const name of await readdir(folder)) await giveTo(account, join(folder, name));
  }
  // The folder last: a walk that was interrupted is done again.
  await lchown(folder, account.uid, account.gid);
}
