/** Spellings that stand for each other, and what is found by them as well without finding them. */
export interface SynonymsInput {
  readonly spellings: readonly string[];
  /** One-way: behind `=>`. */
  readonly alsoFinds: readonly string[];
}

export interface Synonyms extends SynonymsInput {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A line of the list of the file, which is the base. */
export interface ListedSynonyms extends SynonymsInput {
  /** From 1. */
  readonly line: number;
}

/** An entry with what may not work as it was meant. */
export interface CheckedSynonyms extends Synonyms {
  readonly warnings: readonly string[];
}

export interface AllSynonyms {
  readonly synonyms: readonly CheckedSynonyms[];
  readonly file: readonly ListedSynonyms[];
}

export const SYNONYM_LIMITS = { entries: 2_000, spellings: 20, spelling: 200 } as const;

/** Spellings as a line of the file has them. */
export const lineOfSynonyms = ({ spellings, alsoFinds }: SynonymsInput): string =>
  [spellings, ...(alsoFinds.length === 0 ? [] : [alsoFinds])].map((side) => side.join(' = ')).join(' => ');

/** What a line says, cut at its signs; nothing of it is checked. */
export const synonymsOfLine = (line: string): SynonymsInput => {
  const [spellings = '', ...others] = line.split('=>');
  const cut = (side: string): string[] => side.split('=').map((spelling) => spelling.trim());
  return { spellings: cut(spellings), alsoFinds: others.length === 0 ? [] : cut(others.join('=>')) };
};
