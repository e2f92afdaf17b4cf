import type { CallOptions } from './engine.ts';

/** Where writes go at the moment. */
export interface WriteTargets {
  /** The index in service: its answers are the ones that count. */
  readonly live: WriteTarget;
  /** Aliases of indices that are kept in step with it: during a rebuild the new one, after a promotion the former one. */
  readonly others: readonly string[];
}

export interface WriteTarget {
  readonly name: string;
  /** `true`: an alias for one index. */
  readonly isAlias: boolean;
}

/** Writes that are in the live index, and that one of the others would not take. */
export interface MissedWrites {
  readonly index: string;
  readonly ids: readonly string[];
  readonly because: Error;
}

/** Who knows where writes go. */
export interface WriteTargetSource {
  /** Asked before every request to the engine; no longer waited for than the caller's signal allows. @throws AppError as an engine does */
  current(options?: Pick<CallOptions, 'signal'>): Promise<WriteTargets>;
  /** Told of what an index lacks from now on: it must not go into service before it has caught up. */
  onMissed(missed: MissedWrites): void;
}
