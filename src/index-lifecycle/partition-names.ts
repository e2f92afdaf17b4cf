import { numberOfPartition, partitionOfNumber, type Partitioning } from '../domain/partition.ts';

/**
 * An index may be partitioned: then the index of its own name, its base, holds what belongs to no partition, and each partition is an
 * index named after it, `articles-v2-20220121t083000123z.2019`. Whoever reads one by an alias reads them all by it; each of them
 * is written to by an alias of its own, `articles-part-2019`, that of the base being `articles-part-other`.
 */
export const partitionIndex = (base: string, partition: string | null): string =>
  partition === null ? base : `${base}.${partition}`;

const PARTITION = /^(.+)\.(\d{4}|\d{6})$/;

/** What is before the name of a partition, and that; of any other name, the name itself. */
export const splitPartition = (
  index: string,
): { readonly base: string; readonly partition: string | null } => {
  const [, base, partition] = PARTITION.exec(index) ?? [];
  return base === undefined || partition === undefined
    ? { base: index, partition: null }
    : { base, partition };
};

/** The alias by which a partition is written to. @param role `articles`, `articles-next`, `articles-former` */
export const partitionAlias = (role: string, partition: string | null): string =>
  `${role}-part-${partition ?? 'other'}`;

const PART = /^(.+)-part-(?:other|\d{4}|\d{6})$/;

/** Whether an alias is that of a partition. */
export const isPartitionAlias = (alias: string, roles: readonly string[]): boolean =>
  roles.includes(PART.exec(alias)?.[1] ?? '');

/** All indices of a partitioned one. */
export const allOf = (base: string): string => `${base},${partitionsOf(base)}`;

/** Those that are partitions. */
export const partitionsOf = (base: string): string => `${base}.*`;

/** Over all partitions, each shard has a number that stays the same whichever of them there are. */
export const shardNumber = (index: string, shard: number, shards: number): number => {
  const { partition } = splitPartition(index);
  return (partition === null ? 0 : numberOfPartition(partition)) * shards + shard;
};

/** The other way round. @param shards of each index */
export const shardOf = (
  base: string,
  number: number,
  shards: number,
  partitioning: Partitioning,
): { readonly index: string; readonly shard: number } => {
  const partition = Math.floor(number / shards);
  return {
    index: partitionIndex(base, partition === 0 ? null : partitionOfNumber(partition, partitioning)),
    shard: number % shards,
  };
};
