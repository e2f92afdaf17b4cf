import type { AppError } from './app-error.ts';

/**
 * What became of one article that was to be stored or removed. `unchanged`: stored already, to the letter. `absent`: to be
 * removed, whichever is stored, and none is. `stale`: something newer is stored.
 */
export type OutcomeStatus = 'created' | 'updated' | 'deleted' | 'absent' | 'unchanged' | 'stale' | 'failed';

/** The same with its error, from the engine's answer to whoever asked. */
export interface Outcome<Status extends OutcomeStatus = OutcomeStatus> {
  readonly status: Status;
  /** Set for `stale` and `failed`. */
  readonly error: AppError | null;
}
