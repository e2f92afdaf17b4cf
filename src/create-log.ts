import { pino, type DestinationStream, type Logger } from 'pino';
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
 * Requests do not wait for whoever reads it; what is on its way is written before the process ends, unless it is killed.
 */
export const createLog = (level: LogLevel): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    standardError(),
  );

const standardError = (): DestinationStream => {
  const stream = pino.destination({ dest: 2, sync: false, minLength: WRITTEN_AT, maxLength: MOST_WAITING });
  const timer = setInterval(() => stream.flush(), WRITTEN_AFTER_MS).unref();
  stream.on('error', (error: NodeJS.ErrnoException) => {
    clearInterval(timer);
    // Whoever read it is gone: then there is nobody to be told.
    if (error.code !== 'EPIPE') throw error;
  });
  return stream;
};
