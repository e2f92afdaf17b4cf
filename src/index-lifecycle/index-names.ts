/** The names that the articles go by in the engine: aliases, which say what each index is for. */
export interface IndexNames {
  /** The alias that is searched and read: `articles`. */
  readonly read: string;
  /**
   * The alias for writers other than ours: `articles-write`. Of all indices behind it the live one is its write index.
   * Our own writes go through `read`, which leads to the live index alone (`find-write-targets.ts`).
   */
  readonly write: string;
  /** The index that is being built, to follow the live one: `articles-next`. */
  readonly next: string;
  /** The index that was live before, kept in step so that it can be again: `articles-former`. */
  readonly former: string;
}

/** @param alias The setting TIMBAO_INDEX. */
export const indexNames = (alias: string): IndexNames => ({
  read: alias,
  write: `${alias}-write`,
  next: `${alias}-next`,
  former: `${alias}-former`,
});

/** The index that `timbao follow` keeps what it knows of a site in: `articles-followed`. No alias, and none of the articles’. */
export const followedIndexName = (alias: string): string => `${alias}-followed`;

/** The index that what instances read of the articles is kept in for others: `articles-learnt`. Likewise. */
export const learntIndexName = (alias: string): string => `${alias}-learnt`;

/** `articles-v1-20220121t083000123z`: which mapping it has, and when it was made. */
export const newIndexName = (alias: string, mappingVersion: number, now: Date): string =>
  `${alias}-v${mappingVersion}-${timestamp(now)}`;

/** `20220121t083000123z` */
export const timestamp = (now: Date): string => now.toISOString().replace(/[-:.]/g, '').toLowerCase();

/** The mapping version that an index was made with, by its name; `null` where it is none of ours. */
export const mappingVersionOf = (index: string, alias: string): number | null => {
  if (!index.startsWith(`${alias}-v`)) return null;
  const match = /^(\d+)-/.exec(index.slice(`${alias}-v`.length));
  return match?.[1] === undefined ? null : Number(match[1]);
};

/**
 * Whether an index was made for this alias. To the letter: what is none of ours must never be removed, and the indices
 * of an alias `articles-v2` begin like ours do.
 */
export const isIndexOf = (index: string, alias: string): boolean =>
  mappingVersionOf(index, alias) !== null && /^\d+-\d{8}t\d{9}z$/.test(index.slice(`${alias}-v`.length));
