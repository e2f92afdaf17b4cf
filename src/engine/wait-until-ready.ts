import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isTransient, hasCode } from '../domain/app-error.ts';
import type { Engine } from './engine.ts';

export type ReadyState = 'ready' | 'index_missing';

/** What is still being waited for. */
export type WaitingFor = 'engine' | 'shards';

export interface WaitOptions {
  /** Milliseconds after which to give up: 60,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told after every try that was in vain, with the milliseconds waited so far. */
  readonly onWaiting?: (waitingFor: WaitingFor, waitedMs: number) => void;
}

/**
 * Waits until a search on `alias` works. Right after a start the engine answers before its shards do: a search
 * then fails, or worse, finds less than there is.
 *
 * @returns `ready`, or `index_missing` where the engine works and has nothing of that name.
 * @throws AppError `engine_unavailable` when the time is up, or any error that waiting cannot mend.
 */
export const waitUntilReady = async (
  engine: Engine,
  alias: string,
  { timeoutMs = 60_000, signal, onWaiting }: WaitOptions = {},
): Promise<ReadyState> => {
  const start = performance.now();
  for (let attempt = 0; ; attempt++) {
    const state = await trySearch(engine, alias, signal);
    if (state === 'ready' || state === 'index_missing') return state;
    const waitedMs = performance.now() - start;
    if (waitedMs >= timeoutMs) {
      throw new AppError(
        'engine_unavailable',
        state === 'shards'
          ? `The search engine answers, but “${alias}” could not be searched within ${seconds(timeoutMs)}. Look at the engine’s log: a shard may be missing or its disk full.`
          : `The search engine did not answer within ${seconds(timeoutMs)}. Check that it runs and where it is (timbao config).`,
        { retryAfter: 5 },
      );
    }
    onWaiting?.(state, waitedMs);
    await sleep(Math.min(100 * 2 ** attempt, 1_000), undefined, signal === undefined ? {} : { signal });
  }
};

/** One try: whether a search on `alias` works right now, on every shard. */
export const trySearch = async (
  engine: Engine,
  alias: string,
  signal?: AbortSignal,
): Promise<ReadyState | WaitingFor> => {
  const options = { timeoutMs: 5_000, ...(signal === undefined ? {} : { signal }) };
  try {
    const { partial } = await engine.search(alias, { size: 0, track_total_hits: false }, options);
    return partial ? 'shards' : 'ready';
  } catch (error) {
    if (hasCode(error, 'index_missing')) return 'index_missing';
    if (!passesByItself(error)) throw error;
  }
  try {
    await engine.info(options);
    return 'shards';
  } catch (error) {
    if (!passesByItself(error)) throw error;
    return 'engine';
  }
};

/** What answers without being an engine will not become one by waiting. */
const passesByItself = (error: unknown): boolean => isTransient(error) && error.code !== 'engine_unreadable';

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
