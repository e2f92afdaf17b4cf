import type { Engine, IndexHealth } from '../engine/engine.ts';
import type { Partitioning } from '../domain/partition.ts';
import { partitionsOf, splitPartition } from './partition-names.ts';
import { readCopyState, type CopyState } from './copy-state.ts';
import { countIfReadable } from './compare-counts.ts';
import { isIndexOf, mappingVersionOf } from './index-names.ts';
import { requireRoles } from './index-roles.ts';
import { readReleasedMapping } from './released-mapping.ts';
import { compareIndex, type IndexDifference } from './verify-index.ts';

/** `leftover`: nothing leads to it any more. */
export type IndexRole = 'live' | 'next' | 'former' | 'leftover';

export interface IndexDescription {
  readonly index: string;
  readonly role: IndexRole;
  /** `null` where it cannot be read, as one that is being restored, or is damaged. */
  readonly articles: number | null;
  readonly tombstones: number | null;
  /** Of its primary shards. */
  readonly bytes: number;
  readonly health: IndexHealth | null;
  /** `null`: none of ours. */
  readonly mappingVersion: number | null;
  /** What gives its words: see `VerifiedIndex`; `null`: none of ours. */
  readonly tokenizer: string | null;
  /** How it is partitioned; `null`: none of ours. */
  readonly partition: Partitioning | null;
  /** The partitions that there are: `2019`. */
  readonly partitions: readonly string[];
  /** From the released file of that version. */
  readonly differences: readonly IndexDifference[];
  /** Writes to it are held, as for the moment of a promotion. */
  readonly holdsWrites: boolean;
  /** Of the next and the former one: how far it follows the live one. */
  readonly copy: CopyState | null;
}

/**
 * Every index of an alias, the live one first.
 *
 * @throws AppError `index_missing` where there is none.
 */
export const describeIndices = async (engine: Engine, alias: string): Promise<IndexDescription[]> => {
  const { live, next, former } = await requireRoles(engine, alias);
  const found = (await engine.listIndices(`${alias}-v*`)).filter((index) => isIndexOf(index, alias));
  const roles = new Map<string, IndexRole>(found.map((index) => [index, 'leftover']));
  if (former !== null) roles.set(former, 'former');
  if (next !== null) roles.set(next, 'next');
  roles.set(live, 'live');
  const order: readonly IndexRole[] = ['live', 'next', 'former', 'leftover'];
  return Promise.all(
    [...roles]
      .sort(([a, roleA], [b, roleB]) => order.indexOf(roleA) - order.indexOf(roleB) || (a < b ? -1 : 1))
      .map(([index, role]) => describeIndex(engine, alias, index, role)),
  );
};

const describeIndex = async (
  engine: Engine,
  alias: string,
  index: string,
  role: IndexRole,
): Promise<IndexDescription> => {
  const mappingVersion = mappingVersionOf(index, alias);
  const [counts, bytes, health, settings, copy, partitions, compared] = await Promise.all([
    countIfReadable(engine, index),
    engine.storeSize(index),
    engine.health(index),
    engine.getSettings(index),
    readCopyState(engine, index),
    engine.listIndices(partitionsOf(index)),
    mappingVersion === null
      ? { tokenizer: null, partition: null, differences: [] }
      : readReleasedMapping(mappingVersion).then((mapping) => compareIndex(engine, index, mapping)),
  ]);
  return {
    index,
    role,
    articles: counts?.articles ?? null,
    tombstones: counts?.tombstones ?? null,
    bytes,
    health,
    mappingVersion,
    ...compared,
    partitions: partitions.flatMap((each) => splitPartition(each).partition ?? []),
    holdsWrites: JSON.stringify(settings).includes('"blocks":{"write":"true"'),
    copy: role === 'next' || role === 'former' ? copy : null,
  };
};
