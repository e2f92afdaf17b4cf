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
  /** Whether a file that is there is gone on with; otherwise it is an error. */
  readonly appends?: boolean;
}

/** @param path Where to put it; a file that is there is never written over. */
export const reportFile = <Line extends object>(
  path: string,
  { unwritable, heldCharacters = 64 * 1024, appends = false }: ReportFileOptions,
): ReportFile<Line> => {
  let handle: FileHandle | null = null;
  let held = '';
  const flush = async (): Promise<void> => {
    if (held === '') return;
    handle ??= await (appends ? openToAppend(path) : open(path, 'wx')).catch((error: unknown) => {
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

/** A line that was cut off, as by a full disk, ends where it does: the next one is to be read all the same. */
const openToAppend = async (path: string): Promise<FileHandle> => {
  const handle = await open(path, 'a+');
  const { size } = await handle.stat();
  if (size === 0) return handle;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  if (buffer.toString() !== '\n') await handle.appendFile('\n');
  return handle;
};

/** `timbao-failed-20220121-083000.jsonl` */
export const reportName = (what: string, now: Date): string =>
  `timbao-${what}-${now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.jsonl`;
