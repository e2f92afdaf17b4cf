import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressWithAccess } from '../../../src/embedded/engine-access.ts';
import { removeEngineData } from '../../../src/embedded/manage-engine.ts';
import { startEmbeddedEngine } from '../../../src/embedded/start-engine.ts';

/** An embedded engine of a test's own, which keeps backups. */
export interface BackupEngine {
  readonly dataDir: string;
  readonly backupDir: string;
  /** With its password. */
  url(): string;
  /** Ends it, deletes its data folder with all that is in it, and starts another one in its place. */
  startAfresh(): Promise<void>;
  dispose(): Promise<void>;
}

export const startBackupEngine = async (): Promise<BackupEngine> => {
  const work = mkdtempSync(join(tmpdir(), 'timbao-backup-'));
  chmodSync(work, 0o755);
  const [dataDir, backupDir] = [join(work, 'data'), join(work, 'data-backups')];
  const start = () => startEmbeddedEngine({ dataDir, backupDir, shortLived: true });
  let running = await start();
  const remove = async (): Promise<void> => {
    await running.stop();
    await removeEngineData(dataDir, { force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    dataDir,
    backupDir,
    url: () => addressWithAccess(running.url, running.access),
    startAfresh: async () => {
      await remove();
      running = await start();
    },
    dispose: async () => {
      await remove();
      rmSync(work, { recursive: true, force: true });
    },
  };
};
