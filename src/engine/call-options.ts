/** How one call is bounded. */
export interface CallOptions {
  /** Aborted: the call ends at once and the engine gives up the work. The error is the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds that the call may take, to the last byte of its answer, in place of the engine's own default. */
  readonly timeoutMs?: number;
}
