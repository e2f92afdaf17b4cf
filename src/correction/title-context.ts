import type { TitleIndex } from '../language/title-index.ts';

/**
 * How well a word goes with all the others of a run: the natural log of how much likelier it is in a title that holds
 * the others than in any. 0 where no title holds them, or so many that it says little.
 */
export type TitleContext = (at: number, term: string) => number;

/** So many titles that hold a word anyway are added to those that hold the others: few say little. */
const PRIOR = 5;
/** In more titles the others are common words. */
const MOST_TITLES = 200;
/** Two neighbours are told by how often they stand together. */
const FEWEST_WORDS = 3;

const has = (titles: readonly number[], title: number): boolean => {
  let [from, to] = [0, titles.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((titles[middle] ?? 0) < title) from = middle + 1;
    else to = middle;
  }
  return titles[from] === title;
};

/** The titles that hold all of some terms. */
const holdingAll = (terms: readonly string[], { holding }: TitleIndex): readonly number[] => {
  const [fewest = [], ...others] = terms.map(holding).toSorted((a, b) => a.length - b.length);
  return fewest.filter((title) => others.every((titles) => has(titles, title)));
};

/** @param run the terms of a run as the index has them; `null` for what is no word */
export const createTitleContext = (run: readonly (string | null)[], titles: TitleIndex): TitleContext => {
  const beside = new Map<number, readonly number[]>();
  const besideOf = (at: number): readonly number[] => {
    const known = beside.get(at);
    if (known !== undefined) return known;
    const others = run.filter((term, place): term is string => place !== at && term !== null);
    const found = others.length < FEWEST_WORDS - 1 ? [] : holdingAll(others, titles);
    beside.set(at, found);
    return found;
  };
  return (at, term) => {
    const there = besideOf(at);
    if (there.length === 0 || there.length > MOST_TITLES) return 0;
    const holding = titles.holding(term);
    const together = there.filter((title) => has(holding, title)).length;
    const share = (holding.length + 1) / titles.size;
    return Math.log((together / share + PRIOR) / (there.length + PRIOR));
  };
};
