import { Counter, Gauge, type Registry } from 'prom-client';

/** What is kept in step with an index in the background, or written to one of its own. */
export type BackgroundWork =
  'suggestions' | 'language' | 'pins' | 'synonyms' | 'statistics' | 'alerts' | 'deliveries';

/** Told each time that a look at the index is over. */
export type OnLooked = (work: BackgroundWork, isDone: boolean) => void;

/** Looks at the index by what they are for, and when the last one succeeded. */
export const createBackgroundMetrics = (registry: Registry): OnLooked => {
  const looks = new Counter({
    name: 'timbao_background_looks_total',
    help: 'Looks at what was written to the index, and writes of what was counted, by what they are for and how they ended',
    labelNames: ['work', 'outcome'] as const,
    registers: [registry],
  });
  const last = new Gauge({
    name: 'timbao_background_last_success_timestamp_seconds',
    help: 'When the last look that succeeded was over',
    labelNames: ['work'] as const,
    registers: [registry],
  });
  return (work, isDone) => {
    looks.inc({ work, outcome: isDone ? 'done' : 'failed' });
    if (isDone) last.set({ work }, Date.now() / 1_000);
  };
};
