import { readFileSync, statSync } from 'node:fs';
import { AppError } from './domain/app-error.ts';

const LOOK_AGAIN_MS = 2_000;

/** A file that a setting says the place of. */
export interface SettingFile {
  /** What it is, to begin a sentence with: `The file of keys`. */
  readonly what: string;
  readonly setting: string;
}

/**
 * The text of a file that a setting says the place of.
 *
 * @throws AppError `configuration` that names the file and the setting, where it cannot be opened
 */
export const readSettingFile = (path: string, { what, setting }: SettingFile): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError(
      'configuration',
      `${what} cannot be opened: ${path}. Check ${setting}, and who may read the file.`,
      { cause: error },
    );
  }
};

/** What is in a file, read again when it has changed. */
export interface WatchedFile<T> {
  /** As it stands: what could be read last. */
  readonly current: () => T;
  /**
   * Reads the file now.
   *
   * @throws AppError `configuration` where it cannot be opened, and what `parse` throws
   */
  readonly reload: () => T;
}

/** Who is told of what becomes of a file. */
export interface WatchedFileWatcher {
  /** Told when a changed file cannot be read, once a change; what was there before stays in use. */
  readonly onFault?: (error: unknown) => void;
  /** Told each time that it was read, whether it could be. */
  readonly onRead?: (isDone: boolean) => void;
}

export interface WatchedFileOptions<T> extends SettingFile, WatchedFileWatcher {
  /** What holds until the file has been read. */
  readonly initial: T;
  readonly parse: (text: string) => T;
}

/**
 * Watches over a file by looking at its time and size, at most every two seconds, when it is asked for.
 *
 * @param path the file, absolute
 */
export const createWatchedFile = <T>(
  path: string,
  { initial, parse, onFault = () => undefined, onRead = () => undefined, ...file }: WatchedFileOptions<T>,
): WatchedFile<T> => {
  let content = initial;
  let readOf: string | null = null;
  let lookedAt = -Infinity;
  const reload = (): T => {
    readOf = stateOf(path);
    content = parse(readSettingFile(path, file));
    onRead(true);
    return content;
  };
  const current = (): T => {
    const now = performance.now();
    if (now - lookedAt < LOOK_AGAIN_MS) return content;
    lookedAt = now;
    if (stateOf(path) === readOf) return content;
    try {
      return reload();
    } catch (error) {
      onRead(false);
      onFault(error);
      return content;
    }
  };
  return { current, reload };
};

const stateOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'missing' : `${found.ino} ${found.size} ${found.mtimeMs}`;
};
