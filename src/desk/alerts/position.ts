import { z } from 'zod';
import { secondOf, type Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine, ShardCheckpoint, WritePlace } from '../../engine/engine.ts';
import { indexMissing } from '../../engine/to-app-error.ts';
import { byShard } from '../../index-lifecycle/copy-state.ts';
import { writeDocument } from '../write-documents.ts';

const placeSchema = z.object({
  index: z.string(),
  /** For each shard the number of the last write that was looked at, and all before it; -1: none. */
  checkpoints: z.array(z.int().min(-1)),
});

const positionSchema = z.object({
  /** All that readers came to see by then is looked at. */
  at: z.string(),
  place: placeSchema,
  /**
   * While an index that took the place of another is looked through: what to pass over of its writes up to `until`.
   * `place`: what was looked at there; `since`: what has no date after that, as the former index is no more.
   */
  passing: z
    .union([
      z.object({ until: z.array(z.int().min(-1)), place: placeSchema }),
      z.object({ until: z.array(z.int().min(-1)), since: z.string() }),
    ])
    .nullable(),
});

/** How far the articles have been looked through, in one index. */
export type Place = Readonly<z.output<typeof placeSchema>>;

/** How far the articles have been looked through. */
export type Position = Readonly<z.output<typeof positionSchema>>;

/** A position as it is stored; who writes it in place of another one was the last to read it. */
export interface StoredPosition {
  readonly position: Position;
  readonly written: WritePlace;
}

/** The id of the document that it is stored in, among the deliveries. */
export const POSITION_ID = 'position';

/**
 * The index that is live.
 *
 * @throws AppError `index_missing`
 */
export const liveIndex = async (
  engine: Engine,
  alias: string,
  options: CallOptions = {},
): Promise<string> => {
  const [live] = await engine.getAlias(alias, options);
  if (live === undefined) throw indexMissing(alias);
  return live.index;
};

/** Where whoever begins now is: all that was written so far is behind it. */
export const positionNow = async (
  engine: Engine,
  alias: string,
  clock: Clock,
  options: CallOptions = {},
): Promise<Position> => {
  // The instant first: what comes to be seen meanwhile is looked at.
  const at = secondOf(clock);
  const index = await liveIndex(engine, alias, options);
  const checkpoints = byShard(await engine.shardCheckpoints(index, options));
  return { at, place: { index, checkpoints }, passing: null };
};

export const readPosition = async (
  engine: Engine,
  index: string,
  options: CallOptions = {},
): Promise<StoredPosition | null> => {
  const found = await engine.get<{ position?: unknown }>(index, POSITION_ID, options);
  if (found === null) return null;
  const { seqNo, primaryTerm } = found;
  return { position: positionSchema.parse(found.source.position), written: { seqNo, primaryTerm } };
};

/** An index that has been restored: what was `from` is `to` now, up to its checkpoints. */
export interface RestoredIndex {
  readonly from: string;
  readonly to: string;
  readonly checkpoints: readonly ShardCheckpoint[];
}

/**
 * A position as it is stored, in a copy of its index. What the copy lacks is looked at when it is written again: numbers that
 * the copy has not got to yet are those of other writes there.
 */
export const positionInCopy = (stored: unknown, { from, to, checkpoints }: RestoredIndex): Position => {
  const { place, passing, ...rest } = positionSchema.parse(stored);
  if (place.index !== from) return { ...rest, place, passing };
  const had = byShard(checkpoints);
  const within = (numbers: readonly number[]): number[] =>
    numbers.map((number, shard) => Math.min(number, had[shard] ?? -1));
  return {
    ...rest,
    place: { index: to, checkpoints: within(place.checkpoints) },
    passing: passing === null ? null : { ...passing, until: within(passing.until) },
  };
};

/** @returns `null` where another process has written it meanwhile */
export const writePosition = async (
  engine: Engine,
  index: string,
  position: Position,
  expected: WritePlace | 'new',
  options: CallOptions = {},
): Promise<StoredPosition | null> => {
  const source = { kind: 'position', position };
  const written = await writeDocument(engine, index, { id: POSITION_ID, source, expected }, options);
  return written === null ? null : { position, written };
};
