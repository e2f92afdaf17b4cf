import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { prepareBackupFolder } from '../embedded/prepare-backup-folder.ts';
import type { Engine } from '../engine/engine.ts';
import { REPOSITORY } from '../index-lifecycle/backups.ts';

/**
 * Sees to it that the engine knows where backups are: the repository of the settings, or the folder of the embedded engine.
 *
 * @throws AppError `configuration` where a cluster is used and no repository is set, and as `Snapshots.register` does
 */
export const openRepository = async (
  { snapshots }: Engine,
  { engine, backupRepository }: Pick<Config, 'engine' | 'backupRepository'>,
): Promise<void> => {
  if (backupRepository !== null) return snapshots.register({ name: REPOSITORY, ...backupRepository });
  if (engine.kind === 'remote') {
    throw new AppError(
      'configuration',
      'No place for the cluster’s backups is set. Set TIMBAO_BACKUP_REPOSITORY to a folder that all of its nodes have (below a path.repo of theirs), or to JSON such as {"type":"s3","settings":{"bucket":"backups"}}.',
    );
  }
  const location = await prepareBackupFolder(engine.backupDir);
  return snapshots.register({ name: REPOSITORY, type: 'fs', settings: { location } });
};
