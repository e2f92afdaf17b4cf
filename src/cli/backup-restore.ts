import { MAPPING_VERSION } from '../analysis/index-body.ts';
import type { Config } from '../config.ts';
import { bringBack, removeUnpacked, unpackDesk, type UnpackedKind } from '../desk/backup/restore-desk.ts';
import { deskIndexName, type DeskKind } from '../desk/desk-index.ts';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { chooseBackup, listBackups, type RestorableBackup } from '../index-lifecycle/backups.ts';
import type { NewerThanRestored } from '../index-lifecycle/compare-newer.ts';
import type { ComparedDigests } from '../index-lifecycle/digest-index.ts';
import type { Exchanged } from '../index-lifecycle/exchange-indices.ts';
import { mappingVersionOf } from '../index-lifecycle/index-names.ts';
import { findIndex } from '../index-lifecycle/index-roles.ts';
import {
  countNewer,
  promoteRestored,
  restoreBackup,
  type LiveBefore,
  type Restored,
} from '../index-lifecycle/restore-backup.ts';
import { renewDocument } from '../ingest/renew-document.ts';
import { stopSignal } from '../service/stop-signal.ts';
import { broughtBackText, deskText, isMissing, isReplaced, type DeskChoice } from './backup-desk.ts';
import { createBackupProgress } from './backup-progress.ts';
import { isConfirmed, nobodyToAsk, type Ask } from './confirm.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { exchangedText } from './index-rebuild.ts';
import { tableOf } from './print-table.ts';
import { countText, sizeText, type ProgressStream } from './progress-line.ts';

export interface RestoreDeps {
  readonly config: Pick<Config, 'index' | 'replicas'>;
  readonly out: { write(text: string): unknown };
  readonly err: ProgressStream;
  readonly ask: Ask | null;
}

export interface RestoreFlags {
  readonly name?: string | undefined;
  readonly asItWas?: boolean;
  readonly unchecked?: boolean;
  readonly showHidden?: number;
  readonly desk?: DeskChoice;
  readonly withoutArticles?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `timbao backup restore` @returns the exit status. */
export const restore = async (
  engine: Engine,
  { config: { index: alias, replicas }, out, err, ask }: RestoreDeps,
  flags: RestoreFlags,
): Promise<ExitStatus> => {
  const { name, asItWas = false, unchecked = false, showHidden = 0, dryRun = false, yes = false } = flags;
  const { desk: choice = [], withoutArticles = false } = flags;
  const backup = chooseBackup(await listBackups(engine, alias), name);
  const takesNewer = !asItWas && !unchecked;
  const asked = choice === 'none' ? [] : choice;
  if (withoutArticles && (backup.desk === null || choice === 'none')) throw nothingToRestore(backup);
  if (takesNewer && !dryRun && !withoutArticles) await assertTakesNewer(engine, alias, backup);
  // Known before hours of work, not after.
  if (!dryRun && !yes && ask === null) await assertNobodyIsAsked(engine, alias, asked, withoutArticles);
  const stop = stopSignal(() => err.write('Stopping …\n'));
  const progress = createBackupProgress(err);
  const { signal } = stop;
  let isExchanged = false;
  try {
    let restored: Restored | null = null;
    if (!withoutArticles) {
      err.write(
        `Restoring ${backup.name}, ${sizeText(backup.bytes)}, into a new index. Reads and writes go on.\n`,
      );
      restored = await restoreBackup(engine, backup, {
        alias,
        replicas,
        readsLive: !unchecked,
        signal,
        onProgress: progress.copied,
        onCompared: progress.read,
      });
      progress.end();
      out.write(comparedText(restored.compared));
      if (restored.live !== null) out.write(liveText(restored.live, takesNewer));
    }
    const forget = async (): Promise<void> => {
      if (restored !== null) await engine.deleteIndex(restored.index);
    };
    let kinds: readonly UnpackedKind[] = [];
    try {
      if (choice !== 'none') kinds = await unpackDesk(engine, backup, { alias, replicas, signal });
    } catch (error) {
      await forget().catch(() => {});
      throw error;
    }
    progress.end();
    if (kinds.length > 0) out.write(deskText(kinds, asked));
    const isReplacing = kinds.some((kind) => isReplaced(kind, asked));
    const isAsking = !yes && ((restored?.live ?? null) !== null || isReplacing);
    const question = withoutArticles ? 'Replace them?' : 'Put it into service?';
    if (dryRun || (isAsking && !(await isConfirmed(ask, question)))) {
      await forget();
      out.write(
        `Nothing was exchanged, and what was restored is removed again${dryRun ? ': this was a dry run' : ''}.\n`,
      );
      return dryRun ? EXIT.done : EXIT.failed;
    }
    if (restored !== null) {
      const exchanged = await promoteRestored(engine, restored, {
        alias,
        takesNewer,
        showHidden,
        renew: renewDocument,
        signal,
      });
      isExchanged = true;
      out.write(isLiveText(restored, exchanged));
    }
    // After the articles: alerts go on in the index that is live then.
    const articles =
      restored === null
        ? null
        : { from: backup.index, to: restored.index, checkpoints: restored.checkpoints };
    for (const kind of kinds)
      if (isMissing(kind) || asked.includes(kind.kind))
        out.write(broughtBackText(await bringBack(engine, alias, kind, articles)));
    if (isExchanged && backup.mappingVersion < MAPPING_VERSION) {
      out.write(
        `It has mapping version ${backup.mappingVersion}. Get to version ${MAPPING_VERSION}, while it serves, with: timbao index rebuild --promote\n`,
      );
    }
    return EXIT.done;
  } catch (error) {
    progress.end();
    if (isExchanged) {
      err.write(
        `The articles are in service; what editors decided is not all brought back. Again: timbao backup restore ${backup.name} --without-articles\n`,
      );
    }
    if (!signal.aborted || error instanceof AppError) throw error;
    err.write('Stopped; the live index is as it was, and nothing is left of what was restored.\n');
    return EXIT.failed;
  } finally {
    stop.dispose();
    if (backup.desk !== null) await removeUnpacked(engine, alias).catch(() => {});
  }
};

const nothingToRestore = ({ name, desk }: RestorableBackup): AppError =>
  new AppError(
    'invalid_parameters',
    desk === null
      ? `${name} has no pins, synonyms or alerts, and without its articles nothing is left to restore.`
      : 'Without articles and without pins, synonyms and alerts there is nothing to restore.',
  );

/** @throws AppError `invalid_parameters` where there is something to be asked */
const assertNobodyIsAsked = async (
  engine: Engine,
  alias: string,
  asked: readonly DeskKind[],
  withoutArticles: boolean,
): Promise<void> => {
  if (!withoutArticles && (await findIndex(engine, alias)) !== null) throw nobodyToAsk();
  for (const kind of asked) if (await engine.indexExists(deskIndexName(alias, kind))) throw nobodyToAsk();
};

const isLiveText = ({ index }: Restored, exchanged: Exchanged | null): string =>
  exchanged === null
    ? `${index} is live.\n`
    : exchangedText(
        exchanged,
        `is live. ${exchanged.former} is kept as the former one: go back with timbao index rollback, or remove it with timbao index prune --former.`,
      );

/** An index of an older mapping has no place for all that newer articles have. */
const assertTakesNewer = async (
  engine: Engine,
  alias: string,
  { name, mappingVersion }: RestorableBackup,
): Promise<void> => {
  const live = await findIndex(engine, alias);
  if (live === null || (mappingVersionOf(live, alias) ?? 0) <= mappingVersion) return;
  if ((await engine.count(live)) === 0) return;
  throw new AppError(
    'invalid_parameters',
    `${name} has mapping version ${mappingVersion}, which cannot take all that the articles of the live index have. Restore it --as-it-was and build the index anew after that (timbao index rebuild --promote); what was live is kept. Look first, with --dry-run.`,
  );
};

const comparedText = ({ said, found, writesMeanwhile }: ComparedDigests): string =>
  [
    'What was restored is what the backup says:\n',
    tableOf(
      [
        ['', 'backup', 'restored'],
        ['articles', countText(said.articles), countText(found.articles)],
        ['tombstones', countText(said.tombstones), countText(found.tombstones)],
        ['checksum', said.checksum, found.checksum],
      ],
      '  ',
    ),
    writesMeanwhile === 0
      ? ''
      : `  ${countText(writesMeanwhile)} writes came in while the backup was counted: by so many the two may differ, and the checksum does.\n`,
  ].join('');

const liveText = ({ index, state }: LiveBefore, takesNewer: boolean): string => {
  if (state === null)
    return `The live index ${index} was not looked at: what it has and the backup has not is left out.\n`;
  const { newer } = state;
  return [
    countNewer(newer) === 0
      ? `The live index ${index} has nothing that the backup has not.\n`
      : `The live index ${index} has what the backup has not: ${newerText(newer)}.\n`,
    newer.broughtBack === 0
      ? ''
      : `The backup brings back ${countText(newer.broughtBack)} that it lacks, or has in an older version.\n`,
    countNewer(newer) === 0
      ? ''
      : takesNewer
        ? 'All of that is copied, removals too. To have the backup without it: --as-it-was\n'
        : 'That is left out, and stays in what is live now, which becomes the former index.\n',
  ].join('');
};

const newerText = ({ added, changed, removed }: NewerThanRestored): string =>
  `${countText(added)} articles more, ${countText(changed)} in another version, ${countText(removed)} removed`;
