import type { ApiKey } from '../http/keys/api-key.ts';
import { parseKeys } from '../http/keys/parse-keys.ts';
import { createWatchedFile, type WatchedFileWatcher } from '../watched-file.ts';

/**
 * The keys of a file, as they stand: it is read again when it has changed.
 *
 * @param path absolute
 * @throws AppError `configuration` where it cannot be read now
 */
export const openKeysFile = (path: string, watcher: WatchedFileWatcher): (() => readonly ApiKey[]) => {
  const file = createWatchedFile<readonly ApiKey[]>(path, {
    what: 'The file of keys',
    setting: 'TIMBAO_KEYS_FILE',
    initial: [],
    parse: parseKeys,
    ...watcher,
  });
  file.reload();
  return file.current;
};
