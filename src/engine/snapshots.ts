import type { CallOptions } from './call-options.ts';

/** Where snapshots are kept, in Elasticsearch's own terms: `{type: 'fs', settings: {location: '…'}}`. */
export interface SnapshotRepository {
  /** What the engine knows it by. */
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** `partial`: some shards are in it and some are not. `unreadable`: its own description cannot be read. */
export type SnapshotState = 'running' | 'complete' | 'partial' | 'failed' | 'unreadable';

/** What the repository knows of a snapshot. */
export interface Snapshot {
  readonly name: string;
  readonly state: SnapshotState;
  readonly indices: readonly string[];
  /** What was given to be noted on it. */
  readonly notes: unknown;
  /** RFC 3339; `null` where it cannot be read. */
  readonly startedAt: string | null;
  /** The size of its indices in bytes; files that other snapshots have as well are counted. 0 where it is not known. */
  readonly bytes: number;
  /** Why shards are missing, in Elasticsearch's words. */
  readonly failures: readonly string[];
}

/** How much of a snapshot is made or restored, in bytes; 0 of 0 before that is known. */
export interface SnapshotProgress {
  readonly isRunning: boolean;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface RestoreProgress extends SnapshotProgress {
  /** Why a shard could not be restored, in Elasticsearch's words. */
  readonly failure: string | null;
  /** Some shard has no node to go to. */
  readonly isWaiting: boolean;
}

export interface RestoreRequest {
  /** The index as it is named in the snapshot; with those that are named after it, `…,….*`. */
  readonly index: string;
  /** The name of the new index. */
  readonly as: string;
  readonly replicas: number;
}

/** The part of the engine that makes copies of indices outside of itself. Fails as `Engine` does, and as it says here. */
export interface Snapshots {
  /**
   * Makes a repository known to the engine, which tries whether each of its nodes can write there.
   *
   * @throws AppError `configuration` where the engine has no such type or may not use such a place, `engine_rejected`
   *   where it cannot be reached or written
   */
  register(repository: SnapshotRepository, options?: CallOptions): Promise<void>;
  /**
   * Begins a snapshot of indices, as they are now; returns before it is made.
   *
   * @param notes at most a kilobyte of JSON, readable without restoring
   * @throws AppError `invalid_parameters` where there is one of that name, or the name is none
   */
  start(
    repository: string,
    snapshot: string,
    contents: { readonly indices: readonly string[]; readonly notes: object },
    options?: CallOptions,
  ): Promise<void>;
  /** @throws AppError `not_found` */
  progress(repository: string, snapshot: string, options?: CallOptions): Promise<SnapshotProgress>;
  /** All of them, the oldest first; those that cannot be read, too. */
  list(repository: string, options?: CallOptions): Promise<readonly Snapshot[]>;
  /** Removes one, or stops it and removes it where it is being made. @returns whether there was one */
  remove(repository: string, snapshot: string, options?: CallOptions): Promise<boolean>;
  /**
   * Begins to restore an index under another name, without its aliases; returns before that is done.
   *
   * @throws AppError `not_found`, `index_mismatch` where this engine is older than the snapshot, `engine_rejected` where it
   *   is damaged
   */
  restore(
    repository: string,
    snapshot: string,
    request: RestoreRequest,
    options?: CallOptions,
  ): Promise<void>;
  restoreProgress(index: string, options?: CallOptions): Promise<RestoreProgress>;
}
