import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { Engine } from '../engine/engine.ts';
import { isTransient } from '../domain/app-error.ts';

/** How many documents an index has. */
export interface DocumentCounts {
  readonly articles: number;
  readonly tombstones: number;
}

export interface ComparedCounts {
  readonly source: DocumentCounts;
  readonly target: DocumentCounts;
  /** Writes to the source that came in while it was counted: by so much the two may differ and be the same. */
  readonly writesMeanwhile: number;
  readonly isSame: boolean;
}

/** What an index has, as far as it was written when this was called. */
export const countDocuments = async (engine: Engine, index: string): Promise<DocumentCounts> => {
  await engine.refresh(index);
  const [all, articles] = await Promise.all([engine.count(index), engine.count(index, NOT_REMOVED)]);
  return { articles, tombstones: Math.max(0, all - articles) };
};

/** The same; `null` where one of its shards is not there, as while it is being restored, or for good. */
export const countIfReadable = async (engine: Engine, index: string): Promise<DocumentCounts | null> => {
  try {
    // Which waits for no shard, as counting does. Its health is yellow while it is being restored.
    await engine.shardCheckpoints(index);
  } catch (error) {
    if (isTransient(error)) return null;
    throw error;
  }
  return countDocuments(engine, index);
};

/** Whether a copy has as many articles and as many tombstones as what it was made from. */
export const compareCounts = async (
  engine: Engine,
  source: string,
  target: string,
): Promise<ComparedCounts> => {
  const before = await writesOf(engine, source);
  const [sourceCounts, targetCounts] = await Promise.all([
    countDocuments(engine, source),
    countDocuments(engine, target),
  ]);
  const writesMeanwhile = (await writesOf(engine, source)) - before;
  const isSame = (['articles', 'tombstones'] as const).every(
    (kind) => Math.abs(sourceCounts[kind] - targetCounts[kind]) <= writesMeanwhile,
  );
  return { source: sourceCounts, target: targetCounts, writesMeanwhile, isSame };
};

/** How many writes an index has had, as far as they are done: their numbers, over all of its shards. */
export const writesOf = async (engine: Engine, index: string): Promise<number> =>
  (await engine.shardCheckpoints(index)).reduce((sum, { checkpoint }) => sum + checkpoint, 0);
