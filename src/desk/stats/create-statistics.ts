import { addDays, dayInVietnam } from '../../domain/days.ts';
import type {
  PopularSearch,
  ReaderClick,
  ReaderSearch,
  SearchStatistics,
  StatisticsRequest,
} from '../../domain/search-statistics.ts';
import type { Clock } from '../../domain/visibility.ts';
import type { Engine } from '../../engine/engine.ts';
import { tryAgain } from '../../engine/try-again.ts';
import { repeatLook } from '../../search/repeat-look.ts';
import { createCounters, type CountersOptions, type CountOutcome } from './counters.ts';
import { findPopular, type PopularOptions } from './find-popular.ts';
import { readSearches } from './read-searches.ts';
import { dayOfIndex, searchesIndices } from './searches-index.ts';
import { createCounterWriter, type CounterWriterOptions, type WriteOutcome } from './write-counters.ts';

/** Told of what is counted, and of what came of writing it. */
export interface StatisticsObserver {
  readonly onCounted: (what: 'search' | 'click', outcome: CountOutcome) => void;
  readonly onCountersWritten: (outcome: WriteOutcome, counters: number) => void;
}

export interface StatisticsOptions
  extends
    Pick<CounterWriterOptions, 'alias' | 'replicas' | 'seen'>,
    Pick<PopularOptions, 'countHits'>,
    Pick<CountersOptions, 'mostHeld' | 'mostAnHour'> {
  /** An index is kept for so many days after its own. */
  readonly days: number;
  /** Smaller numbers are not told. */
  readonly atLeast: number;
  /** Milliseconds between two writes: 5,000. */
  readonly everyMs?: number;
  readonly clock?: Clock;
  /** Aborted: nothing is written in the background any more. */
  readonly signal: AbortSignal;
  readonly observer: StatisticsObserver;
  /** Told once when what was counted cannot be written, and again after it could be in between. */
  readonly onFault?: (error: unknown) => void;
  readonly onLooked?: (isDone: boolean) => void;
}

/** What readers look for: counted in memory, written every few seconds. */
export interface Statistics {
  /** Never waits. */
  readonly countSearch: (search: ReaderSearch) => void;
  readonly countClick: (click: ReaderClick) => void;
  readonly read: (request: StatisticsRequest, signal?: AbortSignal) => Promise<SearchStatistics>;
  readonly findPopular: (signal?: AbortSignal) => Promise<readonly PopularSearch[]>;
  /** Begins to write in the background. */
  readonly start: () => void;
  /** Writes all that was counted, and deletes what is too old, now. */
  readonly write: () => Promise<void>;
  /** Writes the rest when the service stops; what is not written within this time is lost. */
  readonly finish: (ms: number) => Promise<void>;
}

export const createStatistics = (engine: Engine, options: StatisticsOptions): Statistics => {
  const { alias, days, atLeast, everyMs = 5_000, clock = Date.now, signal, observer } = options;
  const { countHits, onFault = () => {}, onLooked = () => {} } = options;
  const counters = createCounters(options);
  const writeCounters = createCounterWriter(engine, counters, {
    ...options,
    onWritten: observer.onCountersWritten,
  });
  let pruned = '';

  /** Of several processes any may: what is gone already is no matter. */
  const prune = async (): Promise<void> => {
    const today = dayInVietnam(clock());
    if (today === pruned) return;
    const oldest = addDays(today, -days);
    for (const index of await engine.listIndices(searchesIndices(alias), { signal })) {
      const day = dayOfIndex(alias, index);
      if (day !== null && day < oldest) await engine.deleteIndex(index, { signal });
    }
    pruned = today;
  };

  const { start, look } = repeatLook(
    async () => {
      await writeCounters(signal);
      await prune();
    },
    { everyMs, signal, onFault, onLooked },
  );
  const callOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

  return {
    countSearch: (search) => observer.onCounted('search', counters.countSearch(search)),
    countClick: (click) => observer.onCounted('click', counters.countClick(click)),
    read: (request, signal) => readSearches(engine, alias, request, atLeast, callOf(signal)),
    findPopular: (signal) => findPopular(engine, { alias, atLeast, now: clock(), countHits }, callOf(signal)),
    start,
    write: look,
    // A connection that broke meanwhile is no reason to lose the last ones: what is written twice counts once.
    finish: (ms) => {
      const ending = AbortSignal.timeout(ms);
      return tryAgain(() => writeCounters(ending), { retryForMs: ms }).catch(onFault);
    },
  };
};
