import { backupCommand, type BackupCommandDeps } from '../../../src/cli/backup-command.ts';
import { onIndexOf, runCommand, type RanCommand } from '../../support/run-command.ts';
import type { BackupEngine } from './backup-engine.ts';

export interface BackupSettings {
  /** In place of the embedded engine of the test. */
  readonly config?: Partial<BackupCommandDeps['config']>;
  /** What is answered when the command asks. */
  readonly answer?: string;
}

/** Runs `timbao backup …` as the command line does with the embedded engine, on that of the test. */
export const runBackupCommand = (
  engine: BackupEngine,
  alias: string,
  args: readonly string[],
  { config, answer }: BackupSettings = {},
): Promise<RanCommand> =>
  runCommand(engine.url(), args, answer, (deps) =>
    backupCommand({
      ...onIndexOf(deps, alias),
      config: {
        index: alias,
        replicas: 0,
        engine: {
          kind: 'embedded',
          dataDir: engine.dataDir,
          backupDir: engine.backupDir,
          pluginsDir: null,
          heap: '512m',
        },
        backupRepository: null,
        ...config,
      },
    }),
  );
