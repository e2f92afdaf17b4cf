import { isTransient, hasCode } from '../../domain/app-error.ts';
import type { BulkItem, CallOptions, Engine } from '../../engine/engine.ts';
import type { Counter, Counters } from './counters.ts';
import { searchesIndexBody, searchesIndexOf } from './searches-index.ts';

/** What came of counters that were to be written. */
export type WriteOutcome = 'written' | 'refused' | 'failed';

export interface CounterWriterOptions {
  readonly alias: string;
  readonly replicas: number;
  /** Which of these articles readers see. */
  readonly seen: (ids: readonly string[], signal: AbortSignal) => Promise<ReadonlySet<string>>;
  readonly onWritten: (outcome: WriteOutcome, counters: number) => void;
}

/** So many counters go into one request, of some two hundred bytes each. */
const BATCH = 1_000;

/**
 * Writes what has grown, in batches, into the index of its day, which is made where there is none. What could not be written
 * is kept for the next time; clicks on what readers do not see are forgotten.
 *
 * @returns how to write all there is now; it throws as the engine does
 */
export const createCounterWriter = (
  engine: Engine,
  counters: Counters,
  { alias, replicas, seen, onWritten }: CounterWriterOptions,
): ((signal: AbortSignal) => Promise<void>) => {
  /** Days whose index is known to be there. */
  const made = new Set<string>();

  const write = async (day: string, batch: readonly Counter[], options: CallOptions): Promise<void> => {
    const index = searchesIndexOf(alias, day);
    if (!made.has(day)) await engine.createIndex(index, searchesIndexBody(replicas), options);
    made.add(day);
    const lines = batch.map(({ id, document }) => `{"index":{"_id":"${id}"}}\n${JSON.stringify(document)}\n`);
    let items: readonly BulkItem[];
    try {
      items = await engine.bulk(index, lines.join(''), { ...options, isAlias: false });
    } catch (error) {
      if (hasCode(error, 'index_missing')) made.delete(day);
      throw error;
    }
    const passing = items.find(({ error }) => isTransient(error));
    if (passing?.error) throw passing.error;
    const failed = items.filter(({ error }) => error !== null).length;
    onWritten('written', batch.length - failed);
    if (failed > 0) onWritten('failed', failed);
  };

  /** Those of a batch that may be written. */
  const checked = async (batch: readonly Counter[], signal: AbortSignal): Promise<readonly Counter[]> => {
    const unknown = batch.filter(({ document, isChecked }) => document.article !== undefined && !isChecked);
    if (unknown.length === 0) return batch;
    const articles = new Set(unknown.map(({ document }) => document.article ?? ''));
    const known = await seen([...articles], signal);
    const refused = unknown.filter(({ document }) => !known.has(document.article ?? ''));
    for (const counter of unknown) counter.isChecked = true;
    counters.forget(refused);
    if (refused.length > 0) onWritten('refused', refused.length);
    const gone = new Set(refused);
    return batch.filter((counter) => !gone.has(counter));
  };

  return async (signal) => {
    for (;;) {
      const taken = counters.take(BATCH);
      if (taken.length === 0) break;
      try {
        const batch = await checked(taken, signal);
        for (const day of new Set(batch.map((counter) => counter.day))) {
          await write(
            day,
            batch.filter((counter) => counter.day === day),
            { signal },
          );
        }
      } catch (error) {
        counters.giveBack(taken);
        onWritten('failed', taken.length);
        throw error;
      }
    }
    counters.tidy();
  };
};
