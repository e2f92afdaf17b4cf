import { createStatistics, type StatisticsOptions } from '../../../src/desk/stats/create-statistics.ts';
import { searchesIndices } from '../../../src/desk/stats/searches-index.ts';
import type { ReaderSearch } from '../../../src/domain/search-statistics.ts';
import type { Engine } from '../../../src/engine/engine.ts';

export const DAY_MS = 86_400_000;

export const aSearch = (q: string, more: Partial<ReaderSearch> = {}): ReaderSearch => ({
  q,
  filters: [],
  hits: 4,
  loosened: false,
  corrected: false,
  tookMs: 8,
  ...more,
});

/** Statistics of a process of its own, which writes when it is told to; its time stands still until it is put on. */
export const countingProcess = (
  engine: Engine,
  alias: string,
  {
    now = Date.parse('2026-11-29T12:34:56+07:00'),
    ...options
  }: Partial<StatisticsOptions> & { now?: number } = {},
) => {
  let time = now;
  const told: string[] = [];
  const over = new AbortController();
  const statistics = createStatistics(engine, {
    alias,
    replicas: 0,
    days: 90,
    atLeast: 5,
    everyMs: 1e9,
    clock: () => time,
    signal: over.signal,
    seen: async (ids) => new Set(ids.filter((id) => !id.startsWith('kin'))),
    countHits: async (queries) => queries.map(() => 1),
    observer: {
      onCounted: (what, outcome) => told.push(`${what} ${outcome}`),
      onCountersWritten: (outcome, counters) => told.push(`${counters} ${outcome}`),
    },
    ...options,
  });
  return {
    ...statistics,
    /** As it can be read then. */
    write: async () => {
      await statistics.write();
      await engine.refresh(searchesIndices(alias));
    },
    told,
    pass: (ms: number) => (time += ms),
    search: (q: string, times = 1, more: Partial<ReaderSearch> = {}) => {
      for (let i = 0; i < times; i++) statistics.countSearch(aSearch(q, more));
    },
    click: (q: string, article: string, rank: number, times = 1) => {
      for (let i = 0; i < times; i++) statistics.countClick({ q, article, rank });
    },
    stop: () => over.abort(),
  };
};
