import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { SnapshotProgress } from '../engine/snapshots.ts';
import { tryAgain } from '../engine/try-again.ts';
import { backupNotes, listBackups, REPOSITORY, type Backup, type DeskCopy } from './backups.ts';
import { digestIndex, type DigestOptions } from './digest-index.ts';
import { timestamp } from './index-names.ts';
import { requireRoles } from './index-roles.ts';

export interface CreateBackupOptions {
  /** The setting TIMBAO_INDEX. */
  readonly alias: string;
  /** `articles-20220121t083000123z` unless given. */
  readonly name?: string;
  /** What is to be in it beside the articles. */
  readonly desk?: DeskCopy;
  readonly now?: Date;
  /** Gives up, and removes what there is of it. */
  readonly signal?: AbortSignal;
  /** Told while documents are counted. */
  readonly onCounted?: DigestOptions['onProgress'];
  /** Told while files are copied. */
  readonly onProgress?: (progress: SnapshotProgress) => void;
}

const NO_DESK: DeskCopy = { indices: [], counts: {} };

/** How often it is asked how far a snapshot is. */
export const POLL_MS = 500;

/**
 * Makes a backup of the live index, and of what is named beside it, while reads and writes go on. What other backups have of it already is not copied
 * again.
 *
 * @throws AppError as `Snapshots.start` does, and `engine_rejected` or `storage_full` where not all of it could be copied;
 *   then there is no backup of that name.
 */
export const createBackup = async (engine: Engine, options: CreateBackupOptions): Promise<Backup> => {
  const { alias, now = new Date(), desk = NO_DESK, signal, ...told } = options;
  const { name = `${alias}-${timestamp(now)}` } = options;
  const { live } = await requireRoles(engine, alias);
  const digest = await digestIndex(engine, live, {
    ...(signal === undefined ? {} : { signal }),
    ...(told.onCounted === undefined ? {} : { onProgress: told.onCounted }),
  });
  const notes = backupNotes(alias, await uuidOf(engine, live), digest, desk.counts);
  await engine.snapshots.start(REPOSITORY, name, { indices: [live, ...desk.indices], notes });
  const waiting = signal === undefined ? {} : { signal };
  let made: Backup | undefined;
  try {
    do {
      await sleep(POLL_MS, undefined, waiting);
      const progress = await tryAgain(() => engine.snapshots.progress(REPOSITORY, name), waiting);
      told.onProgress?.(progress);
      if (progress.isRunning) continue;
      // All of its files are there: what is left is its own description, until which it is not made.
      made = (await tryAgain(() => listBackups(engine, alias), waiting)).find((each) => each.name === name);
    } while (made === undefined || made.state === 'running');
  } catch (error) {
    if (signal?.aborted === true) await giveUp(engine, name);
    throw error;
  }
  if (made.state === 'complete') return made;
  await engine.snapshots.remove(REPOSITORY, name);
  throw notWhole(name, made);
};

const giveUp = async (engine: Engine, name: string): Promise<void> => {
  try {
    await engine.snapshots.remove(REPOSITORY, name);
  } catch (error) {
    throw new AppError(
      'engine_unavailable',
      `The backup ${name} could not be stopped: the search engine goes on with it. Once it answers: timbao backup delete ${name}`,
      { cause: error },
    );
  }
};

/** The unique name that the engine has given an index. */
export const uuidOf = async (engine: Engine, index: string): Promise<string> => {
  const { index: settings } = await engine.getSettings(index);
  return (settings as { readonly uuid?: string } | undefined)?.uuid ?? '';
};

const notWhole = (name: string, { failures }: Backup): AppError => {
  const why = failures[0] ?? 'the search engine does not say why';
  const cause = new Error(why);
  return failures.some((failure) => failure.includes('No space left on device'))
    ? new AppError(
        'storage_full',
        `The backup ${name} was not made: the disk of the repository is full. Free space there, or delete older backups.`,
        { cause },
      )
    : new AppError(
        'engine_rejected',
        `The backup ${name} was not made: ${why.slice(0, 300)}. Nothing is left of it; see the search engine’s log.`,
        { cause },
      );
};
