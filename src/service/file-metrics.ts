import { Counter, Gauge, type Registry } from 'prom-client';

/** A file that is read again when it has changed. */
export type WatchedFileName = 'abbreviations' | 'keys';

/** Told each time that one was read, or could not be. */
export type OnFileRead = (file: WatchedFileName, isDone: boolean) => void;

/** Readings of the files that are watched, and which of them stands changed and unread. */
export const createFileMetrics = (registry: Registry): OnFileRead => {
  const reads = new Counter({
    name: 'timbao_file_reads_total',
    help: 'Readings of the files that are watched, by how they ended',
    labelNames: ['file', 'outcome'] as const,
    registers: [registry],
  });
  const faulty = new Gauge({
    name: 'timbao_file_faulty',
    help: '1 while a file has changed and cannot be read, and what was in it before stays in use',
    labelNames: ['file'] as const,
    registers: [registry],
  });
  const last = new Gauge({
    name: 'timbao_file_last_success_timestamp_seconds',
    help: 'When the file was last read',
    labelNames: ['file'] as const,
    registers: [registry],
  });
  return (file, isDone) => {
    reads.inc({ file, outcome: isDone ? 'done' : 'failed' });
    faulty.set({ file }, isDone ? 0 : 1);
    if (isDone) last.set({ file }, Date.now() / 1_000);
  };
};
