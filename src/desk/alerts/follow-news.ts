import { AppError, hasCode } from '../../domain/app-error.ts';
import type { FoundDocument } from '../../domain/answer.ts';
import { secondOf, turnedBetween, type Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine, ShardCheckpoint } from '../../engine/engine.ts';
import { byShard } from '../../index-lifecycle/copy-state.ts';
import { liveIndex, type Place, type Position } from './position.ts';

/** Articles to be looked at. */
export interface News {
  /** The index that they are in. */
  readonly index: string;
  readonly ids: readonly string[];
  /** As of this instant, RFC 3339. */
  readonly at: string;
}

export interface FollowNewsOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Looks at them. */
  readonly onNews: (news: News) => Promise<void>;
  /** Told how far it got; what is told last is where the next call goes on. */
  readonly onReached: (position: Position) => Promise<void>;
}

/** So many articles are looked at together. */
const PAGE = 200;

/** Where the index that was followed is no more, articles with a date of the last so many hours before count as new. */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * Tells what was written since a position, by the numbers that Elasticsearch gives to writes, and whose time has come since.
 * Nothing is missed, whatever clocks say and whoever writes; something may be told twice.
 *
 * Where another index has taken the place of the one that was followed, that one is followed to its end first. Then the
 * new one is looked through from its beginning, and of it told what the old one did not have, in this version or a newer
 * one.
 */
export const followNews = async (
  engine: Engine,
  alias: string,
  begun: Position,
  { clock, signal, onNews, onReached }: FollowNewsOptions,
): Promise<void> => {
  const options: CallOptions = signal === undefined ? {} : { signal };
  let position = begun;
  const reach = async (next: Position): Promise<void> => {
    position = next;
    await onReached(next);
  };
  const at = secondOf(clock);
  for (;;) {
    const live = await liveIndex(engine, alias, options);
    const { place } = position;
    try {
      const shards = await engine.shardCheckpoints(place.index, options);
      await tellTurned(engine, position, shards, at, onNews, options);
      await tellWritten(engine, () => position, shards, reach, at, onNews, options);
    } catch (error) {
      const gone = hasCode(error, 'index_missing')
        ? await withoutMissing(engine, live, position, options)
        : null;
      if (gone === null) throw error;
      await reach(gone);
      continue;
    }
    if (place.index === live) break;
    const until = byShard(await engine.shardCheckpoints(live, options));
    const passing = { until, place: position.place };
    await reach({ at: position.at, place: { index: live, checkpoints: [] }, passing });
  }
  if (at !== position.at) await reach({ ...position, at });
};

/** How to go on where an index of a position was removed; `null` where none of them is what is missing. */
const withoutMissing = async (
  engine: Engine,
  live: string,
  { at, place, passing }: Position,
  options: CallOptions,
): Promise<Position | null> => {
  const since = new Date(Date.parse(at) - OVERLAP_MS).toISOString();
  if (place.index !== live && !(await engine.indexExists(place.index, options))) {
    const until = byShard(await engine.shardCheckpoints(live, options));
    return { at, place: { index: live, checkpoints: [] }, passing: { until, since } };
  }
  return passing !== null && 'place' in passing && !(await engine.indexExists(passing.place.index, options))
    ? { at, place, passing: { until: passing.until, since } }
    : null;
};

type OnNews = FollowNewsOptions['onNews'];

/** What is seen otherwise than at the last look, of what was looked at then; of an index that is passed over, of all. */
const tellTurned = async (
  engine: Engine,
  { at: before, place: { index, checkpoints }, passing }: Position,
  shards: readonly ShardCheckpoint[],
  at: string,
  onNews: OnNews,
  options: CallOptions,
): Promise<void> => {
  if (before === at) return;
  if (passing !== null) await engine.refresh(index, options);
  for (const { shard } of shards) {
    const known = passing === null ? [{ range: { _seq_no: { lte: checkpoints[shard] ?? -1 } } }] : [];
    const query = { bool: { filter: [turnedBetween(before, at), ...known] } };
    for await (const page of pagesOf(engine, index, shard, query, options))
      await onNews({ index, ids: page.map(({ id }) => id), at });
  }
};

const tellWritten = async (
  engine: Engine,
  position: () => Position,
  shards: readonly ShardCheckpoint[],
  reach: (position: Position) => Promise<void>,
  at: string,
  onNews: OnNews,
  options: CallOptions,
): Promise<void> => {
  const { index } = position().place;
  const toldOf = (shard: number): number => position().place.checkpoints[shard] ?? -1;
  const advance = (shard: number, told: number): Promise<void> => {
    const { place } = position();
    const checkpoints = byShard(
      shards.map((one) => ({ ...one, checkpoint: one.shard === shard ? told : toldOf(one.shard) })),
    );
    return reach({ ...position(), place: { ...place, checkpoints } });
  };
  const behind = shards.filter(({ shard, checkpoint }) => checkpoint > toldOf(shard));
  // What is done up to the checkpoints is found after this.
  if (behind.length > 0) await engine.refresh(index, options);
  for (const { shard, checkpoint } of behind) {
    const written = { range: { _seq_no: { gt: toldOf(shard), lte: checkpoint } } };
    const { passing } = position();
    const query =
      passing !== null && 'since' in passing
        ? { bool: { filter: [written, datedSince(passing.since, passing.until[shard] ?? -1)] } }
        : written;
    for await (const page of pagesOf(engine, index, shard, query, options)) {
      const ids = await withoutSeen(engine, position(), shard, page, options);
      if (ids.length > 0) await onNews({ index, ids, at });
      await advance(shard, Number(page.at(-1)?.sort[0]));
    }
    await advance(shard, checkpoint);
  }
  const { passing } = position();
  if (passing !== null && passing.until.every((until, shard) => toldOf(shard) >= until))
    await reach({ ...position(), passing: null });
};

/** What is dated since then, or was written later than `until`. */
const datedSince = (since: string, until: number) => ({
  bool: {
    should: [
      ...['publishedAt', 'updatedAt', 'visibleFrom'].map((field) => ({ range: { [field]: { gte: since } } })),
      { range: { _seq_no: { gt: until } } },
    ],
    minimum_should_match: 1,
  },
});

/** Leaves out what the former index had when it was looked through to its end. */
const withoutSeen = async (
  engine: Engine,
  { passing }: Position,
  shard: number,
  page: readonly FoundDocument<unknown>[],
  options: CallOptions,
): Promise<readonly string[]> => {
  const ids = page.map(({ id }) => id);
  if (passing === null || !('place' in passing)) return ids;
  const until = passing.until[shard] ?? -1;
  const copied = page.filter(({ sort }) => Number(sort[0]) <= until).map(({ id }) => id);
  const seen = await versionsIn(engine, passing.place, copied, options);
  return page.flatMap(({ id, version }) => ((seen.get(id) ?? -1) >= version ? [] : [id]));
};

/** Which of these an index had up to a place, and in which version. */
const versionsIn = async (
  engine: Engine,
  { index, checkpoints }: Place,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, number>> => {
  const versions = new Map<string, number>();
  if (ids.length === 0) return versions;
  for (const [shard, told] of checkpoints.entries()) {
    // None of it, or no such shard.
    if (told < 0) continue;
    const query = { bool: { filter: [{ ids: { values: ids } }, { range: { _seq_no: { lte: told } } }] } };
    for await (const page of pagesOf(engine, index, shard, query, options))
      for (const { id, version } of page) versions.set(id, version);
  }
  return versions;
};

/** Documents of a shard by number, without their contents. */
async function* pagesOf(
  engine: Engine,
  index: string,
  shard: number,
  query: object,
  options: CallOptions,
): AsyncGenerator<readonly FoundDocument<unknown>[], void, void> {
  let after: readonly unknown[] | undefined;
  do {
    const { hits, partial } = await engine.search(
      index,
      {
        size: PAGE,
        query,
        sort: [{ _seq_no: 'asc' }],
        _source: false,
        version: true,
        track_total_hits: false,
        ...(after === undefined ? {} : { search_after: after }),
      },
      { ...options, shard },
    );
    if (partial) throw new AppError('engine_unavailable', `Shard ${shard} of ${index} did not answer.`);
    if (hits.length > 0) yield hits;
    after = hits.length === PAGE ? hits.at(-1)?.sort : undefined;
  } while (after !== undefined);
}
