import { inspect } from 'node:util';
import { AppError } from '../domain/app-error.ts';

/**
 * What a person at a terminal is told of an error: its sentence alone; with `debug`, where it came from
 * as well.
 */
export const errorText = (error: unknown, debug: boolean): string => {
  if (debug) return inspect(error, { depth: 5 });
  if (error instanceof AppError) {
    const details = error.errors.filter(({ message }) => !error.message.includes(message));
    return [error.message, ...details.map(({ path, message }) => `  - ${path} ${message}`)].join('\n');
  }
  const message = error instanceof Error ? error.message : String(error);
  return `Something unforeseen went wrong: ${message}. Set LOG_LEVEL=debug to see where.`;
};
