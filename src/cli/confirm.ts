import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { AppError } from '../domain/app-error.ts';

/** How to ask somebody. */
export type Ask = (question: string) => Promise<string>;

/**
 * Asks before something that cannot be taken back.
 *
 * @param ask `null` where nobody sits there
 * @throws AppError `invalid_parameters` then
 */
export const isConfirmed = async (ask: Ask | null, question: string): Promise<boolean> => {
  if (ask === null) throw nobodyToAsk();
  return /^y(es)?$/i.test((await ask(`${question} (yes/no) `)).trim());
};

export const nobodyToAsk = (): AppError =>
  new AppError(
    'invalid_parameters',
    'There is no terminal to ask at. Confirm with --yes, or look first with --dry-run.',
  );

/** Asks on the terminal; `null` where there is none. */
export const terminalAsk = (): Ask | null => {
  if (!process.stdin.isTTY) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      // Ctrl-C and the end of the input close it, and leave the question open.
      const closed = once(lines, 'close').then(() => '');
      return await Promise.race([lines.question(question), closed]);
    } finally {
      lines.close();
    }
  };
};
