import { NO_TITLES } from './title-index.ts';
import type { TitleIndex } from './title-index.ts';

/** The id of what was never counted. */
export const NO_TERM = -1;

/** A term of the texts, and how often it stands in them. */
export interface CountedTerm {
  /** Its number, which it keeps, also when the last of it is taken back; or {@link NO_TERM}. */
  readonly id: number;
  readonly exact: string;
  readonly count: number;
}

/**
 * How often terms, and pairs of neighbours, stand in an archive's own texts. All counts are of tokens, not of
 * articles; terms are those of `text/syllable.ts`. What was never counted is 0.
 */
export interface LanguageModel {
  /** How many tokens were counted. */
  readonly tokens: number;
  /** An exact term; of one that was never counted the id is {@link NO_TERM}. */
  readonly term: (exact: string) => CountedTerm;
  /** How often an exact term stands in the texts. */
  readonly count: (exact: string) => number;
  /** How often a folded term does, whatever its marks. */
  readonly countFolded: (folded: string) => number;
  /** How often two exact terms stand side by side, in this order and with nothing but spaces between them. */
  readonly pairCount: (first: string, second: string) => number;
  /** The same of terms by their ids, for whoever asks of many: to look a term up takes as long as its count. */
  readonly pairCountById: (first: number, second: number) => number;
  /** As `pairCount`, of folded terms. */
  readonly pairCountFolded: (first: string, second: string) => number;
  /**
   * What a tokenizer of words says for two exact terms side by side being one word, in bits: one more is twice the odds.
   * 0 where it says nothing.
   */
  readonly wordBits: (first: string, second: string) => number;
  /** How many of the tokens are function words (`text/function-words.ts`). */
  readonly functionTokens: number;
  /** How often an exact term has a function word right after it, as `pairCount` counts. */
  readonly countBeforeFunction: (exact: string) => number;
  /** How often it has one right before it. */
  readonly countAfterFunction: (exact: string) => number;
  /** The terms in the texts that fold to a term, commonest first. */
  readonly formsOf: (folded: string) => readonly CountedTerm[];
  /** Titles by their exact terms … */
  readonly titles: TitleIndex;
  /** … and by their folded ones. */
  readonly titlesFolded: TitleIndex;
}

/** An archive of fewer tokens, some fifty articles, says too little about its language. */
export const FEWEST_TOKENS = 25_000;

/** From so many tokens on an archive tells what is written in it; a smaller one changes with every article. */
export const SETTLED_TOKENS = 200_000;

/** Knows nothing: no words are told apart, and nothing is corrected. */
export const NO_LANGUAGE: LanguageModel = {
  tokens: 0,
  term: (exact) => ({ id: NO_TERM, exact, count: 0 }),
  count: () => 0,
  countFolded: () => 0,
  pairCount: () => 0,
  pairCountById: () => 0,
  pairCountFolded: () => 0,
  wordBits: () => 0,
  functionTokens: 0,
  countBeforeFunction: () => 0,
  countAfterFunction: () => 0,
  formsOf: () => [],
  titles: NO_TITLES,
  titlesFolded: NO_TITLES,
};
