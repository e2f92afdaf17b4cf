import type { ApiKey } from '../http/keys/api-key.ts';
import { parseKeys } from '../http/keys/parse-keys.ts';
import { createWatchedFile } from '../watched-file.ts';

/**
 * The keys of a file, as they stand: it is read again when it has changed.
 *
 * @param path absolute
 * @param onFault is told when a changed file cannot be read, once a change; the keys before stay in force
 * @throws AppError `configuration` where it cannot be read now
 */
export const openKeysFile = (path: string, onFault: (error: unknown) => void): (() => readonly ApiKey[]) => {
  const file = createWatchedFile<readonly ApiKey[]>(path, {
    what: 'The file of keys',
    setting: 'TIMBAO_KEYS_FILE',
    initial: [],
    parse: parseKeys,
    onFault,
  });
  file.reload();
  return file.current;
};
