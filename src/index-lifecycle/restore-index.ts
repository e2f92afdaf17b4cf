import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { RestoreProgress, RestoreRequest, SnapshotProgress } from '../engine/snapshots.ts';
import { tryAgain } from '../engine/try-again.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { REPOSITORY } from './backups.ts';
import { POLL_MS } from './create-backup.ts';

export interface RestoreIndexOptions {
  readonly signal?: AbortSignal;
  /** Told while files are copied. */
  readonly onProgress?: (progress: SnapshotProgress) => void;
}

/** Where no node takes a shard for so long, none will. */
const MOST_WAITING_MS = 60_000;

/**
 * Restores one index of a backup under another name, which is free, and waits until it can be read. Stopped or failed,
 * nothing of it is left.
 *
 * @throws AppError `storage_full` where there is no room, `engine_rejected` where the backup is damaged
 */
export const restoreIndex = async (
  engine: Engine,
  backup: string,
  request: RestoreRequest,
  options: RestoreIndexOptions = {},
): Promise<void> => {
  // Where this fails, an index of that name would be somebody else's.
  await engine.snapshots.restore(REPOSITORY, backup, request);
  try {
    await waitForRestore(engine, backup, request.as, options);
    await waitUntilReady(engine, request.as, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    // Where the engine does not answer either, what is left is a leftover: timbao index prune.
    await engine.deleteIndex(request.as).catch(() => {});
    throw error;
  }
};

const waitForRestore = async (
  engine: Engine,
  backup: string,
  index: string,
  { signal, onProgress }: RestoreIndexOptions,
): Promise<void> => {
  const waiting = signal === undefined ? {} : { signal };
  let waitingSince = Infinity;
  for (;;) {
    const progress: RestoreProgress = await tryAgain(() => engine.snapshots.restoreProgress(index), waiting);
    onProgress?.(progress);
    if (progress.failure !== null) {
      throw new AppError(
        'engine_rejected',
        `The backup ${backup} is damaged and cannot be restored: ${progress.failure}. Take another one: timbao backup list`,
      );
    }
    if (!progress.isRunning) return;
    const now = performance.now();
    waitingSince = progress.isWaiting ? Math.min(waitingSince, now) : Infinity;
    if (now - waitingSince > MOST_WAITING_MS) {
      throw new AppError(
        'storage_full',
        `The search engine finds no place for what the backup ${backup} has: most likely its disk is too full. Free space there, or see its log.`,
      );
    }
    await sleep(POLL_MS, undefined, waiting);
  }
};
