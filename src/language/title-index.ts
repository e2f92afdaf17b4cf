/** Which titles terms stand in. Titles go by numbers, in the order in which they were added. */
export interface TitleIndex {
  /** How many titles there are. */
  readonly size: number;
  /** The titles that hold a term, ascending. */
  readonly holding: (term: string) => readonly number[];
}

export interface GrowingTitleIndex extends TitleIndex {
  add(terms: readonly string[]): void;
}

const NONE: readonly number[] = [];

export const NO_TITLES: TitleIndex = { size: 0, holding: () => NONE };

/** So many titles are kept, the first; a language is counted from no more articles. */
const MOST_TITLES = 50_000;

/** An index of titles: 5 MB at 40,000. */
export const createTitleIndex = (): GrowingTitleIndex => {
  const holding = new Map<string, number[]>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    holding: (term) => holding.get(term) ?? NONE,
    add: (terms) => {
      if (size === MOST_TITLES) return;
      for (const term of terms) {
        const titles = holding.get(term);
        if (titles === undefined) holding.set(term, [size]);
        else if (titles.at(-1) !== size) titles.push(size);
      }
      size += 1;
    },
  };
};
