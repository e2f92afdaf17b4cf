import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, hasCode } from '../domain/app-error.ts';
import { PARTITIONINGS, type Partitioning } from '../domain/partition.ts';
import type {
  AliasEntry,
  CallOptions,
  Engine,
  ReadManyOptions,
  SearchOptions,
  ShardCheckpoint,
  UpdateAliasesAction,
} from '../engine/engine.ts';
import { writesHeld } from '../engine/to-app-error.ts';
import { tryAgain } from '../engine/try-again.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import type { Snapshots } from '../engine/snapshots.ts';
import { indexNames, isIndexOf } from './index-names.ts';
import {
  allOf,
  isPartitionAlias,
  partitionAlias,
  partitionIndex,
  partitionsOf,
  shardNumber,
  shardOf,
  splitPartition,
} from './partition-names.ts';
import { recentAnswer } from './recent-answer.ts';
import { newest, writeInPartitions, type PartitionedIndex } from './write-in-partitions.ts';

/** How an index is partitioned, which it is from its beginning to its end. */
interface PartitionLayout {
  readonly partitioning: Partitioning;
  /** Shards of its base, and of each partition. */
  readonly shards: number;
}

const WHOLE: PartitionLayout = { partitioning: 'none', shards: 1 };

/** Several requests may wait to be told which index an alias leads to. */
const TIMEOUT_MS = 5_000;

/** Between a write and the look at all partitions there are some milliseconds. */
const SETTLING_MS = 500;

/** The engine takes no longer to start the shards of a new index, where it can at all. */
const STARTING_MS = 5_000;

/** The notes on an index that say how it is partitioned. */
export const partitionNotes = (partitioning: Partitioning): Readonly<Record<string, unknown>> =>
  partitioning === 'none' ? {} : { partition: partitioning };

/** How an index is partitioned, by the notes on it. */
export const partitioningIn = (notes: unknown): Partitioning => {
  const noted = (notes as { readonly partition?: unknown } | null | undefined)?.partition;
  return PARTITIONINGS.find((one) => one === noted) ?? 'none';
};

/**
 * An engine for which a partitioned index of `alias` is one like any other: what is asked of its name is asked of its base and all
 * of its partitions, and what is written goes where it belongs. Everything else is as it is, and costs no more.
 *
 * Partitions come to be as articles of their time are written; the aliases of an index lead to all of them at any time. What
 * changes aliases, or holds writes, keeps new ones out meanwhile: to create one it takes the alias `…-part-other` of the base, in the
 * same action that gives it its own.
 */
export const withPartitions = (engine: Engine, alias: string): Engine => {
  const names = indexNames(alias);
  const roles: readonly string[] = [names.read, names.next, names.former];
  const layouts = new Map<string, PartitionLayout>();
  const recentEntries = recentAnswer(() => entriesOf({ timeoutMs: TIMEOUT_MS }));

  const isBase = (index: string): boolean => isIndexOf(index, alias);
  const isPartition = (index: string): boolean => {
    const { base, partition } = splitPartition(index);
    return partition !== null && isBase(base);
  };

  const layoutOf = async (base: string, options: CallOptions): Promise<PartitionLayout> => {
    const known = layouts.get(base);
    if (known !== undefined) return known;
    const partitioning = partitioningIn((await engine.getMapping(base, options))._meta);
    const layout =
      partitioning === 'none'
        ? WHOLE
        : { partitioning, shards: shardsIn(await engine.getSettings(base, options)) };
    layouts.set(base, layout);
    return layout;
  };

  const isPartitioned = async (base: string, options: CallOptions): Promise<boolean> =>
    (await layoutOf(base, options)).partitioning !== 'none';

  const entriesOf = (options: CallOptions): Promise<readonly AliasEntry[]> =>
    engine.getAliases(roles, options);

  /** The base behind one of the aliases, as of a moment ago; `null` where there is none that is ours. */
  const baseBehind = async (role: string, { signal }: CallOptions): Promise<string | null> =>
    (await recentEntries.get(signal)).find((entry) => entry.alias === role && isBase(entry.index))?.index ??
    null;

  /** The index that a name means, where that one is partitioned. */
  const partitionedOf = async (name: string, options: CallOptions): Promise<string | null> => {
    if (isBase(name)) return (await isPartitioned(name, options)) ? name : null;
    if (!roles.includes(name)) return null;
    for (let look = 1; ; look++) {
      const base = await baseBehind(name, options);
      if (base === null) return null;
      try {
        return (await isPartitioned(base, options)) ? base : null;
      } catch (error) {
        // What was behind the alias a moment ago has been removed since.
        if (look === 2 || !hasCode(error, 'index_missing')) throw error;
        recentEntries.forget();
      }
    }
  };

  /** Asks of all that a name means. A new partition is named before its shards are there: that is waited for. */
  const ofAll = async <R>(
    name: string,
    options: CallOptions,
    ask: (expression: string) => Promise<R>,
  ): Promise<R> =>
    isBase(name) && (await isPartitioned(name, options))
      ? tryAgain(() => ask(allOf(name)), {
          retryForMs: STARTING_MS,
          ...(options.signal !== undefined && { signal: options.signal }),
        })
      : // By an alias all is found as it is.
        ask(name);

  const membersOf = async (base: string, options: CallOptions): Promise<readonly string[]> => [
    base,
    ...(await engine.listIndices(partitionsOf(base), options)),
  ];

  /** The same without those that nobody is led to yet; all of one that has no role. */
  const readableOf = async (base: string, options: CallOptions): Promise<readonly string[]> => {
    const members = (await entriesOf(options)).flatMap(({ index }) =>
      splitPartition(index).base === base ? [index] : [],
    );
    return members.length === 0 ? membersOf(base, options) : members;
  };

  const newestOf = async <T>(base: string, ids: readonly string[], options: ReadManyOptions) =>
    (await engine.mgetFrom<T>(await readableOf(base, options), ids, options)).map(newest);

  const partitionedIndex = async (
    role: string,
    base: string,
    options: CallOptions,
  ): Promise<PartitionedIndex> => ({
    partitioning: (await layoutOf(base, options)).partitioning,
    role,
    known: async ({ signal }) =>
      (await recentEntries.get(signal)).flatMap(({ alias: name, index }) => (name === role ? [index] : [])),
    // Of those to come an alias leads to each: none that takes writes is left out, whatever its role is by now.
    members: (call) => readableOf(base, call),
    create: (partition, call) => createPartition(role, base, partition, call),
  });

  const createPartition = async (
    role: string,
    base: string,
    partition: string,
    options: CallOptions,
  ): Promise<void> => {
    const index = partitionIndex(base, partition);
    const [{ _meta, ...mappings }, settings] = await Promise.all([
      engine.getMapping(base, options),
      engine.getSettings(base, options),
    ]);
    await engine.createIndex(index, { settings: withoutOwn(settings), mappings }, options);
    // Of several that create it at once, one has waited for its shards. Nobody is led to it before they are there.
    await waitUntilReady(engine, index, {
      timeoutMs: STARTING_MS,
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    try {
      await engine.updateAliases(
        [
          { remove: { index: base, alias: partitionAlias(role, null), must_exist: true } },
          { add: { index: base, alias: partitionAlias(role, null), is_write_index: true } },
          { add: { index, alias: role } },
          { add: { index, alias: partitionAlias(role, partition), is_write_index: true } },
        ],
        options,
      );
    } catch (error) {
      // It stays, empty and without an alias, until it is wanted again.
      throw hasCode(error, 'index_mismatch') ? writesHeld(error) : error;
    } finally {
      recentEntries.forget();
    }
  };

  /** What has to happen to the partitions when an alias is put on their base or taken from it. */
  const forPartitions = async (
    action: UpdateAliasesAction,
    options: CallOptions,
  ): Promise<UpdateAliasesAction[]> => {
    const { base, role } = roleIn(action, roles);
    if (base === null || role === null || !isBase(base) || !(await isPartitioned(base, options)))
      return [action];
    // Not one that is being made: nobody is led to it before its shards are there.
    const members = await readableOf(base, options);
    return members.flatMap((index): UpdateAliasesAction[] => {
      const own = partitionAlias(role, splitPartition(index).partition);
      if (!('add' in action)) {
        return [
          index === base ? action : { remove: { index, alias: role, must_exist: false } },
          { remove: { index, alias: own, must_exist: false } },
        ];
      }
      // No plain write by the alias may go past the partitions.
      const inRole = index === base ? { ...action.add, ...NO_WRITES } : { index, alias: role };
      return [{ add: inRole }, { add: { index, alias: own, is_write_index: true } }];
    });
  };

  /** From now on nothing is written to an index by our aliases, and it gets no new partitions. */
  const close = async (base: string, options: CallOptions): Promise<void> => {
    const indices = [base, partitionsOf(base)];
    try {
      await engine.updateAliases(
        roles.map((role) => ({ remove: { indices, alias: partitionAlias(role, '*'), must_exist: false } })),
        options,
      );
    } catch (error) {
      // It has none of them.
      if (!hasCode(error, 'index_mismatch')) throw error;
    }
  };

  const open = async (base: string, options: CallOptions): Promise<void> => {
    const actions: UpdateAliasesAction[] = [];
    for (const { index, alias: role } of await entriesOf(options))
      if (index === base) actions.push(...(await forPartitions({ add: { index, alias: role } }, options)));
    if (actions.length > 0) await engine.updateAliases(actions, options);
  };

  const snapshots: Snapshots = {
    ...engine.snapshots,
    start: async (repository, snapshot, { indices, notes }, options = {}) => {
      const all = await Promise.all(
        indices.map(async (index) =>
          (await partitionedOf(index, options)) === null ? [index] : membersOf(index, options),
        ),
      );
      await engine.snapshots.start(repository, snapshot, { indices: all.flat(), notes }, options);
    },
    restore: (repository, snapshot, request, options = {}) =>
      engine.snapshots.restore(
        repository,
        snapshot,
        { ...request, index: isBase(request.index) ? allOf(request.index) : request.index },
        options,
      ),
    restoreProgress: async (index, options = {}) =>
      engine.snapshots.restoreProgress(isBase(index) ? allOf(index) : index, options),
  };

  return {
    ...engine,
    snapshots,

    search: async <T>(index: string | null, body: object, options: SearchOptions = {}) => {
      if (index === null) return engine.search<T>(null, body, options);
      const { shard } = options;
      if (shard === undefined || !isBase(index) || !(await isPartitioned(index, options)))
        return ofAll(index, options, (all) => engine.search<T>(all, body, options));
      const { partitioning, shards } = await layoutOf(index, options);
      const place = shardOf(index, shard, shards, partitioning);
      return engine.search<T>(place.index, body, { ...options, shard: place.shard });
    },
    msearch: <T>(index: string, bodies: readonly object[], options: CallOptions = {}) =>
      ofAll(index, options, (all) => engine.msearch<T>(all, bodies, options)),
    count: (index, query, options = {}) => ofAll(index, options, (all) => engine.count(all, query, options)),
    openPointInTime: (index, keepAlive, options = {}) =>
      ofAll(index, options, (all) => engine.openPointInTime(all, keepAlive, options)),
    refresh: (index, options = {}) => ofAll(index, options, (all) => engine.refresh(all, options)),
    generation: (index, options = {}) => ofAll(index, options, (all) => engine.generation(all, options)),
    health: (index, options = {}) => ofAll(index, options, (all) => engine.health(all, options)),
    storeSize: (index, options = {}) => ofAll(index, options, (all) => engine.storeSize(all, options)),
    analyze: async (index, request, options = {}) =>
      engine.analyze((await partitionedOf(index, options)) ?? index, request, options),

    get: async <T>(index: string, id: string, options: CallOptions = {}) =>
      whereverItIs(
        index,
        options,
        async (base) => (await newestOf<T>(base, [id], options))[0] ?? null,
        () => engine.get<T>(index, id, options),
      ),
    mget: async <T>(index: string, ids: readonly string[], options: ReadManyOptions = {}) =>
      whereverItIs(
        index,
        options,
        (base) => newestOf<T>(base, ids, options),
        () => engine.mget<T>(index, ids, options),
      ),

    bulk: async (index, ndjson, options = {}) => {
      if (roles.includes(index)) {
        try {
          const base = await partitionedOf(index, options);
          if (base !== null)
            return await writeInPartitions(
              engine,
              await partitionedIndex(index, base, options),
              ndjson,
              options,
            );
        } catch (error) {
          if (!hasCode(error, 'index_missing')) throw error;
          // It is gone: the engine tells that of each document, as of any other index.
          recentEntries.forget();
        }
      }
      return engine.bulk(index, ndjson, options);
    },

    createIndex: async (index, body, options = {}) => {
      const created = body as { readonly mappings?: { readonly _meta?: unknown }; readonly aliases?: object };
      if (!isBase(index) || partitioningIn(created.mappings?._meta) === 'none')
        return engine.createIndex(index, body, options);
      const aliases = Object.entries(created.aliases ?? {}).flatMap(([name, own]) =>
        roles.includes(name)
          ? [
              [name, { ...(own as object), ...NO_WRITES }],
              [partitionAlias(name, null), { is_write_index: true }],
            ]
          : [[name, own]],
      );
      const { settings } = body as { readonly settings?: { readonly index?: object } };
      return engine.createIndex(
        index,
        {
          ...body,
          settings: { ...settings, index: { ...settings?.index, ...FORGETS } },
          aliases: Object.fromEntries(aliases),
        },
        options,
      );
    },
    deleteIndex: async (index, options = {}) => {
      // The base last: whoever is cut off has left something that can be found.
      if (isBase(index))
        for (const each of await engine.listIndices(partitionsOf(index), options))
          await engine.deleteIndex(each, options);
      layouts.delete(index);
      return engine.deleteIndex(index, options);
    },

    getAlias: async (name, options = {}) =>
      (await engine.getAlias(name, options)).filter(({ index }) => !isPartition(index)),
    getAliases: async (aliases, options = {}) =>
      (await engine.getAliases(aliases, options)).filter(({ index }) => !isPartition(index)),
    aliasesOf: async (index, options = {}) => {
      const found = await ofAll(index, options, (all) => engine.aliasesOf(all, options));
      return found.filter((name) => !isPartitionAlias(name, roles));
    },
    listIndices: async (pattern, options = {}) =>
      (await engine.listIndices(pattern, options)).filter(
        (index) => pattern.endsWith('.*') || !isPartition(index),
      ),

    updateAliases: async (actions, options = {}) => {
      const partitioned: string[] = [];
      for (const base of new Set(actions.flatMap((action) => roleIn(action, roles).base ?? [])))
        if (isBase(base) && (await isPartitioned(base, options))) partitioned.push(base);
      if (partitioned.length === 0) return engine.updateAliases(actions, options);
      for (const base of partitioned) await close(base, options);
      try {
        const all: UpdateAliasesAction[] = [];
        for (const action of actions) all.push(...(await forPartitions(action, options)));
        await engine.updateAliases(all, options);
      } catch (error) {
        for (const base of partitioned) await open(base, options);
        throw error;
      } finally {
        recentEntries.forget();
      }
    },
    putNotes: async (index, notes, options = {}) => {
      const { partitioning } = isBase(index) ? await layoutOf(index, options) : WHOLE;
      await engine.putNotes(index, { ...partitionNotes(partitioning), ...notes }, options);
    },
    blockWrites: async (index, options = {}) => {
      if ((await partitionedOf(index, options)) === null) return engine.blockWrites(index, options);
      await close(index, options);
      // Whoever has written, and has still to see to it that his article is in one place, can do that.
      await sleep(SETTLING_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
      await engine.blockWrites(allOf(index), options);
    },
    allowWrites: async (index, options = {}) => {
      if ((await partitionedOf(index, options)) === null) return engine.allowWrites(index, options);
      await engine.allowWrites(allOf(index), options);
      await open(index, options);
    },

    shardCheckpoints: async (index, options = {}) => {
      const found = await ofAll(index, options, (all) => engine.shardCheckpoints(all, options));
      if (!isBase(index) || !(await isPartitioned(index, options))) return found;
      const { shards } = await layoutOf(index, options);
      return found
        .map((one): ShardCheckpoint => ({ ...one, index, shard: shardNumber(one.index, one.shard, shards) }))
        .sort((a, b) => a.shard - b.shard);
    },
  };

  /** Which index is partitioned is known as of a moment ago: where the engine says otherwise, it is looked up anew. */
  async function whereverItIs<R>(
    name: string,
    options: CallOptions,
    inPartitions: (base: string) => Promise<R>,
    inOne: () => Promise<R>,
  ): Promise<R> {
    const base = await partitionedOf(name, options);
    if (base !== null) return inPartitions(base);
    try {
      return await inOne();
    } catch (error) {
      if (!roles.includes(name) || !(error instanceof AppError)) throw error;
      recentEntries.forget();
      const since = await partitionedOf(name, options);
      if (since === null) throw error;
      return inPartitions(since);
    }
  }
};

/**
 * A copy that was removed since its article has moved leaves no version behind: the article may come back, and where it is by then
 * is what counts.
 */
const FORGETS = { gc_deletes: '0s' } as const;

const NO_WRITES = { is_write_index: false } as const;

const roleIn = (
  action: UpdateAliasesAction,
  roles: readonly string[],
): { readonly base: string | null; readonly role: string | null } => {
  const { index, alias } = { ...('add' in action ? action.add : 'remove' in action ? action.remove : {}) };
  return typeof index === 'string' && typeof alias === 'string' && roles.includes(alias)
    ? { base: index, role: alias }
    : { base: null, role: null };
};

const shardsIn = (settings: Readonly<Record<string, unknown>>): number =>
  Number((settings['index'] as { readonly number_of_shards?: string } | undefined)?.number_of_shards ?? 1);

/** What the engine gives each index by itself, and what holds for a moment. */
const OWN_SETTINGS: ReadonlySet<string> = new Set([
  'uuid',
  'creation_date',
  'provided_name',
  'version',
  'blocks',
  'resize',
  'history',
  'verified_read_only',
  'verified_before_close',
]);

const withoutOwn = ({ index }: Readonly<Record<string, unknown>>): object => ({
  index: Object.fromEntries(Object.entries(index as object).filter(([key]) => !OWN_SETTINGS.has(key))),
});
