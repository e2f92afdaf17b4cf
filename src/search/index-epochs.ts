import { AppError } from '../domain/app-error.ts';
import { secondOf, TIMED_FIELDS, type Clock } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';

/**
 * Spans of time in which every search of an index finds the same: an epoch ends when something written comes to be found,
 * when an article's time comes or is over, and when the index behind the alias is another.
 */
export interface IndexEpochs {
  /** The epoch of the last look; `null` before the first. What is searched from now on is of this epoch or a later one. */
  known(): number | null;
  /** The epoch that it is, as of a moment ago at most. */
  current(): Promise<number>;
  /** Something was written here: it shall not be overlooked for a moment. */
  onWrite(): void;
}

export type WatchedEngine = Pick<Engine, 'search' | 'generation'>;

export interface IndexEpochsOptions {
  readonly clock: Clock;
  /** So many milliseconds a look is good for. */
  readonly trustMs: number;
  readonly signal?: AbortSignal;
}

/** Many wait for one look: on a connection that leads nowhere any more they would do so in vain. */
const LOOK_MS = 2_000;

/** Looks only when asked, one look for all that ask meanwhile. @param alias of the articles */
export const watchEpochs = (
  engine: WatchedEngine,
  alias: string,
  { clock, trustMs, signal }: IndexEpochsOptions,
): IndexEpochs => {
  const options = { timeoutMs: LOOK_MS, ...(signal !== undefined && { signal }) };
  let epoch: number | null = null;
  let generation: string | null = null;
  /** From one instant to before another the same articles are seen; `null`: for good. */
  let seenFrom = '';
  let seenUntil: string | null = null;
  let lookedAt = -Infinity;
  let writes = 0;
  let looking: { readonly done: Promise<number>; readonly writes: number } | null = null;

  /** When an article next comes to be seen, or no longer is. */
  const nextTurn = async (at: string): Promise<string | null> => {
    const { aggregations, partial } = await engine.search<never>(
      alias,
      {
        size: 0,
        track_total_hits: false,
        query: { bool: { should: TIMED_FIELDS.map((field) => ({ range: { [field]: { gt: at } } })) } },
        aggs: Object.fromEntries(
          TIMED_FIELDS.map((field) => [
            field,
            { filter: { range: { [field]: { gt: at } } }, aggs: { next: { min: { field } } } },
          ]),
        ),
      },
      options,
    );
    if (partial) throw new AppError('engine_unavailable', 'A part of the index did not answer.');
    const turns = TIMED_FIELDS.flatMap((field) => aggregations[field]?.within['next']?.value ?? []);
    return turns.length === 0 ? null : new Date(Math.min(...turns)).toISOString();
  };

  const look = async (): Promise<number> => {
    const started = performance.now();
    const before = writes;
    const at = secondOf(clock);
    const found = await engine.generation(alias, options);
    const isSeenAlike = seenFrom <= at && (seenUntil === null || at < seenUntil);
    if (epoch === null || found !== generation || !isSeenAlike) {
      const until = await nextTurn(at);
      epoch = (epoch ?? 0) + 1;
      generation = found;
      seenFrom = at;
      seenUntil = until;
    }
    // What was written meanwhile may have been overlooked: whoever asks from now on looks again.
    if (writes === before) lookedAt = started;
    return epoch;
  };

  return {
    known: () => epoch,
    current: async () => {
      const isSeenAlike = seenUntil === null || secondOf(clock) < seenUntil;
      if (epoch !== null && isSeenAlike && performance.now() - lookedAt < trustMs) return epoch;
      // A look that began before a write may not have seen it.
      if (looking === null || looking.writes !== writes) {
        const done = look();
        const mine = { done, writes };
        looking = mine;
        const over = (): void => {
          if (looking === mine) looking = null;
        };
        done.then(over, over);
      }
      return looking.done;
    },
    onWrite: () => {
      writes++;
      lookedAt = -Infinity;
    },
  };
};
