import { readFileSync, statSync } from 'node:fs';

const LOOK_AGAIN_MS = 2_000;

/** What is in a file, read again when it has changed. */
export interface WatchedFile<T> {
  /** As it stands: what could be read last. */
  readonly current: () => T;
  /**
   * Reads the file now.
   *
   * @throws what `read` and `parse` throw
   */
  readonly reload: () => T;
}

export interface WatchedFileOptions<T> {
  /** What holds until the file has been read. */
  readonly initial: T;
  readonly parse: (text: string) => T;
  /** @throws where the file cannot be opened */
  readonly read?: (path: string) => string;
  /** Told when a changed file cannot be read, once a change; what was there before stays in use. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Watches over a file by looking at its time and size, at most every two seconds, when it is asked for.
 *
 * @param path the file, absolute
 */
export const createWatchedFile = <T>(
  path: string,
  {
    initial,
    parse,
    read = (file) => readFileSync(file, 'utf8'),
    onFault = () => undefined,
  }: WatchedFileOptions<T>,
): WatchedFile<T> => {
  let content = initial;
  let readOf: string | null = null;
  let lookedAt = -Infinity;
  const reload = (): T => (content = parse(read(path)));
  const current = (): T => {
    const now = performance.now();
    if (now - lookedAt < LOOK_AGAIN_MS) return content;
    lookedAt = now;
    const state = stateOf(path);
    if (state === readOf) return content;
    readOf = state;
    try {
      return reload();
    } catch (error) {
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
