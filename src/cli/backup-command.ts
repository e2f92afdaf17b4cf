import { Command, Option } from 'commander';
import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { expiredBackups, listBackups, REPOSITORY, type Backup } from '../index-lifecycle/backups.ts';
import { createBackup } from '../index-lifecycle/create-backup.ts';
import { stopSignal } from '../service/stop-signal.ts';
import { deskContents } from '../desk/backup/desk-contents.ts';
import { deskCountsText, deskOption } from './backup-desk.ts';
import { createBackupProgress } from './backup-progress.ts';
import { openRepository } from './backup-repository.ts';
import { restore, type RestoreFlags } from './backup-restore.ts';
import { askOf, withReadyEngine, type AskingDeps, type CommandDeps } from './command-deps.ts';
import { showHiddenOption, subcommand, wholeNumber } from './command-parts.ts';
import { isConfirmed } from './confirm.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { tableOf } from './print-table.ts';
import { countText, sizeText } from './progress-line.ts';

type Setting = 'replicas' | 'engine' | 'backupRepository';

export interface BackupCommandDeps extends CommandDeps<Setting>, AskingDeps {
  readonly config: Pick<Config, 'index' | Setting>;
}

/** `timbao backup`: copies of the index and of the desk outside of the engine's data. */
export const backupCommand = (deps: BackupCommandDeps): Command =>
  new Command('backup')
    .exitOverride()
    .addCommand(
      subcommand(
        'create',
        'make a backup of the live index, and of pins, synonyms and alerts; reads and writes go on',
      )
        .option('--name <name>', 'its name; otherwise that of the index with the time')
        .option('--keep <n>', 'once it is made, remove all but the newest n, this one included', wholeNumber)
        .action((flags: CreateFlags) => connected(deps, (engine) => create(engine, deps, flags))),
    )
    .addCommand(
      subcommand('list', 'every backup of the index: when it was made, what is in it, whether it is whole')
        .option('--json', 'as JSON')
        .action((flags: { readonly json?: boolean }) =>
          connected(deps, (engine) => list(engine, deps, flags)),
        ),
    )
    .addCommand(
      subcommand(
        'restore',
        'restore a backup into a new index, compare it, and put it into service, with pins, synonyms and alerts where there are none; asks before',
      )
        .argument('[name]', 'the newest one unless given')
        .option(
          '--as-it-was',
          'leave out articles that are newer in the live index, which stays as the former one; otherwise they are copied',
        )
        .option('--unchecked', 'at once, without looking at the live index: for one that cannot be read')
        .addOption(deskOption())
        .addOption(
          new Option('--without-articles', 'pins, synonyms and alerts alone').conflicts([
            'asItWas',
            'unchecked',
            'showHidden',
          ]),
        )
        .addOption(showHiddenOption())
        .option('--dry-run', 'restore and compare it, say what would be, and remove it again')
        .option('--yes', 'do not ask')
        .action((name: string | undefined, flags: RestoreFlags) =>
          connected(
            deps,
            (engine) => restore(engine, { ...deps, ask: askOf(deps) }, { ...flags, name }),
            // What cannot be searched is not waited for where it is to be left.
            { waits: flags.unchecked !== true },
          ),
        ),
    )
    .addCommand(
      subcommand('delete', 'remove backups for good; asks before')
        .argument('<names...>')
        .option('--dry-run', 'say what would be removed')
        .option('--yes', 'do not ask')
        .action((names: readonly string[], flags: DeleteFlags) =>
          connected(deps, (engine) => remove(engine, deps, names, flags)),
        ),
    );

const connected = async (
  deps: BackupCommandDeps,
  run: (engine: Engine) => Promise<ExitStatus>,
  options: { readonly waits?: boolean } = {},
): Promise<void> => {
  process.exitCode = await withReadyEngine(
    deps,
    async (engine) => {
      await openRepository(engine, deps.config);
      return run(engine);
    },
    options,
  );
};

interface CreateFlags {
  readonly name?: string;
  readonly keep?: number;
}

const create = async (
  engine: Engine,
  { config: { index: alias }, out, err }: BackupCommandDeps,
  { name, keep }: CreateFlags,
): Promise<ExitStatus> => {
  const stop = stopSignal(() => err.write('Stopping …\n'));
  const progress = createBackupProgress(err);
  try {
    const made = await createBackup(engine, {
      alias,
      desk: await deskContents(engine, alias),
      ...(name === undefined ? {} : { name }),
      signal: stop.signal,
      onCounted: progress.read,
      onProgress: progress.copied,
    });
    progress.end();
    out.write(`${made.name} has ${contentsText(made)}, ${sizeText(made.bytes)}, of ${made.index}.\n`);
  } catch (error) {
    progress.end();
    if (!stop.signal.aborted || error instanceof AppError) throw error;
    err.write('Stopped; nothing is left of the backup.\n');
    return EXIT.failed;
  } finally {
    stop.dispose();
  }
  if (keep !== undefined) {
    const expired = expiredBackups(await listBackups(engine, alias), keep);
    await removeAll(engine, expired, out);
  }
  return EXIT.done;
};

const list = async (
  engine: Engine,
  { config: { index: alias }, out }: BackupCommandDeps,
  { json = false }: { readonly json?: boolean },
): Promise<ExitStatus> => {
  const backups = await listBackups(engine, alias);
  if (json) out.write(`${JSON.stringify({ alias, backups }, null, 2)}\n`);
  else if (backups.length === 0) out.write('There is no backup yet. Make one with: timbao backup create\n');
  else {
    out.write(
      tableOf([
        ['backup', 'made at', 'is', 'articles', 'tombstones', 'size', 'mapping', 'desk'],
        ...backups.map((each) => [
          each.name,
          each.startedAt?.replace(/\.\d+Z$/, 'Z') ?? 'unknown',
          STATE_TEXTS[each.state],
          each.digest === null ? 'unknown' : countText(each.digest.articles),
          each.digest === null ? 'unknown' : countText(each.digest.tombstones),
          each.state === 'complete' ? sizeText(each.bytes) : 'unknown',
          `version ${each.mappingVersion}`,
          each.desk === null ? 'nothing' : deskCountsText(each.desk.counts),
        ]),
      ]),
    );
  }
  return backups.every(({ state }) => state === 'complete' || state === 'running') ? EXIT.done : EXIT.failed;
};

const STATE_TEXTS: Readonly<Record<Backup['state'], string>> = {
  running: 'being made',
  complete: 'whole',
  partial: 'NOT WHOLE',
  failed: 'FAILED',
  unreadable: 'DAMAGED',
};

interface DeleteFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const remove = async (
  engine: Engine,
  deps: BackupCommandDeps,
  names: readonly string[],
  { dryRun = false, yes = false }: DeleteFlags,
): Promise<ExitStatus> => {
  const { config, out } = deps;
  const backups = await listBackups(engine, config.index);
  const found = names.map((name) => {
    const backup = backups.find((each) => each.name === name);
    if (backup !== undefined) return backup;
    throw new AppError(
      'not_found',
      `There is no backup “${name}” of this index; nothing was removed. See: timbao backup list`,
    );
  });
  out.write('To be removed for good:\n');
  for (const backup of found) out.write(`  ${backup.name} (${contentsText(backup)})\n`);
  if (dryRun) {
    out.write('Nothing was removed: this was a dry run.\n');
    return EXIT.done;
  }
  if (!yes && !(await isConfirmed(askOf(deps), 'Remove them?'))) {
    out.write('Nothing was removed.\n');
    return EXIT.failed;
  }
  await removeAll(engine, found, out);
  return EXIT.done;
};

const removeAll = async (
  engine: Engine,
  backups: readonly Backup[],
  out: BackupCommandDeps['out'],
): Promise<void> => {
  for (const { name } of backups) {
    await engine.snapshots.remove(REPOSITORY, name);
    out.write(`Removed ${name}.\n`);
  }
};

const contentsText = ({ digest, desk }: Backup): string =>
  digest === null
    ? 'what is in it is not known'
    : `${countText(digest.articles)} articles and ${countText(digest.tombstones)} tombstones${desk === null ? '' : `, ${deskCountsText(desk.counts)}`}`;
