import type { Engine } from '../engine/engine.ts';

/** What a follower of the index needs of the engine. */
export type FollowedEngine = Pick<Engine, 'search' | 'getAlias' | 'shardCheckpoints'>;

/** An article as it is followed. */
export interface FollowedArticle {
  readonly id: string;
  readonly title: string;
  /** RFC 3339 */
  readonly publishedAt: string;
}

/** What has happened since the last look. */
export type ArticleChange =
  | { readonly type: 'put'; readonly article: FollowedArticle }
  | { readonly type: 'removed'; readonly id: string };

/** The changes of an index, in the order in which they were made. */
export interface ArticleFollower {
  /** Whether the index behind the alias is another than at the last `start`, or there was none yet. */
  isElsewhere(signal?: AbortSignal): Promise<boolean>;
  /** From here on: takes note of where the writes are, and gives the newest articles, newest first. */
  start(most: number, signal?: AbortSignal): AsyncGenerator<readonly ArticleChange[], void, void>;
  /**
   * What was written since the last call. A write is told of at the call after the one that first saw it done: so
   * much later it is surely found.
   */
  changes(signal?: AbortSignal): AsyncGenerator<readonly ArticleChange[], void, void>;
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

interface Followed {
  readonly title?: string;
  readonly publishedAt?: string;
}

const FIELDS = ['title', 'publishedAt'];

/**
 * Follows the articles behind an alias by their sequence numbers, which Elasticsearch counts in each shard: nothing
 * is missed or read twice, whatever clocks say and whoever writes. What is deleted without a trace, such as a
 * tombstone, is not told.
 */
export const followArticles = (engine: FollowedEngine, alias: string): ArticleFollower => {
  let positions = new Map<string, Position>();

  const look = async (signal: AbortSignal | undefined) => {
    const indices = await engine.getAlias(alias, optionsOf(signal));
    const looks = indices.map(async ({ index }) => {
      const shards = await engine.shardCheckpoints(index, optionsOf(signal));
      return shards.map((at) => ({ ...at, index, key: `${index}/${at.shard}` }));
    });
    return (await Promise.all(looks)).flat();
  };

  const toChange = (id: string, { title, publishedAt }: Followed): ArticleChange =>
    title === undefined || publishedAt === undefined
      ? { type: 'removed', id }
      : { type: 'put', article: { id, title, publishedAt } };

  return {
    isElsewhere: async (signal) => {
      const shards = await look(signal);
      return shards.length === 0 || !shards.every(({ key }) => positions.has(key));
    },

    start: async function* (most, signal) {
      const shards = await look(signal);
      positions = new Map(
        shards.map(({ key, checkpoint }) => [
          key,
          { told: Math.max(-1, checkpoint - OVERLAP), done: Math.max(-1, checkpoint - OVERLAP) },
        ]),
      );
      let after: readonly unknown[] | undefined;
      for (let read = 0; read < most;) {
        const { hits } = await engine.search<Followed>(
          alias,
          {
            size: Math.min(PAGE, most - read),
            track_total_hits: false,
            query: { exists: { field: 'publishedAt' } },
            sort: [{ publishedAt: 'desc' }, { id: 'asc' }],
            _source: FIELDS,
            ...(after === undefined ? {} : { search_after: after }),
          },
          optionsOf(signal),
        );
        if (hits.hits.length === 0) return;
        read += hits.hits.length;
        after = hits.hits.at(-1)?.sort;
        yield hits.hits.map(({ _id = '', _source = {} }) => toChange(_id, _source));
      }
    },

    changes: async function* (signal) {
      for (const { key, index, shard, checkpoint } of await look(signal)) {
        const position = positions.get(key);
        if (position === undefined) continue;
        while (position.told < position.done) {
          const { hits } = await engine.search<Followed>(
            index,
            {
              size: PAGE,
              track_total_hits: false,
              query: { range: { _seq_no: { gt: position.told, lte: position.done } } },
              sort: [{ _seq_no: 'asc' }],
              _source: FIELDS,
            },
            { ...optionsOf(signal), shard },
          );
          const last = hits.hits.at(-1)?.sort?.[0];
          if (hits.hits.length > 0)
            yield hits.hits.map(({ _id = '', _source = {} }) => toChange(_id, _source));
          position.told = hits.hits.length === PAGE ? Number(last) : position.done;
        }
        position.done = checkpoint;
      }
    },

    isCaughtUp: () => [...positions.values()].every(({ told, done }) => told === done),
  };
};

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
