import { Counter, Histogram, type Registry } from 'prom-client';
import type { EngineCall } from '../engine/create-engine.ts';
import type { BulkItem } from '../engine/engine.ts';

/** From a document by its id to a batch of writes that is about to be given up. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is told of the engine's work. */
export interface EngineMetrics {
  readonly onCall: (call: EngineCall) => void;
  readonly onWritten: (items: readonly BulkItem[]) => void;
}

/** Calls to the engine by what was called and how they ended, with their duration; and what became of each write. */
export const createEngineMetrics = (registry: Registry): EngineMetrics => {
  const duration = new Histogram({
    name: 'timbao_engine_call_duration_seconds',
    help: 'Time from a call to the engine to the end of its answer, by what was called and how it ended',
    labelNames: ['call', 'outcome'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  const retries = new Counter({
    name: 'timbao_engine_retries_total',
    help: 'Calls to the engine that were tried again, as their connection broke',
    labelNames: ['call'] as const,
    registers: [registry],
  });
  const writes = new Counter({
    name: 'timbao_engine_writes_total',
    help: 'Documents that the engine was given to store or remove, by what became of them',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  return {
    onCall: ({ kind, outcome, ms, retries: times }) => {
      duration.observe({ call: kind, outcome }, ms / 1_000);
      if (times > 0) retries.inc({ call: kind }, times);
    },
    onWritten: (items) => {
      for (const { result, error } of items) writes.inc({ outcome: error?.code ?? result ?? 'unknown' });
    },
  };
};
