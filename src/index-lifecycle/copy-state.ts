import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import type { Engine, ShardCheckpoint } from '../engine/engine.ts';

/**
 * How far an index has been copied from another. It is kept with the copy itself (`_meta` of its mapping): whoever goes
 * on with it, after whatever crash, finds both in the same place.
 */
export interface CopyState {
  /** The index that is copied. */
  readonly from: string;
  /**
   * For each shard of that index the number (`_seq_no`) of its last write that is in the copy, and all before it; -1 is
   * none. Writes count up within a shard, so that what came in since then is what has a higher number.
   */
  readonly checkpoints: readonly number[];
  /** How many documents the first run over the index has copied. */
  readonly copied: number;
  /** The first run has come to its end: from now on the copy only follows. */
  readonly isComplete: boolean;
  /** Documents that the copy would not take, by their ids. */
  readonly refused: readonly string[];
  readonly startedAt: string;
  /** The last sign of life. */
  readonly updatedAt: string;
  /** Whoever copies at the moment; another one takes over by writing its own name here. */
  readonly owner: string;
}

const schema = z.object({
  copy: z.object({
    from: z.string(),
    checkpoints: z.array(z.int().min(-1)),
    copied: z.int().min(0),
    isComplete: z.boolean(),
    refused: z.array(z.string()),
    startedAt: z.string(),
    updatedAt: z.string(),
    owner: z.string(),
  }),
});

export const newCopyState = (from: string, owner: string): CopyState => {
  const now = new Date().toISOString();
  return {
    from,
    checkpoints: [],
    copied: 0,
    isComplete: false,
    refused: [],
    startedAt: now,
    updatedAt: now,
    owner,
  };
};

/** What is noted on an index about where it was copied from; `null` where nothing is. */
export const readCopyState = async (engine: Engine, index: string): Promise<CopyState | null> => {
  const { _meta } = await engine.getMapping(index);
  const parsed = schema.safeParse(_meta);
  return parsed.success ? parsed.data.copy : null;
};

export const writeCopyState = (engine: Engine, index: string, state: CopyState): Promise<void> =>
  engine.putNotes(index, copyNotes(state));

export const copyNotes = (state: CopyState): Readonly<Record<string, unknown>> => ({ copy: state });

/**
 * Writes how far the copy is, unless another process has taken over.
 *
 * @returns the state as written.
 * @throws AppError `index_mismatch` where one has.
 */
export const saveCopyState = async (engine: Engine, index: string, state: CopyState): Promise<CopyState> => {
  const stored = await readCopyState(engine, index);
  if (stored !== null && stored.owner !== state.owner) throw takenOver(index);
  const updated = { ...state, updatedAt: new Date().toISOString() };
  await writeCopyState(engine, index, updated);
  return updated;
};

export const takenOver = (index: string): AppError =>
  new AppError(
    'index_mismatch',
    `Another process has taken over the work on ${index}, or ended it: this one stops. See: timbao index status`,
  );

/** Checkpoints as they are noted: each at the number of its shard, -1 where there is none. */
export const byShard = (checkpoints: readonly ShardCheckpoint[]): number[] => {
  const numbers: number[] = [];
  for (const { shard, checkpoint } of checkpoints) {
    while (numbers.length < shard) numbers.push(-1);
    numbers[shard] = checkpoint;
  }
  return numbers;
};
