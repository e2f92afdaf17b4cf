import type { estypes } from '@elastic/elasticsearch';
import type { Syllable } from '../matching/match.ts';
import { weightsFor } from './weights.ts';

type Query = estypes.QueryDslQueryContainer;

/** A match scored in two steps: `first` for every match, `second` on top of it for the best of them. */
export interface Ranking {
  readonly first: readonly Query[];
  readonly second: readonly Query[];
}

/** A longer query is ranked by its first syllables: what comes after hardly changes the order. */
const MAX_RANKED = 48;

const constant = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

const weighed = (field: string, query: string, boost: number): Query[] =>
  boost > 0 && query !== '' ? [{ match: { [field]: { query, boost } } }] : [];

const pairsOf = (terms: readonly string[]): string[] => [
  ...new Set(terms.slice(1).map((term, i) => `${terms[i] ?? ''} ${term}`)),
];

/**
 * How well an article answers, as clauses whose scores are added up.
 *
 * The first step is cheap: neighbouring pairs, as single terms. The second, run on a window of the best,
 * brings in everything that costs: all syllables folded and as typed, in title and text.
 */
export const ranking = (syllables: readonly Syllable[]): Ranking => {
  const ranked = syllables.slice(0, MAX_RANKED);
  if (ranked.length === 0) return { first: [], second: [] };
  const weights = weightsFor(ranked.length);
  const folded = ranked.map((syllable) => syllable.folded);
  const typed = ranked.filter((syllable) => syllable.level === 'exact');
  const marked = typed.some((syllable) => syllable.exact !== syllable.folded);
  const words = folded.join(' ');
  const exactWords = marked ? typed.map((syllable) => syllable.exact).join(' ') : '';
  const pairs = pairsOf(folded);

  const allIn = (field: string): Query => ({
    bool: { filter: [...new Set(folded)].map((term) => ({ term: { [field]: term } })) },
  });

  const each = (field: string, terms: readonly string[], boost: number): Query[] =>
    boost > 0 ? terms.map((term) => constant({ term: { [field]: term } }, boost)) : [];
  const inPairs = pairs.length === 0 ? '' : words;

  const first = [
    ...weighed('text.folded', words, weights.text),
    ...weighed('text.pairs', inPairs, weights.textPairs),
    ...each('text.pairs', pairs, weights.eachTextPair),
    ...each('title.pairs', pairs, weights.eachTitlePair),
  ];
  const second = [
    ...weighed('title.pairs', inPairs, weights.titlePairs),
    ...weighed('text', exactWords, weights.textExact),
    ...each('title.folded', [...new Set(folded)], weights.eachTitleSyllable),
    constant(allIn('text.folded'), weights.allInText),
    constant(allIn('title.folded'), weights.allInTitle),
  ];
  return { first, second };
};
