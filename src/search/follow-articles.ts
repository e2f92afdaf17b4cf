import type { FoundDocument } from '../domain/answer.ts';
import {
  hiddenAt,
  secondOf,
  TIMED_FIELDS,
  turnedBetween,
  visibleAt,
  type Clock,
  type Timed,
} from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';

/** What a follower of the index needs of the engine. */
export type FollowedEngine = Pick<Engine, 'search' | 'getAlias' | 'shardCheckpoints' | 'refresh'>;

/** How far a follower has got in a shard: from there another one can go on. */
export interface FollowedPosition {
  readonly index: string;
  readonly shard: number;
  /** All writes up to here are told. */
  readonly told: number;
  /** All up to here are known as they were seen at the instant `at`. */
  readonly known: number;
  readonly at: string;
}

/** An article that a reader sees otherwise, with the fields that are followed; of one that nobody sees they are not there. */
export interface ArticleChange<T> {
  readonly id: string;
  readonly source: Partial<T>;
}

/** The changes of an index as its readers see them: what is written, and whose time comes or is over. */
export interface ArticleFollower {
  /** Whether the index behind the alias is another than at the last `start`, or there was none yet. */
  isElsewhere(signal?: AbortSignal): Promise<boolean>;
  /**
   * Takes note of where the writes are: what comes after is told by `changes`.
   *
   * @param overlap so many writes before that are told as well, 2,000: they may not have been found yet when the
   *   articles were read
   * @returns the instant from which on it is told what comes to be seen, or no longer is
   */
  begin(signal?: AbortSignal, overlap?: number): Promise<string>;
  /** The newest articles that were seen when it began, newest first. */
  newest<T>(most: number, signal?: AbortSignal): AsyncGenerator<readonly ArticleChange<T>[], void, void>;
  /**
   * What was written since the last call, and what readers see otherwise since then. A write is told of at the call after the one that first saw it done: so
   * much later it is surely found.
   */
  changes<T>(signal?: AbortSignal): AsyncGenerator<readonly ArticleChange<T>[], void, void>;
  /** Whether all that was written before the last look is told. */
  isCaughtUp(): boolean;
  /** How far it has got. */
  positions(): readonly FollowedPosition[];
  /**
   * Goes on from where another one had got, in place of `begin`: the next `changes` are all until now.
   *
   * @param most writes since then that are read, more would take longer than reading all
   * @returns whether it can: not where another index is behind the alias
   */
  resume(from: readonly FollowedPosition[], most: number, signal?: AbortSignal): Promise<boolean>;
}

const PAGE = 1_000;

/** Writes so shortly before the start may not have been found yet when the articles were read: read again. */
const OVERLAP = 2_000;

interface Position {
  readonly index: string;
  readonly shard: number;
  /** All up to here is told. */
  told: number;
  /** All up to here was done at the last look. */
  done: number;
  /** All up to here is known: it was told, or there to be read, as it was seen at the instant `at`. */
  known: number;
  at: string;
}

/**
 * Follows the articles behind an alias by their sequence numbers, which Elasticsearch counts in each shard: nothing
 * is missed or read twice, whatever clocks say and whoever writes. What is deleted without a trace, such as a
 * tombstone, is not told.
 *
 * @param fields those of an article that are wanted
 * @param clock what says when an article is seen
 */
export const followArticles = (
  engine: FollowedEngine,
  alias: string,
  fields: readonly string[],
  clock: Clock = Date.now,
): ArticleFollower => {
  const wanted = [...new Set([...fields, ...TIMED_FIELDS])];
  let begun = secondOf(clock);
  let positions = new Map<string, Position>();

  const look = async (signal: AbortSignal | undefined) => {
    const indices = await engine.getAlias(alias, optionsOf(signal));
    const looks = indices.map(async ({ index }) => {
      const shards = await engine.shardCheckpoints(index, optionsOf(signal));
      return shards.map((at) => ({ ...at, index, key: keyOf({ index, shard: at.shard }) }));
    });
    return (await Promise.all(looks)).flat();
  };

  const isKnown = (index: string): boolean => [...positions.values()].some((one) => one.index === index);

  /** Of a tombstone, and of what is hidden, nothing is told. */
  const toChange = <T>({ id, source }: FoundDocument<T>, at: string): ArticleChange<T> => {
    const timed = source as Partial<Timed> | null;
    const isTold = timed !== null && isTimed(timed) && hiddenAt(timed, at) === null;
    return { id, source: isTold ? (source ?? {}) : {} };
  };

  /** Documents of a shard in the order in which they were written, page by page. */
  async function* pages<T>(
    index: string,
    shard: number,
    query: object,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<readonly FoundDocument<T>[], void, void> {
    let after: readonly unknown[] | undefined;
    do {
      const { hits } = await engine.search<T>(
        index,
        {
          size: PAGE,
          track_total_hits: false,
          query,
          sort: [{ _seq_no: 'asc' }],
          _source: wanted,
          ...(after === undefined ? {} : { search_after: after }),
        },
        { ...optionsOf(signal), shard },
      );
      if (hits.length > 0) yield hits;
      after = hits.length === PAGE ? hits.at(-1)?.sort : undefined;
    } while (after !== undefined);
  }

  return {
    isElsewhere: async (signal) => {
      const shards = await look(signal);
      return shards.length === 0 || !shards.every(({ index }) => isKnown(index));
    },

    begin: async (signal, overlap = OVERLAP) => {
      const shards = await look(signal);
      begun = secondOf(clock);
      positions = new Map(
        shards.map(({ key, index, shard, checkpoint }) => {
          const told = Math.max(-1, checkpoint - overlap);
          return [key, { index, shard, told, done: told, known: checkpoint, at: begun }];
        }),
      );
      return begun;
    },

    newest: async function* <T>(most: number, signal?: AbortSignal) {
      const pageAfter = (after: readonly unknown[] | undefined, size: number) => {
        const page = engine.search<T>(
          alias,
          {
            size,
            track_total_hits: false,
            query: { bool: { filter: [{ exists: { field: 'publishedAt' } }, visibleAt(begun)] } },
            sort: [{ publishedAt: 'desc' }, { id: 'asc' }],
            _source: wanted,
            ...(after === undefined ? {} : { search_after: after }),
          },
          optionsOf(signal),
        );
        // Told where it is awaited, if it still is.
        page.catch(() => {});
        return page;
      };
      let left = most;
      let page = pageAfter(undefined, Math.min(PAGE, left));
      while (left > 0) {
        const { hits } = await page;
        if (hits.length === 0) return;
        left -= hits.length;
        // The engine looks for the next page while this one is taken in.
        if (left > 0) page = pageAfter(hits.at(-1)?.sort, Math.min(PAGE, left));
        yield hits.map((hit) => toChange(hit, begun));
      }
    },

    changes: async function* <T>(signal?: AbortSignal) {
      for (const { key, index, shard, checkpoint } of await look(signal)) {
        const at = secondOf(clock);
        if (!isKnown(index)) continue;
        const position = positions.get(key) ?? newPosition(index, shard, at);
        positions.set(key, position);
        const seenOtherwise = {
          bool: { filter: [turnedBetween(position.at, at), { range: { _seq_no: { lte: position.known } } }] },
        };
        for await (const hits of pages<T>(index, shard, seenOtherwise, signal))
          yield hits.map((hit) => toChange(hit, at));
        position.at = at;
        const written = { range: { _seq_no: { gt: position.told, lte: position.done } } };
        if (position.told < position.done) {
          for await (const hits of pages<T>(index, shard, written, signal)) {
            yield hits.map((hit) => toChange(hit, at));
            position.told = Number(hits.at(-1)?.sort[0]);
          }
          position.told = position.done;
          position.known = Math.max(position.known, position.told);
        }
        position.done = checkpoint;
      }
    },

    positions: () =>
      [...positions.values()].map(({ index, shard, told, known, at }) => ({ index, shard, told, known, at })),

    resume: async (from, most, signal) => {
      const shards = await look(signal);
      const resumed = new Map<string, Position>();
      for (const { key, index, shard, checkpoint } of shards) {
        const ofIndex = from.filter((one) => one.index === index);
        const [first] = ofIndex;
        const before =
          ofIndex.find((one) => one.shard === shard) ?? (first && newPosition(index, shard, first.at));
        // An index that has lost writes is another one.
        if (before === undefined || before.known > checkpoint || before.told > checkpoint) return false;
        resumed.set(key, { ...before, done: checkpoint });
      }
      const writes = [...resumed.values()].reduce((sum, { told, done }) => sum + done - told, 0);
      if (shards.length === 0 || from.some((one) => !resumed.has(keyOf(one))) || writes > most) return false;
      // All that is done is to be found right now.
      await engine.refresh(alias, optionsOf(signal));
      positions = resumed;
      return true;
    },

    isCaughtUp: () => [...positions.values()].every(({ told, done }) => told === done),
  };
};

const keyOf = ({ index, shard }: Pick<Position, 'index' | 'shard'>): string => `${index}/${shard}`;

/** Of a shard that has come to its index since, in a new partition: all of it is to be told. */
const newPosition = (index: string, shard: number, at: string): Position => ({
  index,
  shard,
  told: -1,
  done: -1,
  known: -1,
  at,
});

const isTimed = (source: Partial<Timed>): source is Timed => source.publishedAt !== undefined;

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
