/**
 * What a removed article leaves behind in its place: under its version it keeps out writes that are older than the
 * removal, whenever they arrive, and travels along when the index is copied.
 */
export interface Tombstone {
  readonly id: string;
  /** RFC 3339 */
  readonly removedAt: string;
}

/**
 * The clause of Elasticsearch that leaves tombstones out. Every search, count and export of articles has it, next to
 * whatever else it asks for.
 */
export const NOT_REMOVED = { bool: { must_not: [{ exists: { field: 'removedAt' } }] } };

/** Whether a stored document is a tombstone, all of it or its field `removedAt` alone having been read. */
export const isTombstone = (source: object): source is Tombstone => 'removedAt' in source;
