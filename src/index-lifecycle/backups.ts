import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { Snapshot, SnapshotState } from '../engine/snapshots.ts';
import { MAPPING_VERSION } from '../analysis/index-body.ts';
import type { IndexDigest } from './digest-index.ts';
import { isIndexOf, mappingVersionOf } from './index-names.ts';

/** What the engine knows the repository by. One for all indices of a cluster: what is whose is noted on each backup. */
export const REPOSITORY = 'timbao';

/**
 * A copy of the live index in the repository, with its articles, tombstones and versions, its mapping and settings; and of
 * what editors decided.
 */
export interface Backup {
  readonly name: string;
  readonly state: SnapshotState;
  /** The index that it is a copy of. */
  readonly index: string;
  readonly mappingVersion: number;
  /** RFC 3339; `null` where it cannot be read. */
  readonly startedAt: string | null;
  /** What the index had; `null` where that cannot be read. */
  readonly digest: IndexDigest | null;
  /** The unique name of that index: as long as it is the live one, what came since can be told from it. */
  readonly uuid: string | null;
  /** What editors decided, as it was; `null` where there is nothing of it, as in one of an older version. */
  readonly desk: DeskCopy | null;
  readonly bytes: number;
  readonly failures: readonly string[];
}

/** Copies of indices beside the articles. */
export interface DeskCopy {
  readonly indices: readonly string[];
  /** How many entries there are, by their kind. */
  readonly counts: Readonly<Record<string, number>>;
}

const schema = z.object({
  timbao: z.object({
    alias: z.string(),
    uuid: z.string(),
    articles: z.int().min(0),
    tombstones: z.int().min(0),
    checksum: z.string(),
    writes: z.int(),
    desk: z.record(z.string(), z.int().min(0)).optional(),
  }),
});

/** What is noted on the snapshot, beside what Elasticsearch notes itself. */
export const backupNotes = (
  alias: string,
  uuid: string,
  digest: IndexDigest,
  desk: DeskCopy['counts'],
): object => {
  const { articles, tombstones, checksum, writes } = digest;
  return { timbao: { alias, uuid, articles, tombstones, checksum, writes, desk } } satisfies z.input<
    typeof schema
  >;
};

/** The backups of an alias, the oldest first. Whatever else is in the repository is none of ours. */
export const listBackups = async (engine: Engine, alias: string): Promise<Backup[]> =>
  (await engine.snapshots.list(REPOSITORY)).flatMap((snapshot) => toBackup(snapshot, alias) ?? []);

const toBackup = (snapshot: Snapshot, alias: string): Backup | null => {
  const { name, state, indices, startedAt, bytes, failures } = snapshot;
  const index = indices.find((each) => isIndexOf(each, alias));
  if (index === undefined) return null;
  const notes = schema.safeParse(snapshot.notes);
  // Somebody else's snapshot of our index: it does not say what has to be in it.
  if (!notes.success && state !== 'unreadable') return null;
  const { uuid = null, desk: counts = {}, ...digest } = notes.success ? notes.data.timbao : {};
  const beside = indices.filter((each) => each !== index);
  return {
    name,
    state,
    index,
    mappingVersion: mappingVersionOf(index, alias) ?? 0,
    startedAt,
    digest: 'checksum' in digest ? digest : null,
    uuid,
    desk: beside.length === 0 ? null : { indices: beside, counts },
    bytes,
    failures,
  };
};

/** A backup that says what is in it. */
export type RestorableBackup = Backup & { readonly digest: IndexDigest };

/**
 * The backup of that name, or the newest one that is whole.
 *
 * @throws AppError `not_found` · `engine_rejected` where it is not whole · `index_mismatch` where a newer Tìm Báo made it
 */
export const chooseBackup = (backups: readonly Backup[], name?: string): RestorableBackup => {
  const backup =
    name === undefined
      ? backups.findLast(({ state }) => state === 'complete')
      : backups.find((each) => each.name === name);
  if (backup === undefined) {
    throw new AppError(
      'not_found',
      name === undefined
        ? 'There is no backup to restore in this repository. Make one with: timbao backup create'
        : `There is no backup “${name}” of this index. See: timbao backup list`,
    );
  }
  if (backup.state !== 'complete' || !hasDigest(backup)) {
    throw new AppError(
      'engine_rejected',
      `${backup.name} cannot be restored: ${STATE_TEXTS[backup.state]}. Take another one: timbao backup list`,
    );
  }
  if (backup.mappingVersion > MAPPING_VERSION) {
    throw new AppError(
      'index_mismatch',
      `${backup.name} has mapping version ${backup.mappingVersion}, and this version of Tìm Báo knows no newer one than ${MAPPING_VERSION}. Restore it with the version that made it, or a newer one.`,
    );
  }
  return backup;
};

const hasDigest = (backup: Backup): backup is RestorableBackup => backup.digest !== null;

const STATE_TEXTS: Readonly<Record<SnapshotState, string>> = {
  running: 'it is being made, or removed, at this moment',
  complete: 'it does not say what is in it',
  partial: 'parts of it are missing',
  failed: 'it failed',
  unreadable: 'its description is damaged or missing',
};

/**
 * What need not be kept: all but the newest `keep` that are whole, and older ones that are not. What cannot be read is
 * left for somebody to look at.
 */
export const expiredBackups = (backups: readonly Backup[], keep: number): readonly Backup[] => {
  const whole = backups.filter(({ state }) => state === 'complete');
  const kept = new Set(whole.slice(-keep));
  const newest = whole.at(-1);
  const before = newest === undefined ? [] : backups.slice(0, backups.indexOf(newest));
  return before.filter(
    (backup) =>
      backup.state === 'partial' ||
      backup.state === 'failed' ||
      (backup.state === 'complete' && !kept.has(backup)),
  );
};
