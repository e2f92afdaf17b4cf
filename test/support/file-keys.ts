import type { ApiKey, Scope } from '../../src/http/keys/api-key.ts';
import { digestOfKey } from '../../src/http/keys/api-key.ts';
import { parseKeys } from '../../src/http/keys/parse-keys.ts';

/** A key, and what it is for, as a file of keys has it; what else there is to it in `more`. */
export interface KeyGiven {
  readonly key: string;
  readonly scopes: readonly Scope[];
  readonly more?: object;
}

/** Keys as they are read from a file: each is named for itself. */
export const fileKeysOf = (...keys: readonly KeyGiven[]): readonly ApiKey[] =>
  parseKeys(
    JSON.stringify({
      keys: keys.map(({ key, scopes, more }) => ({
        name: key,
        sha256: digestOfKey(key).toString('hex'),
        scopes,
        ...more,
      })),
    }),
  );
