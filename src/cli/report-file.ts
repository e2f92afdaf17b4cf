import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';

/** A file of JSON lines that comes to be with the first of them. */
export interface ReportFile<Line extends object = object> {
  readonly path: string;
  add(line: Line): Promise<void>;
  /** @returns whether there was anything to write. */
  close(): Promise<boolean>;
}

export interface ReportFileOptions {
  /** What is said where it cannot be written: how to name another. */
  readonly unwritable: string;
  /** So many characters are held before they are written: 65,536. With 0 each line is there at once. */
  readonly heldCharacters?: number;
}

/** @param path Where to put it; a file that is there is never written over. */
export const reportFile = <Line extends object>(
  path: string,
  { unwritable, heldCharacters = 64 * 1024 }: ReportFileOptions,
): ReportFile<Line> => {
  let handle: FileHandle | null = null;
  let held = '';
  const flush = async (): Promise<void> => {
    if (held === '') return;
    handle ??= await open(path, 'wx').catch((error: unknown) => {
      throw new AppError('invalid_parameters', unwritable, { cause: error });
    });
    await handle.appendFile(held);
    held = '';
  };
  return {
    path,
    add: async (line) => {
      held += `${JSON.stringify(line)}\n`;
      // The first at once: a path that cannot be written is told before the work is done.
      if (handle === null || held.length >= heldCharacters) await flush();
    },
    close: async () => {
      await flush();
      await handle?.close();
      return handle !== null;
    },
  };
};

/** `timbao-failed-20220121-083000.jsonl` */
export const reportName = (what: string, now: Date): string =>
  `timbao-${what}-${now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.jsonl`;
