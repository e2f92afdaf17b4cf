import { dayInVietnam } from './days.ts';

/**
 * How an archive is divided into indices by when its articles were published, in Vietnam time. `none`: it is one index.
 */
export type Partitioning = (typeof PARTITIONINGS)[number];

export const PARTITIONINGS = ['none', 'year', 'month'] as const;

/** What is published before or after these years, or has no date, is in no partition of its own. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/**
 * The partition that a document belongs to: `2022`, `202201`.
 *
 * @param publishedAt RFC 3339; `null` where it has none, as a tombstone
 * @returns `null`: none of its own
 */
export const partitionOf = (publishedAt: string | null, partitioning: Partitioning): string | null => {
  const instant = publishedAt === null ? NaN : Date.parse(publishedAt);
  if (partitioning === 'none' || Number.isNaN(instant)) return null;
  const [year = '', month = ''] = dayInVietnam(instant).split('-');
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null;
  return partitioning === 'year' ? year : `${year}${month}`;
};

/** A number for each partition, from 1, which stays the same whichever others there are. */
export const numberOfPartition = (partition: string): number => {
  const years = Number(partition.slice(0, 4)) - FIRST_YEAR;
  return partition.length === 4 ? years + 1 : years * 12 + Number(partition.slice(4));
};

/** The other way round. */
export const partitionOfNumber = (number: number, partitioning: Partitioning): string => {
  if (partitioning === 'year') return String(FIRST_YEAR + number - 1);
  const months = number - 1;
  return `${FIRST_YEAR + Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, '0')}`;
};
