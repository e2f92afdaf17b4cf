import type { FoundDocument } from '../domain/answer.ts';
import type { Engine } from '../engine/engine.ts';

/** What a follower of the index needs of the engine. */
export type FollowedEngine = Pick<Engine, 'search' | 'getAlias' | 'shardCheckpoints'>;

/** An article that was written, with the fields that are followed; of one that was removed they are not there. */
export interface ArticleChange<T> {
  readonly id: string;
  readonly source: Partial<T>;
}

/** The changes of an index, in the order in which they were made. */
export interface ArticleFollower {
  /** Whether the index behind the alias is another than at the last `start`, or there was none yet. */
  isElsewhere(signal?: AbortSignal): Promise<boolean>;
  /**
   * Takes note of where the writes are: what comes after is told by `changes`.
   *
   * @param overlap so many writes before that are told as well, 2,000: they may not have been found yet when the
   *   articles were read
   */
  begin(signal?: AbortSignal, overlap?: number): Promise<void>;
  /** The newest articles, newest first. */
  newest<T>(most: number, signal?: AbortSignal): AsyncGenerator<readonly ArticleChange<T>[], void, void>;
  /**
   * What was written since the last call. A write is told of at the call after the one that first saw it done: so
   * much later it is surely found.
   */
  changes<T>(signal?: AbortSignal): AsyncGenerator<readonly ArticleChange<T>[], void, void>;
  /** Whether all that was written before the last look is told. */
  isCaughtUp(): boolean;
}

const PAGE = 1_000;

/** Writes so shortly before the start may not have been found yet when the articles were read: read again. */
const OVERLAP = 2_000;

interface Position {
  /** All up to here is told. */
  told: number;
  /** All up to here was done at the last look. */
  done: number;
}

/**
 * Follows the articles behind an alias by their sequence numbers, which Elasticsearch counts in each shard: nothing
 * is missed or read twice, whatever clocks say and whoever writes. What is deleted without a trace, such as a
 * tombstone, is not told.
 *
 * @param fields those of an article that are wanted
 */
export const followArticles = (
  engine: FollowedEngine,
  alias: string,
  fields: readonly string[],
): ArticleFollower => {
  let positions = new Map<string, Position>();

  const look = async (signal: AbortSignal | undefined) => {
    const indices = await engine.getAlias(alias, optionsOf(signal));
    const looks = indices.map(async ({ index }) => {
      const shards = await engine.shardCheckpoints(index, optionsOf(signal));
      return shards.map((at) => ({ ...at, index, key: `${index}/${at.shard}` }));
    });
    return (await Promise.all(looks)).flat();
  };

  const toChange = <T>({ id, source }: FoundDocument<T>): ArticleChange<T> => ({ id, source: source ?? {} });

  return {
    isElsewhere: async (signal) => {
      const shards = await look(signal);
      return shards.length === 0 || !shards.every(({ key }) => positions.has(key));
    },

    begin: async (signal, overlap = OVERLAP) => {
      const shards = await look(signal);
      positions = new Map(
        shards.map(({ key, checkpoint }) => [
          key,
          { told: Math.max(-1, checkpoint - overlap), done: Math.max(-1, checkpoint - overlap) },
        ]),
      );
    },

    newest: async function* <T>(most: number, signal?: AbortSignal) {
      let after: readonly unknown[] | undefined;
      for (let read = 0; read < most;) {
        const { hits } = await engine.search<T>(
          alias,
          {
            size: Math.min(PAGE, most - read),
            track_total_hits: false,
            query: { exists: { field: 'publishedAt' } },
            sort: [{ publishedAt: 'desc' }, { id: 'asc' }],
            _source: fields,
            ...(after === undefined ? {} : { search_after: after }),
          },
          optionsOf(signal),
        );
        if (hits.length === 0) return;
        read += hits.length;
        after = hits.at(-1)?.sort;
        yield hits.map(toChange);
      }
    },

    changes: async function* <T>(signal?: AbortSignal) {
      for (const { key, index, shard, checkpoint } of await look(signal)) {
        const position = positions.get(key);
        if (position === undefined) continue;
        while (position.told < position.done) {
          const { hits } = await engine.search<T>(
            index,
            {
              size: PAGE,
              track_total_hits: false,
              query: { range: { _seq_no: { gt: position.told, lte: position.done } } },
              sort: [{ _seq_no: 'asc' }],
              _source: fields,
            },
            { ...optionsOf(signal), shard },
          );
          const last = hits.at(-1)?.sort[0];
          if (hits.length > 0) yield hits.map(toChange);
          position.told = hits.length === PAGE ? Number(last) : position.done;
        }
        position.done = checkpoint;
      }
    },

    isCaughtUp: () => [...positions.values()].every(({ told, done }) => told === done),
  };
};

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
