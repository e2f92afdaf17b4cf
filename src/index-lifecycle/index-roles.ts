import { AppError } from '../domain/app-error.ts';
import type { CallOptions, Engine } from '../engine/engine.ts';
import { indexMissing } from '../engine/to-app-error.ts';
import { indexNames } from './index-names.ts';

/** What each index is for. The aliases say so, and nothing else: one action on them changes all at once. */
export interface IndexRoles {
  /** Searched and written. */
  readonly live: string;
  /** Being built, to follow it. */
  readonly next: string | null;
  /** Live before it. */
  readonly former: string | null;
}

/**
 * @returns the indices behind `alias` by what they are for, or `null` where the alias does not exist.
 * @throws AppError `index_mismatch` where an index stands in an alias's place, or the aliases do not fit together.
 */
export const findRoles = async (
  engine: Engine,
  alias: string,
  options: CallOptions = {},
): Promise<IndexRoles | null> => {
  const names = indexNames(alias);
  const entries = await engine.getAliases([names.read, names.write, names.next, names.former], options);
  const behind = (name: string): string[] =>
    entries.filter((entry) => entry.alias === name).map(({ index }) => index);
  const readable = behind(names.read);
  const writable = behind(names.write);
  const [live] = readable;
  if (live === undefined) {
    for (const name of [names.read, names.write]) {
      if (writable.length > 0 || !(await engine.indexExists(name, options))) continue;
      // An alias counts as existing, too: somebody may have created it since it was asked for.
      if ((await engine.getAlias(name, options)).length > 0) return findRoles(engine, alias, options);
      throw notAnAlias(name);
    }
    if (writable.length === 0) return null;
    throw halfSetUp(`the alias “${names.write}” exists and “${names.read}” does not`);
  }
  if (readable.length > 1) throw halfSetUp(`the alias “${names.read}” stands for more than one index`);
  const isWritten = entries.some(
    ({ alias: name, index, isWriteIndex }) =>
      name === names.write && index === live && (isWriteIndex || writable.length === 1),
  );
  if (!isWritten) throw halfSetUp(`the alias “${names.write}” does not write to “${live}”`);
  const only = (name: string): string | null => {
    const [first = null, second] = behind(name);
    if (second !== undefined) throw halfSetUp(`the alias “${name}” stands for more than one index`);
    if (first === live) throw halfSetUp(`the alias “${name}” stands for the index that is live`);
    return first;
  };
  return { live, next: only(names.next), former: only(names.former) };
};

/**
 * The index that the alias is searched through.
 *
 * @returns its name, or `null` where the alias does not exist.
 * @throws AppError as {@link findRoles} does.
 */
export const findIndex = async (engine: Engine, alias: string): Promise<string | null> =>
  (await findRoles(engine, alias))?.live ?? null;

/**
 * The same where there has to be one.
 *
 * @throws AppError `index_missing`, and as {@link findRoles} does.
 */
export const requireRoles = async (
  engine: Engine,
  alias: string,
  options: CallOptions = {},
): Promise<IndexRoles> => {
  const roles = await findRoles(engine, alias, options);
  if (roles !== null) return roles;
  throw indexMissing(alias);
};

const notAnAlias = (name: string): AppError =>
  new AppError(
    'index_mismatch',
    `“${name}” is an index, where Tìm Báo needs an alias. Set TIMBAO_INDEX to another name, or rename that index.`,
  );

const halfSetUp = (what: string): AppError =>
  new AppError(
    'index_mismatch',
    `The aliases in the search engine do not fit together: ${what}. Mend them with the search engine’s _aliases API, or set TIMBAO_INDEX to another name.`,
  );
