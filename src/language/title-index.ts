/** Which titles terms stand in. Titles go by numbers, in the order in which they were added. */
export interface TitleIndex {
  /** How many titles there are. */
  readonly size: number;
  /** The titles that hold a term, ascending. */
  readonly holding: (term: string) => readonly number[];
}

export interface GrowingTitleIndex extends TitleIndex {
  /** @returns the number of the title; `NOT_KEPT` where there are enough */
  add(terms: readonly string[]): number;
  /** @param terms those that the title was added with */
  remove(title: number, terms: readonly string[]): void;
}

/** The number of a title that is not kept. */
export const NOT_KEPT = -1;

const NONE: readonly number[] = [];

export const NO_TITLES: TitleIndex = { size: 0, holding: () => NONE };

/** So many titles are kept, the first; a language is counted from no more articles. */
const MOST_TITLES = 50_000;

/** An index of titles: 5 MB at 40,000. */
export const createTitleIndex = (): GrowingTitleIndex => {
  const holding = new Map<string, number[]>();
  let size = 0;
  let next = 0;
  return {
    get size() {
      return size;
    },
    holding: (term) => holding.get(term) ?? NONE,
    add: (terms) => {
      if (size === MOST_TITLES) return NOT_KEPT;
      for (const term of terms) {
        const titles = holding.get(term);
        if (titles === undefined) holding.set(term, [next]);
        else if (titles.at(-1) !== next) titles.push(next);
      }
      size += 1;
      return next++;
    },
    remove: (title, terms) => {
      if (title === NOT_KEPT) return;
      for (const term of terms) {
        const titles = holding.get(term);
        const at = titles?.indexOf(title) ?? -1;
        if (at < 0) continue;
        titles?.splice(at, 1);
        if (titles?.length === 0) holding.delete(term);
      }
      size -= 1;
    },
  };
};
