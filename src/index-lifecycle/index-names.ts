/** The names that the articles go by in the engine. */
export interface IndexNames {
  /** The alias that is searched and read: `articles`. */
  readonly read: string;
  /** The alias that is written to: `articles-write`. */
  readonly write: string;
}

/** @param alias The setting TIMBAO_INDEX. */
export const indexNames = (alias: string): IndexNames => ({ read: alias, write: `${alias}-write` });

/** `articles-v1-20220121t083000123z`: which mapping it has, and when it was made. */
export const newIndexName = (alias: string, mappingVersion: number, now: Date): string =>
  `${alias}-v${mappingVersion}-${now.toISOString().replace(/[-:.]/g, '').toLowerCase()}`;

/** The mapping version that an index was made with, by its name; `null` where it is none of ours. */
export const mappingVersionOf = (index: string, alias: string): number | null => {
  if (!index.startsWith(`${alias}-v`)) return null;
  const match = /^(\d+)-/.exec(index.slice(`${alias}-v`.length));
  return match?.[1] === undefined ? null : Number(match[1]);
};
