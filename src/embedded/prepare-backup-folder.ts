import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { engineAccount, giveTo } from './engine-account.ts';
import { engineError, systemErrorCode } from './engine-error.ts';
import { backupFolder } from './engine-folders.ts';

/**
 * Creates the folder for the embedded engine's backups, for its owner alone. One that is there already stays as it is: it
 * may hold more than what is ours.
 *
 * @returns its path, as the engine was started with it
 * @throws AppError `embedded_engine` where it cannot be created
 */
export async function prepareBackupFolder(backupDir: string): Promise<string> {
  const account = engineAccount();
  const folder = await backupFolder(backupDir, account);
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { mode: 0o700 });
    // A mask may have taken the owner's own rights away.
    await chmod(folder, 0o700);
    await giveTo(account, folder);
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return folder;
    throw engineError(
      `The folder for backups, ${folder}, can't be created (${systemErrorCode(error) ?? String(error)}). ` +
        'Set TIMBAO_BACKUP_DIR to one that can, and restart the engine.',
      error,
    );
  }
  return folder;
}
