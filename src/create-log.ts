import { pino, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** So many bytes wait for whoever reads the log; after that, lines are lost rather than memory. */
const MOST_WAITING = 8 * 1024 * 1024;

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
    pino.destination({ dest: 2, sync: false, maxLength: MOST_WAITING }),
  );
