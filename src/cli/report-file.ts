import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';

/** A file of JSON lines that comes to be with the first of them. */
export interface ReportFile {
  readonly path: string;
  add(line: object): Promise<void>;
  /** @returns whether there was anything to write. */
  close(): Promise<boolean>;
}

const HELD_CHARACTERS = 64 * 1024;

/**
 * @param path Where to put it; a file that is there is never written over.
 * @param option The option that names it.
 */
export const reportFile = (path: string, option: string): ReportFile => {
  let handle: FileHandle | null = null;
  let held = '';
  const flush = async (): Promise<void> => {
    if (held === '') return;
    handle ??= await open(path, 'wx').catch((error: unknown) => {
      throw new AppError(
        'invalid_parameters',
        `The report cannot be written: ${path}. Name a file that is not there yet, with ${option}.`,
        { cause: error },
      );
    });
    await handle.appendFile(held);
    held = '';
  };
  return {
    path,
    add: async (line) => {
      held += `${JSON.stringify(line)}\n`;
      // The first at once: a path that cannot be written is told before the work is done.
      if (handle === null || held.length >= HELD_CHARACTERS) await flush();
    },
    close: async () => {
      await flush();
      await handle?.close();
      return handle !== null;
    },
  };
};
