import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import type { Engine, UpdateAliasesAction } from '../engine/engine.ts';
import { ifThere } from '../engine/if-there.ts';
import { compareCounts, type ComparedCounts } from './compare-counts.ts';
import {
  byShard,
  newCopyState,
  readCopyState,
  takenOver,
  writeCopyState,
  type CopyState,
} from './copy-state.ts';
import { copyTheRest, type FollowOptions } from './follow-index.ts';
import { indexNames } from './index-names.ts';
import { partitionsOf } from './partition-names.ts';
import { requireRoles } from './index-roles.ts';
import type { Copying } from './rebuild-index.ts';
import { assertCovered, type Uncovered } from './uncovered.ts';

export interface ExchangeOptions extends FollowOptions {
  /** Exchange even where the two do not have the same number of documents. */
  readonly force?: boolean;
  /** So many articles may come to be seen that are hidden: none unless given. See {@link assertCovered}. */
  readonly showHidden?: number;
}

export interface Exchanged {
  /** The index that is live now. */
  readonly live: string;
  /** The one that was, kept in step. */
  readonly former: string;
  readonly counts: ComparedCounts;
  /** What is seen in it that was hidden. */
  readonly uncovered: Uncovered;
  /** How long writes were held. */
  readonly heldMs: number;
}

/**
 * Puts a copy of the live index in its place, by one action on the aliases. Just before, writes to the live index are
 * held (they are answered with `writes_held` and tried again by whoever wrote), so that the last of them can be
 * copied: from then on nobody can write to it, whatever he knows, and nothing that was acknowledged is missing. Searches
 * go on all the time. What was live becomes the former index.
 *
 * @throws AppError `index_mismatch` where the two do not have the same number of documents, where something would be seen
 *   that is hidden, or where another process has taken over. Then everything is as before.
 */
export const exchangeIndices = async (
  engine: Engine,
  alias: string,
  { plan, state }: Copying,
  { force = false, showHidden = 0, ...options }: ExchangeOptions = {},
): Promise<Exchanged> => {
  const { source, target } = plan;
  await noteWayBack(engine, source, target, state);
  const partitions = await Promise.all(
    [source, target].map((index) => engine.listIndices(partitionsOf(index))),
  );
  const tries = partitions.flat().length > 0 ? TRIES : 1;
  let reached = state;
  for (let attempt = 1; ; attempt++) {
    const start = performance.now();
    await engine.blockWrites(source);
    try {
      reached = await copyTheRest(engine, plan, reached, options);
      const counts = await compareCounts(engine, source, target);
      const isSame = (counts.isSame && counts.writesMeanwhile === 0) || force;
      if (!isSame && attempt === tries) throw notTheSame(counts);
      if (isSame) {
        const uncovered = await assertCovered(engine, source, target, showHidden);
        await assertOwner(engine, target, reached);
        await engine.updateAliases(await exchangeActions(engine, alias, source, target));
        return { live: target, former: source, counts, uncovered, heldMs: performance.now() - start };
      }
    } finally {
      await release(engine, source, target, state);
    }
    await sleep(PAUSE_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
};

/** Whoever was between two partitions, of the live index or of the copy, has finished then. */
const TRIES = 3;
const PAUSE_MS = 2_000;

/**
 * Exchanges at once, and copies nothing: for a live index that cannot be read any more.
 *
 * @returns the index that is live now.
 * @throws AppError `index_mismatch` where something would be seen that is hidden, or that cannot be told
 */
export const exchangeUnchecked = async (
  engine: Engine,
  alias: string,
  target: string,
  { showHidden = 0 }: Pick<ExchangeOptions, 'showHidden'> = {},
): Promise<string> => {
  const { live } = await requireRoles(engine, alias);
  await assertCovered(engine, live, target, showHidden);
  await engine.updateAliases(await exchangeActions(engine, alias, live, target));
  await engine.allowWrites(target);
  return target;
};

/** From where the new index stands now, a rollback copies what comes after. What it had by now, the other one has. */
const noteWayBack = async (
  engine: Engine,
  former: string,
  live: string,
  { owner }: CopyState,
): Promise<void> => {
  const checkpoints = byShard(await engine.shardCheckpoints(live));
  await writeCopyState(engine, former, { ...newCopyState(live, owner), checkpoints, isComplete: true });
};

const exchangeActions = async (
  engine: Engine,
  alias: string,
  live: string,
  target: string,
): Promise<UpdateAliasesAction[]> => {
  const names = indexNames(alias);
  const { former, next } = await requireRoles(engine, alias);
  const role = target === next ? names.next : names.former;
  return [
    { remove: { index: live, alias: names.read, must_exist: true } },
    { add: { index: target, alias: names.read, is_write_index: true } },
    { add: { index: live, alias: names.write, is_write_index: false } },
    { add: { index: target, alias: names.write, is_write_index: true } },
    // Where somebody else was first, it is gone, and all of this with it.
    { remove: { index: target, alias: role, must_exist: true } },
    ...(former === null || former === target
      ? []
      : [
          { remove: { index: former, alias: names.former } },
          { remove: { index: former, alias: names.write, must_exist: false } },
        ]),
    { add: { index: live, alias: names.former } },
  ];
};

const assertOwner = async (engine: Engine, target: string, { owner }: CopyState): Promise<void> => {
  if ((await readCopyState(engine, target))?.owner !== owner) throw takenOver(target);
};

const RELEASE_TRIES = 5;

/** Writes are held no longer, however that ended; unless another process has taken over, which holds them now. */
const release = async (
  engine: Engine,
  index: string,
  target: string,
  { owner }: CopyState,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const copy = await ifThere(readCopyState(engine, target), null);
      if (copy === null || copy.owner === owner) await engine.allowWrites(index);
      return;
    } catch (error) {
      if (attempt < RELEASE_TRIES) continue;
      throw new AppError(
        'engine_unavailable',
        `Writes to ${index} are still held, and the search engine does not answer. Once it does, run the same command again, or: timbao index rebuild --abandon`,
        { cause: error },
      );
    }
  }
};

const notTheSame = ({ source, target }: ComparedCounts): AppError =>
  new AppError(
    'index_mismatch',
    `The new index has ${target.articles} articles and ${target.tombstones} tombstones, the live one ${source.articles} and ${source.tombstones}. Nothing was exchanged. Where that is as it should be: --force`,
  );
