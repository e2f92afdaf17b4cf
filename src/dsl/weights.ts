/**
 * Every boost of the ranking, with its reason. Learnt on judged searches and rounded; `docs/relevance.md`
 * shows what each is worth. A changed weight goes in with relevance before and after.
 *
 * Each has a value for a short query (up to `SHORT` syllables) and one for a long question (from `LONG` on);
 * in between the two are mixed. Short searches want every word, and closeness; long ones want weight of words.
 */
export interface Weight {
  readonly short: number;
  readonly long: number;
}

export const SHORT = 4;
export const LONG = 16;

export const WEIGHTS = {
  /** BM25 of the folded syllables in the whole text: the ground that everything stands on. */
  text: { short: 0.55, long: 0.1 },
  /** BM25 of the syllables as typed, where marks were typed: `đường` is not `dương`. */
  textExact: { short: 0.05, long: 0.12 },
  /** BM25 of neighbouring pairs: two syllables side by side are most often a word. */
  textPairs: { short: 0, long: 0.09 },
  titlePairs: { short: 0.15, long: 0.06 },
  /** For each pair that is there at all, however long the article: what a search of a few words is about. */
  eachTextPair: { short: 5.4, long: 0.06 },
  eachTitlePair: { short: 1.2, long: 0 },
  /** For each syllable of the title: a question's few telling words among its many. */
  eachTitleSyllable: { short: 0, long: 2.4 },
  /**
   * All syllables are there; all of them are in the title. Judged searches hardly notice; a search of one word has
   * nothing else to tell a title by, and of loosened words those that meet all come first.
   */
  allInText: { short: 1.4, long: 0.6 },
  allInTitle: { short: 4.4, long: 6.2 },
} as const satisfies Record<string, Weight>;

export type WeightName = keyof typeof WEIGHTS;

/** The weights for a query of so many syllables. */
export const weightsFor = (syllables: number): Readonly<Record<WeightName, number>> => {
  const long = Math.min(Math.max(syllables - SHORT, 0), LONG - SHORT) / (LONG - SHORT);
  const mixed = Object.entries(WEIGHTS).map(([name, weight]) => [
    name,
    Number((weight.short * (1 - long) + weight.long * long).toFixed(4)),
  ]);
  return Object.fromEntries(mixed) as Record<WeightName, number>;
};
