import { startDeadline, timeLeft, type Deadline } from '../deadline.ts';
import type { CallOptions } from './engine.ts';
import { engineTimeout } from './to-app-error.ts';

/** How long one call may take, and how long Elasticsearch is told to work on it. */
export interface CallLimit extends Deadline {
  /**
   * Elasticsearch's `timeout`, `6750ms`, after which it answers with what it has; `null` where the whole is needed,
   * however long that takes.
   */
  readonly engineTimeout: string | null;
}

/** The rest of a request's time is for what comes after: another call, or an answer without this one's. */
const SHARE_OF_REQUEST = 0.9;
const SHARE_OF_CALL = 0.75;

/**
 * Starts the clock of one call: the signal is its own, aborted with the caller's or when its time is up, which is also
 * while the answer's body arrives. The client's own time limit is not used: it dispatches `abort` on the signal that it
 * was given, and ends with the first byte of an answer.
 */
export const startCallLimit = ({ signal, timeoutMs }: CallOptions, usualMs: number): CallLimit => {
  const left = timeLeft(signal);
  const ms = Math.min(timeoutMs ?? usualMs, left * SHARE_OF_REQUEST);
  return {
    ...startDeadline(ms, () => engineTimeout(), signal),
    engineTimeout: left === Infinity ? null : `${Math.max(1, Math.floor(ms * SHARE_OF_CALL))}ms`,
  };
};
