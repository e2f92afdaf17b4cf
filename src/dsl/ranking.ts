import type { estypes } from '@elastic/elasticsearch';
import { isFunctionWord, soundsLikeFunctionWord } from '../matching/function-words.ts';
import type { Syllable } from '../matching/match.ts';
import { EXACT_SHARE, FUNCTION_WORD_SHARE, RECENCY_PIVOT, weightsFor } from './weights.ts';
import type { Weights } from './weights.ts';

type Query = estypes.QueryDslQueryContainer;

/** A match scored in two steps: `first` for every match, `second` on top of it for the best of them. */
export interface Ranking {
  readonly first: readonly Query[];
  readonly second: readonly Query[];
}

/** A longer query is ranked by its first syllables. The longest that the API takes has hardly more. */
const MAX_RANKED = 128;

const constant = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

const weighed = (field: string, query: string, boost: number): Query[] =>
  boost > 0 && query !== '' ? [{ match: { [field]: { query, boost } } }] : [];

/** BM25 of syllables as they are meant: exact where marks were typed, folded where they may be missing. */
const asMeant = (syllables: readonly Syllable[], boost: number): Query[] => {
  const exact = syllables.filter(({ level }) => level === 'exact').map((syllable) => syllable.exact);
  const folded = foldedOf(syllables.filter(({ level }) => level !== 'exact'));
  return [
    ...weighed('text', exact.join(' '), boost * EXACT_SHARE),
    ...weighed('text.folded', folded.join(' '), boost),
  ];
};

/** A constant for articles that have all of the terms. */
const allOf = (field: string, terms: readonly string[], boost: number): Query[] =>
  boost > 0 && terms.length > 0
    ? [constant({ bool: { filter: terms.map((term) => ({ term: { [field]: term } })) } }, boost)]
    : [];

/** BM25 of each of the terms. */
const bm25 = (field: string, terms: readonly string[], boost: number): Query[] =>
  boost > 0 ? terms.map((value) => ({ term: { [field]: { value, boost } } })) : [];

/** A constant for each of the terms that an article has. */
const each = (field: string, terms: readonly string[], boost: number): Query[] =>
  boost > 0 ? terms.map((term) => constant({ term: { [field]: term } }, boost)) : [];

const foldedOf = (syllables: readonly Syllable[]): string[] => syllables.map(({ folded }) => folded);

const distinct = (terms: readonly string[]): string[] => [...new Set(terms)];

type Pair = readonly [Syllable, Syllable];

const neighboursIn = (syllables: readonly Syllable[]): Pair[] =>
  syllables.slice(1).map((syllable, i) => [syllables[i] ?? syllable, syllable]);

/** Two function words side by side say nothing; without marks they may well be a word: `dau tu` is `đầu tư`. */
const isTelling = ([a, b]: Pair): boolean =>
  ![a, b].every((syllable) => syllable.level === 'exact' && isFunctionWord(syllable));

/** The folded terms of neighbours, each once. */
const pairTerms = (pairs: readonly Pair[]): string[] =>
  distinct(pairs.map(([a, b]) => `${a.folded} ${b.folded}`));

/**
 * Newer coverage is preferred gently. A title that has the whole query side by side is what was asked for, of whatever
 * age: it counts as new, and for more. Days, not moments: the pages of a search shall be of one order.
 */
const newOrAskedFor = (pairs: readonly string[], { recency, titlePhrase }: Weights): Query => {
  const isNew: Query = {
    distance_feature: { field: 'publishedAt', origin: 'now/d', pivot: RECENCY_PIVOT, boost: recency },
  };
  return { dis_max: { queries: [isNew, ...allOf('title.pairs', pairs, titlePhrase + recency)] } };
};

/** So many pairs tell apart articles that have some of them, without the weight of each syllable. */
const TELLING_PAIRS = 2;

/**
 * How well an article answers, as clauses whose scores are added up.
 *
 * The first step is cheap: neighbouring pairs, as single terms, and the folded syllables. The second, run on a window
 * of the best, brings in everything that costs: all syllables as typed, in title and text.
 *
 * @param by.byPairs whether some of its words suffice. So many articles are found then that the weight of each syllable is
 *   dear, and they differ in their pairs: it waits for the second step
 * @param by.byWords whether the index has a field of words: its own tokenizer divides the query then
 */
export const ranking = (
  syllables: readonly Syllable[],
  { byPairs = false, byWords = false }: { readonly byPairs?: boolean; readonly byWords?: boolean } = {},
): Ranking => {
  const ranked = syllables.slice(0, MAX_RANKED);
  if (ranked.length === 0) return { first: [], second: [] };
  const weights = weightsFor(ranked.length);
  const words = foldedOf(ranked).join(' ');
  const terms = distinct(foldedOf(ranked));
  // Without any marks typed, exact terms would say that none are meant.
  const marked = ranked.some(({ level, exact, folded }) => level === 'exact' && exact !== folded);
  const meant = marked ? ranked : ranked.map((syllable): Syllable => ({ ...syllable, level: 'folded' }));
  const telling = meant.filter((syllable) => !isFunctionWord(syllable));
  const neighbours = neighboursIn(ranked);
  const pairs = pairTerms(neighbours);
  const tellingPairs = pairTerms(neighbours.filter(isTelling));

  const text = weighed('text.folded', words, weights.text);
  const waits = byPairs && tellingPairs.length >= TELLING_PAIRS;
  const first = [
    ...(waits ? [] : text),
    ...bm25('text.pairs', tellingPairs, weights.textPairs),
    ...each('text.pairs', tellingPairs, weights.eachTextPair),
  ];
  const second = [
    ...(waits ? text : []),
    ...asMeant(telling, weights.textTyped),
    ...asMeant(meant.filter(isFunctionWord), weights.textTyped * FUNCTION_WORD_SHARE),
    ...weighed('title.pairs', pairs.length === 0 ? '' : words, weights.titlePairs),
    ...each(
      'title.folded',
      distinct(foldedOf(ranked.filter((syllable) => !soundsLikeFunctionWord(syllable)))),
      weights.eachTitleSyllable,
    ),
    // Without its marks a tokenizer of words does not know a word.
    ...(byWords && marked
      ? weighed('text.words', ranked.map(({ text }) => text).join(' '), weights.textWords)
      : []),
    ...allOf('text.folded', terms, weights.allInText),
    ...allOf('title.folded', terms, weights.allInTitle),
    newOrAskedFor(pairs, weights),
  ];
  return { first, second };
};

/** An article that holds all syllables and scores less has not even half of their pairs of neighbours. */
export const scoreOfHalfThePairs = (syllables: readonly Syllable[]): number => {
  const ranked = syllables.slice(0, MAX_RANKED);
  if (ranked.length === 0) return 0;
  const { allInText, eachTextPair } = weightsFor(ranked.length);
  return allInText + (eachTextPair * pairTerms(neighboursIn(ranked).filter(isTelling)).length) / 2;
};
