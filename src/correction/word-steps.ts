import type { SlipCosts } from './slip-costs.ts';

/**
 * From one syllable of a search to the next. A search is a row of words, most of them of two syllables, that need not
 * go together as those of a sentence do: so two neighbours are either one word, or stand beside each other.
 */
export interface WordSteps {
  /**
   * The next one begins a word.
   *
   * @param isJoined whether the one before is one word with that before it
   * @param after natural log of how much likelier the next one is after it than anywhere
   */
  readonly beside: (isJoined: boolean, after: number) => number;
  /** As `beside`: the next one goes on with the same word. */
  readonly joined: (isJoined: boolean, after: number) => number;
  /** After the last one. */
  readonly end: (isJoined: boolean) => number;
}

export const wordSteps = ({ alone, third, besidePower, wordPower }: SlipCosts): WordSteps => {
  const end = (isJoined: boolean): number => (isJoined ? 0 : alone);
  return {
    beside: (isJoined, after) => end(isJoined) + besidePower * after,
    joined: (isJoined, after) => (isJoined ? third : 0) + wordPower * after,
    end,
  };
};
