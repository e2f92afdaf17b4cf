import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import { bareName } from '../ingest/sources/source-format.ts';

/** How far an import got, kept in a file, so that an interrupted one goes on where it was. */
export interface ImportJournal {
  readonly path: string;
  /** It held progress of another index, which does not count. */
  readonly startsOver: boolean;
  /** How many records of a file are done, by its key; `all` where it is done with. */
  doneOf(key: string): number | 'all';
  /** One more record of a file is settled. */
  settle(key: string): Promise<void>;
  /** All of a file's records are settled. */
  finish(key: string): Promise<void>;
  close(): Promise<void>;
}

interface Entry {
  readonly file: string;
  readonly records: number;
  readonly done: boolean;
}

/** Progress within a file is written down this often. */
const RECORDS = 1_000;
/** Lines that wait to be written. */
const LINES = 100;

/**
 * Opens a journal, or begins one. What it holds of another index is dropped: there nothing is done yet.
 *
 * @param index The index that is written to, by its own name and not an alias.
 * @throws AppError `invalid_parameters` where the file is something else, or cannot be written.
 */
export const openImportJournal = async (path: string, index: string): Promise<ImportJournal> => {
  const handle = await open(path, 'a+').catch((error: unknown) => {
    throw new AppError('invalid_parameters', `The file of --resume cannot be written: ${path}.`, {
      cause: error,
    });
  });
  const { done, startsOver } = await readEntries(handle, path, index).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  const counts = new Map<string, number>();
  let lines: string[] = [];
  const write = async (): Promise<void> => {
    const text = lines.join('');
    lines = [];
    if (text !== '') await handle.appendFile(text);
  };
  const note = async (entry: Entry, isUrgent: boolean): Promise<void> => {
    lines.push(`${JSON.stringify(entry)}\n`);
    if (isUrgent || lines.length >= LINES) await write();
  };
  const before = (key: string): number => done.get(key)?.records ?? 0;
  return {
    path,
    startsOver,
    doneOf: (key) => (done.get(key)?.done === true ? 'all' : before(key)),
    settle: async (key) => {
      const count = (counts.get(key) ?? before(key)) + 1;
      counts.set(key, count);
      if (count % RECORDS === 0) await note({ file: key, records: count, done: false }, true);
    },
    finish: async (key) => {
      const records = counts.get(key) ?? before(key);
      counts.delete(key);
      await note({ file: key, records, done: true }, false);
    },
    close: async () => {
      for (const [file, records] of counts) await note({ file, records, done: false }, false);
      await write();
      await handle.close();
    },
  };
};

const readEntries = async (
  handle: FileHandle,
  path: string,
  index: string,
): Promise<{ done: ReadonlyMap<string, Entry>; startsOver: boolean }> => {
  const text = await handle.readFile('utf8');
  const header = `${JSON.stringify({ timbao: 'import journal', index })}\n`;
  const first = text.slice(0, text.indexOf('\n') + 1);
  if (text !== '' && !first.startsWith('{"timbao":"import journal"')) {
    throw new AppError(
      'invalid_parameters',
      `${path} is no file of --resume: it holds something else. Name another, or a new one.`,
    );
  }
  if (first !== header) {
    await handle.truncate(0);
    await handle.appendFile(header);
    return { done: new Map(), startsOver: text !== '' };
  }
  // The last line may be cut off: it was being written when the import ended.
  const lines = text.split('\n').slice(1, -1);
  if (!text.endsWith('\n')) await handle.appendFile('\n');
  const done = new Map(
    lines.flatMap((line): [string, Entry][] => {
      const entry = parseEntry(line);
      return entry === null ? [] : [[entry.file, entry]];
    }),
  );
  return { done, startsOver: false };
};

const parseEntry = (line: string): Entry | null => {
  try {
    const entry = JSON.parse(line) as Partial<Entry>;
    return typeof entry.file === 'string' && typeof entry.records === 'number'
      ? { file: entry.file, records: entry.records, done: entry.done === true }
      : null;
  } catch {
    return null;
  }
};

/**
 * What a file is known by in a journal: its content, with its bare name (part of some ids) and all that changes how it
 * is read. A file that was moved is the same, a file that was changed is another.
 *
 * @returns `null` where it cannot be read.
 */
export const journalKey = async (path: string, readAs: unknown): Promise<string | null> => {
  const hash = createHash('sha256').update(JSON.stringify([bareName(path), readAs]));
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch {
    return null;
  }
  return hash.digest('hex').slice(0, 32);
};
