import { Counter, type Registry } from 'prom-client';
import type { StatisticsObserver } from '../desk/stats/create-statistics.ts';

/** Searches and clicks of readers by whether they were counted, and what came of writing the counters. */
export const createStatisticsMetrics = (registry: Registry): StatisticsObserver => {
  const registers = [registry];
  const counted = new Counter({
    name: 'timbao_stats_counted_total',
    help: 'Searches and clicks of readers: counted, counted without their text, or dropped for want of room',
    labelNames: ['what', 'outcome'] as const,
    registers,
  });
  const writes = new Counter({
    name: 'timbao_stats_counters_written_total',
    help: 'Counters that were to be written: written, refused (clicks on what readers do not see), failed',
    labelNames: ['outcome'] as const,
    registers,
  });
  for (const what of ['search', 'click']) counted.inc({ what, outcome: 'dropped' }, 0);
  for (const outcome of ['written', 'failed']) writes.inc({ outcome }, 0);
  return {
    onCounted: (what, outcome) => counted.inc({ what, outcome }),
    onCountersWritten: (outcome, counters) => writes.inc({ outcome }, counters),
  };
};
