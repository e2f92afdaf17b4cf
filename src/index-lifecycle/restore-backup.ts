import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import type { Engine, ShardCheckpoint } from '../engine/engine.ts';
import type { RestorableBackup } from './backups.ts';
import {
  compareNewer,
  stillNewer,
  type CompareNewerOptions,
  type NewerThanRestored,
} from './compare-newer.ts';
import type { RenewDocument } from './copy-pages.ts';
import { byShard, newCopyState, takenOver, writeCopyState, type CopyState } from './copy-state.ts';
import { uuidOf } from './create-backup.ts';
import { compareDigests, digestIndex, type ComparedDigests } from './digest-index.ts';
import {
  exchangeIndices,
  exchangeUnchecked,
  type Exchanged,
  type ExchangeOptions,
} from './exchange-indices.ts';
import { followIndex, type FollowOptions } from './follow-index.ts';
import { indexNames, newIndexName } from './index-names.ts';
import { findRoles, type IndexRoles } from './index-roles.ts';
import { abandonRebuild, planCopy, type Copying } from './rebuild-index.ts';
import { restoreIndex, type RestoreIndexOptions } from './restore-index.ts';

export interface RestoreOptions extends RestoreIndexOptions {
  /** The setting TIMBAO_INDEX. */
  readonly alias: string;
  readonly replicas: number;
  /** `false`: the live index cannot be read, and is not looked at. */
  readonly readsLive?: boolean;
  readonly now?: Date;
  /** Told while documents are read, with their number so far. */
  readonly onCompared?: (documents: number) => void;
}

/** What a backup has become: a new index that nothing leads to yet. */
export interface Restored {
  readonly index: string;
  readonly compared: ComparedDigests;
  /** How far the index had got when the backup was made. */
  readonly checkpoints: readonly ShardCheckpoint[];
  /** The live index, as it was when the restore began; `null` where there is none. */
  readonly live: LiveBefore | null;
}

export interface LiveBefore {
  readonly index: string;
  /** `null` where it was not looked at. */
  readonly state: LiveState | null;
}

export interface LiveState {
  /** How far it had got when the restore began. */
  readonly checkpoints: readonly ShardCheckpoint[];
  readonly newer: NewerThanRestored;
  /** The backup is an older state of this very index. */
  readonly isSameIndex: boolean;
}

/**
 * Restores a backup into a new index, compares that with what the backup says, and looks what the live index has that it
 * has not. The live index is left alone; stopped or failed, nothing of the new one is left.
 *
 * @throws AppError `storage_full` where there is no room, `engine_rejected` where the backup is damaged, `index_mismatch`
 *   where what was restored is not what the backup says, or a rebuild is under way
 */
export const restoreBackup = async (
  engine: Engine,
  backup: RestorableBackup,
  options: RestoreOptions,
): Promise<Restored> => {
  const { alias, now = new Date(), readsLive = true, replicas, signal, onCompared } = options;
  const roles = await findRoles(engine, alias);
  assertNothingUnderWay(roles);
  await assertRoom(engine, backup, replicas);
  const index = newIndexName(alias, backup.mappingVersion, now);
  // Before anything else: what is written from now on is written since.
  const checkpoints = roles === null || !readsLive ? null : await engine.shardCheckpoints(roles.live);
  await restoreIndex(engine, backup.name, { index: backup.index, as: index, replicas }, options);
  const reading = {
    ...(signal === undefined ? {} : { signal }),
    ...(onCompared === undefined ? {} : { onProgress: onCompared }),
  };
  try {
    const reached = await engine.shardCheckpoints(index);
    const compared = compareDigests(backup.digest, await digestIndex(engine, index, reading));
    if (!compared.isSame) throw notAsItSays(backup, compared);
    if (roles === null) return { index, compared, checkpoints: reached, live: null };
    const state =
      checkpoints === null
        ? null
        : await lookAtLive(engine, backup, { live: roles.live, checkpoints }, { index, reached }, reading);
    return { index, compared, checkpoints: reached, live: { index: roles.live, state } };
  } catch (error) {
    // Where the engine does not answer either, what is left is a leftover: timbao index prune.
    await engine.deleteIndex(index).catch(() => {});
    throw error;
  }
};

const lookAtLive = async (
  engine: Engine,
  { uuid }: RestorableBackup,
  { live, checkpoints }: { readonly live: string; readonly checkpoints: readonly ShardCheckpoint[] },
  restored: { readonly index: string; readonly reached: readonly ShardCheckpoint[] },
  reading: Omit<CompareNewerOptions, 'isSameIndex'>,
): Promise<LiveState> => {
  const reached = byShard(restored.reached);
  // One that is behind its own backup was put back by other means, and has gone another way since.
  const isSameIndex =
    (await uuidOf(engine, live)) === uuid &&
    checkpoints.every(({ shard, checkpoint }) => checkpoint >= (reached[shard] ?? -1));
  const newer = await compareNewer(engine, live, restored.index, { ...reading, isSameIndex });
  return { checkpoints, newer, isSameIndex };
};

/** What the engine keeps free on its disk is its own business; this is what surely does not fit. */
const assertRoom = async (
  engine: Engine,
  { name, bytes }: RestorableBackup,
  replicas: number,
): Promise<void> => {
  const free = await engine.freeBytes();
  const needed = bytes * (1 + replicas);
  if (needed < free) return;
  throw new AppError(
    'storage_full',
    `The backup ${name} needs ${megabytes(needed)} on the search engine’s disk, beside the live index, and there are ${megabytes(free)}. Free space there; leftovers go with: timbao index prune`,
  );
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What is in both indices of the exchange, and which writes go along. */
export interface PromoteOptions extends FollowOptions, Pick<ExchangeOptions, 'showHidden'> {
  readonly alias: string;
  /**
   * `true`: what the live index has that is newer than the backup is taken along. `false`: the index goes into service as
   * the backup has it, with nothing but what was written since the restore began.
   */
  readonly takesNewer: boolean;
  readonly renew: RenewDocument;
}

/**
 * Puts a restored index into service. Where there is a live one, as a rebuild is: it follows the live one until the writes
 * are held for a moment, and what was live is the former one then, with all that it had. A live one that was not looked at
 * is exchanged at once. Stopped or failed, the live index stays, and the restored one is removed.
 *
 * @returns `null` where nothing was copied from a live index
 * @throws AppError `index_mismatch` where the roles have changed since the restore began, or the restored index does not
 *   take what it should take along
 */
export const promoteRestored = async (
  engine: Engine,
  { index, live }: Restored,
  { alias, takesNewer, renew, showHidden = 0, ...follow }: PromoteOptions,
): Promise<Exchanged | null> => {
  const names = indexNames(alias);
  try {
    const roles = await findRoles(engine, alias);
    assertNothingUnderWay(roles);
    if (roles?.live !== live?.index) throw takenOver(index);
    if (live === null) {
      await engine.updateAliases([
        { add: { index, alias: names.read, is_write_index: true } },
        { add: { index, alias: names.write, is_write_index: true } },
      ]);
      return null;
    }
    const { state } = live;
    const from = state === null ? [] : takesNewer ? await newerFrom(engine, index, state) : state.checkpoints;
    const copy = {
      ...newCopyState(live.index, randomUUID()),
      checkpoints: byShard(from),
      isComplete: true,
    };
    await writeCopyState(engine, index, copy);
    // Of several at once, one gets the alias: it has one write index at most.
    await engine.updateAliases([
      { add: { index, alias: names.next, is_write_index: true } },
      { add: { index, alias: names.write, is_write_index: false } },
    ]);
    if (state === null) {
      await exchangeUnchecked(engine, alias, index, { showHidden });
      return null;
    }
    const plan = await planCopy(engine, live.index, index, names.next, renew);
    let reached = await followIndex(engine, plan, copy, follow);
    if (takesNewer) reached = await catchUpWithAll(engine, { plan, state: reached }, state, follow);
    // The two differ, and are meant to: what the one has more than the other was told before.
    return await exchangeIndices(
      engine,
      alias,
      { plan, state: reached },
      { ...follow, showHidden, force: true },
    );
  } catch (error) {
    await giveUp(engine, alias, index);
    throw error;
  }
};

/** Of the same index, the restored one has all writes up to its own; of another one, all of it is looked at. */
const newerFrom = async (
  engine: Engine,
  restored: string,
  { isSameIndex }: LiveState,
): Promise<readonly ShardCheckpoint[]> => (isSameIndex ? engine.shardCheckpoints(restored) : []);

/** A write that is under way at this moment is in the one and not yet in the other. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 500;

/** Looks whether everything that is newer in the live index is in the restored one by now. @returns the state reached */
const catchUpWithAll = async (
  engine: Engine,
  { plan, state }: Copying,
  { isSameIndex }: LiveState,
  follow: FollowOptions,
): Promise<CopyState> => {
  const waiting = follow.signal === undefined ? {} : { signal: follow.signal };
  let reached = state;
  let ids: string[] = [];
  const onNewer = (id: string): number => ids.push(id);
  await compareNewer(engine, plan.source, plan.target, { ...waiting, isSameIndex, onNewer });
  for (let look = 1; look <= LOOKS && ids.length > 0; look++) {
    if (look > 1) await sleep(LOOK_AGAIN_MS, undefined, waiting);
    reached = await followIndex(engine, plan, reached, follow);
    ids = await stillNewer(engine, plan.source, plan.target, ids);
  }
  if (ids.length === 0) return reached;
  throw new AppError(
    'index_mismatch',
    `The restored index would not take ${ids.length} of the articles that are newer in the live one, such as ${ids.slice(0, 3).join(', ')}. Nothing was exchanged. To put the backup into service without them: --as-it-was`,
  );
};

/** Articles and removals that the live index has and the restored one has not. */
export const countNewer = ({ added, changed, removed }: NewerThanRestored): number =>
  added + changed + removed;

/** Where the engine does not answer either, what failed first is what is told. */
const giveUp = async (engine: Engine, alias: string, index: string): Promise<void> => {
  try {
    const roles = await findRoles(engine, alias);
    if (roles?.next === index) await abandonRebuild(engine, alias);
    // One that has become the live or the former one is not ours to remove.
    else if (roles?.live !== index && roles?.former !== index) await engine.deleteIndex(index);
  } catch {
    // It stays as a rebuild that is under way, or as a leftover, which says what to do with it.
  }
};

const assertNothingUnderWay = (roles: IndexRoles | null): void => {
  const next = roles?.next ?? null;
  if (next === null) return;
  throw new AppError(
    'index_mismatch',
    `A rebuild is under way (${next}). Promote it, or give it up first: timbao index rebuild --abandon`,
  );
};

const notAsItSays = ({ name }: RestorableBackup, { said, found }: ComparedDigests): AppError =>
  new AppError(
    'index_mismatch',
    `What was restored is not what the backup ${name} says: ${found.articles} articles and ${found.tombstones} tombstones, checksum ${found.checksum}, instead of ${said.articles} and ${said.tombstones}, ${said.checksum}. Nothing was exchanged, and what was restored is removed again. Take another one: timbao backup list`,
  );
