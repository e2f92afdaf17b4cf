import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** A file or folder of this package, wherever its code stands: in src/, in dist/, or in a bundle. */
export const packageFile = (...path: string[]): string => join((root ??= findRoot()), ...path);

const findRoot = (): string => {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json')) || at === dirname(at)) return at;
  }
};
