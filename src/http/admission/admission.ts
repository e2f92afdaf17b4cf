import { Counter, Gauge, type Registry } from 'prom-client';
import { AppError, type AppErrorCode } from '../../domain/app-error.ts';
import { createAdaptiveConcurrency } from './adaptive-concurrency.ts';
import { createBreaker } from './breaker.ts';
import { OVERLOADED } from '../on-error.ts';
import { createShare, type Queue, type Share } from './share.ts';
import type { Work } from './work.ts';

/** Lets requests in, as many as can be answered in time, and turns the rest away at once. */
export interface Admission {
  /**
   * Waits for a place, for a moment at most.
   *
   * @returns how to leave it, with the error that the work ended with, if it did, or {@link NOTHING_ASKED}
   * @throws AppError `overloaded` where there is none; `engine_unavailable` where the engine answers nothing
   */
  enter(work: Work, signal: AbortSignal): Promise<(error?: unknown) => void>;
  /** Turns a search away before anything is done for it, where `enter` would. @returns why; `null`: it may try */
  turnsAwaySearch(): Refusal | null;
}

export interface AdmissionOptions {
  /** The most searches under way at once: 64. As many as the machine does well are found out. */
  readonly mostSearches?: number;
  readonly registry: Registry;
}

/** Why a request is turned away. */
export type Refusal = 'overloaded' | 'engine_unavailable';

/** What a place is left with in which the engine was not asked: that tells nothing of it. */
export const NOTHING_ASKED = null;

/** A burst of searches is waited out: rather late than not at all. */
const QUEUE: Queue = { seats: 64, patienceMs: 1_000 };

/** In a crowd whoever is turned away shall know at once. */
const CROWDED_QUEUE: Queue = { seats: 1, patienceMs: 20 };

/** So many at once are no crowd, whatever they ask: fewer would leave the engine without work while answers are made. */
const LEAST = 3;

/** Writes come from programs, which rather wait than come again. */
const WRITES = { most: 32, queue: { seats: 64, patienceMs: 5_000 } };

/** Each holds some megabytes, for as long as it takes. */
const STREAMS = 8;

const NO_QUEUE: Queue = { seats: 0, patienceMs: 0 };

/** Errors that tell of an engine that has too much to do, or is not there. */
const TROUBLE: ReadonlySet<AppErrorCode> = new Set([
  'engine_unavailable',
  'engine_timeout',
  'engine_unreadable',
  'write_timeout',
]);

export const createAdmission = ({ mostSearches = 64, registry }: AdmissionOptions): Admission => {
  const concurrency = createAdaptiveConcurrency({
    least: Math.min(LEAST, mostSearches),
    first: 16,
    most: mostSearches,
  });
  const breaker = createBreaker();
  const fixed = (places: number, queue = NO_QUEUE): Share => createShare({ limit: () => places, queue });
  const shares = {
    search: createShare({
      limit: () => concurrency.current(),
      queue: QUEUE,
      crowdedQueue: CROWDED_QUEUE,
    }),
    write: fixed(WRITES.most, WRITES.queue),
    upload: fixed(STREAMS),
    export: fixed(STREAMS),
  };
  const shed = observe(
    shares,
    () => concurrency.current(),
    () => breaker.isOpen(),
    registry,
  );

  const enterShare = async (
    name: keyof typeof shares,
    work: Work,
    signal: AbortSignal,
    { isSpare = false, isTimed = true }: { readonly isSpare?: boolean; readonly isTimed?: boolean } = {},
  ): Promise<(error?: unknown) => void> => {
    const isTrying = breaker.isOpen();
    if (!breaker.lets()) {
      shed(name, 'engine');
      throw new AppError('engine_unavailable', 'The search engine has not answered lately.', {
        retryAfter: 1,
      });
    }
    const share = shares[name];
    // What tells how the engine is needs no place: in all of them others may wait for an engine that has gone.
    const isProbe = isTrying && (name === 'search' || name === 'write');
    const leave = isProbe ? share.squeezeIn() : await share.enter(signal, isSpare);
    if (leave === null) {
      signal.throwIfAborted();
      shed(name, 'full');
      throw overloaded();
    }
    const start = performance.now();
    return (error) => {
      const isSearch = name === 'search';
      if (error === undefined) {
        breaker.onAnswered();
        if (isSearch && isTimed)
          concurrency.onAnswered(work, performance.now() - start, share.underWay(), share.waiting() > 0);
      } else if (error === NOTHING_ASKED) {
        breaker.onNothingAsked();
      } else if (error instanceof AppError && TROUBLE.has(error.code)) {
        breaker.onTrouble();
        if (isSearch) concurrency.onTrouble();
      }
      leave();
    };
  };
  return {
    enter: async (work, signal) => {
      switch (work) {
        case 'search':
        case 'read':
          return enterShare('search', work, signal);
        case 'page':
          return enterShare('search', work, signal, { isSpare: true });
        case 'batch':
          // How long many searches take says nothing about how long one does.
          return enterShare('search', work, signal, { isSpare: true, isTimed: false });
        case 'suggest':
          // They need no engine, but the time of this process, of which searches then have too little.
          if (!shares.search.isCrowded()) return () => {};
          shed('search', 'suggestion');
          throw overloaded();
        case 'write':
        case 'upload':
        case 'export':
          return enterShare(work, work, signal);
        case 'probe':
          return () => {};
        default:
          return work satisfies never;
      }
    },
    turnsAwaySearch: () => {
      if (breaker.turnsAway()) {
        shed('search', 'engine');
        return 'engine_unavailable';
      }
      if (breaker.isOpen() || !shares.search.turnsAway(false)) return null;
      shed('search', 'full');
      return 'overloaded';
    },
  };
};

const overloaded = (): AppError => new AppError('overloaded', OVERLOADED);

type Reason = 'full' | 'engine' | 'suggestion';

/** Shows Prometheus what is under way. @returns to be told of what is turned away */
const observe = (
  shares: Readonly<Record<string, Share>>,
  limit: () => number,
  isOpen: () => boolean,
  registry: Registry,
): ((share: string, reason: Reason) => void) => {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    const one: Gauge = new Gauge({ name, help, registers, collect: () => one.set(read()) });
  };
  const perShare = (name: string, help: string, read: (share: Share) => number): void => {
    const one: Gauge<'share'> = new Gauge({
      name,
      help,
      labelNames: ['share'],
      registers,
      collect: () => {
        for (const [share, of] of Object.entries(shares)) one.set({ share }, read(of));
      },
    });
  };
  perShare('timbao_requests_under_way', 'Requests that the engine works for, by their share of it', (share) =>
    share.underWay(),
  );
  perShare('timbao_requests_waiting', 'Requests that wait for a place', (share) => share.waiting());
  gauge('timbao_search_limit', 'How many searches may be under way at once just now', limit);
  gauge('timbao_breaker_open', '1 while the engine answers nothing and only probes go to it', () =>
    isOpen() ? 1 : 0,
  );
  const turnedAway = new Counter({
    name: 'timbao_requests_shed_total',
    help: 'Requests that were turned away at once, by share and reason',
    labelNames: ['share', 'reason'] as const,
    registers,
  });
  return (share, reason) => turnedAway.inc({ share, reason });
};
