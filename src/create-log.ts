import { pino, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** So many bytes wait for whoever reads the log; after that, lines are lost rather than memory. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Lines are written together, as soon as there are so many bytes of them … */
const WRITTEN_AT = 4_096;
/** … or after so many milliseconds: to write each by itself takes a tenth of what an answer from memory does. */
const WRITTEN_AFTER_MS = 250;

/**
 * One JSON object a line on standard error, which leaves standard output to results and greetings.
 * Requests do not wait for whoever reads it; what is on its way is written before the process ends.
 */
export const createLog = (level: LogLevel): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({
      dest: 2,
      sync: false,
      minLength: WRITTEN_AT,
      periodicFlush: WRITTEN_AFTER_MS,
      maxLength: MOST_WAITING,
    }),
  );
