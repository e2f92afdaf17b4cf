import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import { partitionOf, type Partitioning } from '../domain/partition.ts';
import type {
  BulkItem,
  BulkOptions,
  CallOptions,
  DocumentPlace,
  Engine,
  StoredDocument,
} from '../engine/engine.ts';
import type { VersionType } from '../engine/bulk-lines.ts';
import { unreadable } from '../engine/answer-shapes.ts';
import { staleVersion, writesHeld } from '../engine/to-app-error.ts';
import { partitionAlias, splitPartition } from './partition-names.ts';

/** What writing needs to know of a partitioned index. */
export interface PartitionedIndex {
  readonly partitioning: Partitioning;
  /** The alias that it is written by: `articles`, `articles-next`, `articles-former`. */
  readonly role: string;
  /** All that belonged to it a moment ago: its base, and its partitions. */
  readonly known: (options: CallOptions) => Promise<readonly string[]>;
  /** All that belong to it now. */
  readonly members: (options: CallOptions) => Promise<readonly string[]>;
  /** Creates a partition. @throws AppError `writes_held` where it is not the time for it */
  readonly create: (partition: string, options: CallOptions) => Promise<void>;
}

/** An operation of a bulk request that indexes a document. */
interface Operation {
  readonly position: number;
  readonly id: string;
  readonly version: number;
  /** It is turned away by the same version, too (`external`). */
  readonly onlyNewer: boolean;
  readonly partition: string | null;
  /** What follows the name of the index in the request. */
  readonly lines: string;
}

/** Writers who change one article at the same moment, and each its date, begin anew so often. */
const ROUNDS = 10;
/** Doubled with each round, and by chance: one of them shall come to look before the others write. */
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Writes documents, each into its partition, so that in the end each id is in one of them: where its latest version is.
 *
 * Elasticsearch orders the writes to one id within an index alone. So whoever has written looks at all partitions, and
 *
 * - where one has a newer version, removes its own again: it came too late, and nothing was removed in favour of it;
 * - where one has an older version, removes that;
 * - where one has the same version, removes that if it had seen it before its own write, and else writes once more, having seen
 *   it now.
 *
 * Each removal is of the very write that was seen. So nothing goes but what a later write, or a newer version, has replaced,
 * whoever else writes; and of two that write at the same moment, the one who looks last sees both. Whoever is cut off between
 * the two has no answer, and the next write of that id finds what is left, also one that comes too late itself.
 */
export const writeInPartitions = async (
  engine: Engine,
  index: PartitionedIndex,
  ndjson: string,
  options: BulkOptions,
): Promise<readonly BulkItem[]> => {
  const call: CallOptions = callOptions(options);
  const operations = await placed(engine, index, readOperations(ndjson, index.partitioning), call);
  const items: BulkItem[] = [];
  /** By id: copies that were there before the last write of it. */
  const seen = new Map<string, readonly DocumentPlace[]>();
  let left: readonly Operation[] = operations;
  for (let round = 1; ; round++) {
    const written = await write(engine, index, left, options);
    const { again, outcomes } = await settle(engine, index, written, seen, options);
    for (const [position, item] of outcomes) items[position] = item;
    if (again.length === 0) return items;
    if (round === ROUNDS) {
      for (const { position, id } of again) items[position] = failed(id, RESTLESS);
      await withdraw(engine, index, again, written, options);
      return items;
    }
    left = again;
    await sleep(
      Math.random() * Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** round),
      undefined,
      options.signal === undefined ? {} : { signal: options.signal },
    );
  }
};

/**
 * Takes back what was written last, beside which another copy stands. Nothing was removed in favour of it: whoever removes has
 * settled.
 */
const withdraw = async (
  engine: Engine,
  index: PartitionedIndex,
  operations: readonly Operation[],
  written: Written,
  options: BulkOptions,
): Promise<void> => {
  const places = new Map(written.map(([{ position }, { place }]) => [position, place]));
  const removals = operations.flatMap((of) => {
    const place = places.get(of.position) ?? null;
    return place === null ? [] : [{ id: of.id, place, of }];
  });
  await remove(engine, index, removals, options);
};

const RESTLESS = new AppError(
  'engine_unavailable',
  'The article is written again and again at this moment, with another date each time. Try again in a moment.',
);

const failed = (id: string, error: AppError): BulkItem => ({ id, result: null, place: null, error });

const callOptions = ({ refresh: _refresh, isAlias: _isAlias, ...call }: BulkOptions): CallOptions => call;

const ACTION = '{"index":{';

interface Unplaced extends Omit<Operation, 'partition'> {
  /** `undefined`: where its id is, for it has no date. */
  readonly partition: string | null | undefined;
}

const readOperations = (ndjson: string, partitioning: Partitioning): Unplaced[] => {
  const lines = ndjson.split('\n');
  const operations: Unplaced[] = [];
  for (let line = 0; line + 1 < lines.length; line += 2) {
    const [action = '', document = ''] = lines.slice(line, line + 2);
    const { index } = JSON.parse(action) as {
      readonly index?: { readonly _id: string; readonly version: number; readonly version_type: VersionType };
    };
    if (index === undefined) throw new Error(`No document to be indexed: ${action.slice(0, 100)}`);
    const publishedAt = publishedAtOf(document);
    operations.push({
      position: operations.length,
      id: index._id,
      version: index.version,
      onlyNewer: index.version_type === 'external',
      partition: publishedAt === null ? undefined : partitionOf(publishedAt, partitioning),
      lines: `${action.slice(ACTION.length)}\n${document}\n`,
    });
  }
  return operations;
};

/** Within a text of the document its quotation marks would be escaped: it can be nothing but the field. */
const publishedAtOf = (document: string): string | null =>
  /"publishedAt":"([^"]*)"/.exec(document)?.[1] ?? null;

/** What has no date, as a tombstone, goes where its id is. */
const placed = async (
  engine: Engine,
  index: PartitionedIndex,
  operations: readonly Unplaced[],
  options: CallOptions,
): Promise<Operation[]> => {
  const undated = operations.filter(({ partition }) => partition === undefined);
  const found = new Map(
    undated.length === 0
      ? []
      : (await copiesOf(engine, index, undated, options)).map(([id, copies]) => [id, newest(copies)]),
  );
  return operations.map((operation) => {
    const { partition = splitPartition(found.get(operation.id)?.index ?? '').partition } = operation;
    return { ...operation, partition };
  });
};

/** The one of the greatest version. */
export const newest = <T>(copies: readonly StoredDocument<T>[]): StoredDocument<T> | null =>
  copies.reduce<StoredDocument<T> | null>(
    (best, copy) => (best === null || copy.version > best.version ? copy : best),
    null,
  );

const copiesOf = async (
  engine: Engine,
  { members }: PartitionedIndex,
  operations: readonly { readonly id: string }[],
  options: CallOptions,
): Promise<(readonly [string, readonly StoredDocument<object>[]])[]> => {
  const ids = operations.map(({ id }) => id);
  const copies = await engine.mgetFrom<object>(await members(options), ids, { ...options, fields: [] });
  return ids.map((id, position) => [id, copies[position] ?? []]);
};

type Written = readonly (readonly [Operation, BulkItem])[];

const write = async (
  engine: Engine,
  index: PartitionedIndex,
  operations: readonly Operation[],
  options: BulkOptions,
): Promise<Written> => {
  const call = callOptions(options);
  const there = new Set((await index.known(call)).map((member) => splitPartition(member).partition));
  const missing = new Set(
    operations.flatMap(({ partition }) => (there.has(partition) ? [] : (partition ?? []))),
  );
  for (const partition of missing) await index.create(partition, call);
  const ndjson = operations.map(
    ({ partition, lines }) =>
      `${ACTION}"_index":${JSON.stringify(partitionAlias(index.role, partition))},${lines}`,
  );
  const items = await engine.bulk(index.role, ndjson.join(''), { ...options, isAlias: true });
  return operations.map((operation, position) => {
    const item = items[position] ?? failed(operation.id, unreadable());
    // Its aliases have gone to another index, or nothing is to be written for a moment.
    return [
      operation,
      item.error?.code === 'index_missing' ? failed(operation.id, writesHeld(item.error)) : item,
    ];
  });
};

interface Settled {
  readonly outcomes: readonly (readonly [position: number, item: BulkItem])[];
  readonly again: readonly Operation[];
}

/** Looks where each id is now, and sees to it that it is in one place. */
const settle = async (
  engine: Engine,
  index: PartitionedIndex,
  written: Written,
  seen: Map<string, readonly DocumentPlace[]>,
  options: BulkOptions,
): Promise<Settled> => {
  const call = callOptions(options);
  const stored = written.filter(([, { error }]) => error === null || error.code === 'stale_version');
  const copies = new Map(
    await copiesOf(
      engine,
      index,
      stored.map(([operation]) => operation),
      call,
    ),
  );
  const removals: Removal[] = [];
  const again: Operation[] = [];
  const outcomes = written.flatMap(([operation, item]): (readonly [number, BulkItem])[] => {
    const { position, id, version, onlyNewer } = operation;
    const turnsAway = (copy: { readonly version: number }): boolean =>
      copy.version > version || (onlyNewer && copy.version === version);
    const found = copies.get(id) ?? [];
    if (item.error?.code === 'stale_version') {
      if (!found.some(turnsAway)) {
        // The engine remembers for a moment what was removed from there, as a version that nobody gave it.
        again.push(operation);
        return [];
      }
      // Whoever wrote that may have been cut off before he looked.
      for (const copy of olderThanNewest(found)) removals.push({ id, place: copy, of: operation });
      return [[position, item]];
    }
    if (item.error !== null || item.place === null) return [[position, item]];
    const own = item.place;
    const others = found.filter((copy) => copy.index !== own.index);
    if (others.some(turnsAway)) {
      removals.push({ id, place: own, of: operation });
      return [[position, failed(id, staleVersion())]];
    }
    const before = seen.get(id) ?? [];
    const unknown = others.filter(
      (other) => other.version === version && !before.some((place) => isSame(place, other)),
    );
    if (unknown.length > 0) {
      seen.set(id, others);
      again.push(operation);
      return [];
    }
    for (const other of others) removals.push({ id, place: other, of: operation, beside: own.index });
    // Elsewhere it was there before.
    return [
      [position, others.length > 0 && item.result === 'created' ? { ...item, result: 'updated' } : item],
    ];
  });
  const unsettled = await remove(engine, index, removals, options);
  return {
    outcomes: outcomes.map(([position, item]) => [position, unsettled.get(position) ?? item]),
    again,
  };
};

/** A newer copy stands beside each: that is never removed in favour of an older one, whoever writes. */
const olderThanNewest = (copies: readonly StoredDocument<object>[]): readonly StoredDocument<object>[] => {
  const latest = newest(copies);
  return copies.filter(({ version }) => latest !== null && version < latest.version);
};

const isSame = (one: DocumentPlace, other: DocumentPlace): boolean =>
  one.index === other.index && one.seqNo === other.seqNo && one.primaryTerm === other.primaryTerm;

interface Removal {
  readonly id: string;
  readonly place: DocumentPlace;
  readonly of: Operation;
  /** The index of the copy that stays, where that is known. */
  readonly beside?: string;
}

/**
 * Removes copies, unless they are others by now: whoever wrote those looks as well.
 *
 * @returns for each operation one of whose copies could not be removed, what failed
 */
const remove = async (
  engine: Engine,
  index: PartitionedIndex,
  removals: readonly Removal[],
  options: BulkOptions,
): Promise<ReadonlyMap<number, BulkItem>> => {
  const unsettled = new Map<number, BulkItem>();
  if (removals.length === 0) return unsettled;
  const lines = removals.map(
    ({ id, place }) =>
      `${JSON.stringify({ delete: { _index: place.index, _id: id, if_seq_no: place.seqNo, if_primary_term: place.primaryTerm } })}\n`,
  );
  const items = await engine.bulk(index.role, lines.join(''), { ...options, isAlias: false });
  for (const [position, { id, of }] of removals.entries()) {
    const error = items[position]?.error ?? null;
    if (error !== null && error.code !== 'stale_version' && error.code !== 'index_missing')
      unsettled.set(of.position, failed(id, error));
  }
  // Found in both until they are refreshed, each at a time of its own; where this fails, for a second longer.
  if (options.refresh === undefined || options.refresh === 'none') {
    const touched = new Set(removals.flatMap(({ place, beside }) => [place.index, beside ?? []].flat()));
    await engine.refresh([...touched].join(','), callOptions(options)).catch(() => {});
  }
  return unsettled;
};
