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

export const SHORT = 6;
export const LONG = 11;

export const WEIGHTS = {
  /** BM25 of the folded syllables in the whole text: what tells articles with the same pairs apart. */
  text: { short: 0.56, long: 0 },
  /** BM25 of the syllables as they are meant, `đường` or any `duong`: the weight of a question's telling words. */
  textTyped: { short: 0.04, long: 1 },
  /** BM25 of neighbouring pairs: two syllables side by side are most often a word. */
  textPairs: { short: 0, long: 0.85 },
  titlePairs: { short: 0.54, long: 0 },
  /** For each pair that is there at all, however long the article: what a search of a few words is about. */
  eachTextPair: { short: 4.7, long: 0 },
  /** BM25 of the words that a plugin's tokenizer finds in the query, where the index has them. */
  textWords: { short: 0.3, long: 1 },
  /** For each syllable of the title: a question names what the title says, among much else. */
  eachTitleSyllable: { short: 0, long: 6 },
  /** All syllables are there: of loosened words, the articles that have them all come first. */
  allInText: { short: 3.4, long: 0 },
  /** All are in the title; all of them side by side. A search of one word has nothing else to prefer a title by. */
  allInTitle: { short: 4.4, long: 0 },
  titlePhrase: { short: 2, long: 0 },
  /**
   * For being new: all of it today, half of it after `RECENCY_PIVOT`, a third after twice as long. Less than one pair
   * more or less, so that it decides between articles that answer alike.
   */
  recency: { short: 1.5, long: 1.5 },
} as const satisfies Record<string, Weight>;

/** What a word of grammar counts beside one that says what is asked for: `của`, `những`, `là gì`. */
export const FUNCTION_WORD_SHARE = 0.3;

/** What a syllable counts with its marks beside one without: marks make a term rarer than its word is. */
export const EXACT_SHARE = 0.9;

/** The age at which newness is worth half. */
export const RECENCY_PIVOT = '365d';

/**
 * What each place of a pinned article is worth: more than all that words can add up to, and little enough that the places of
 * twenty keep apart in single precision.
 */
export const PIN_STEP = 10_000;

export type WeightName = keyof typeof WEIGHTS;

export type Weights = Readonly<Record<WeightName, number>>;

/** The weights for a query of so many syllables. */
export const weightsFor = (syllables: number): Weights => {
  const long = Math.min(Math.max(syllables - SHORT, 0), LONG - SHORT) / (LONG - SHORT);
  const mixed = Object.entries(WEIGHTS).map(([name, weight]) => [
    name,
    Number((weight.short * (1 - long) + weight.long * long).toFixed(4)),
  ]);
  return Object.fromEntries(mixed) as Weights;
};
