import { FEWEST_TOKENS } from '../language/language-model.ts';
import type { LanguageModel } from '../language/language-model.ts';
import { countOf, pairCountOf } from '../language/meant-term.ts';
import type { MeantTerm } from '../language/meant-term.ts';
import type { Match, Sequence, Syllable } from './match.ts';

/** So many tokens an article of a newspaper has, roughly. */
const TOKENS_PER_ARTICLE = 400;

/**
 * What is left, in bits, of what a further word would narrow a search by if words came by chance: those of one query
 * are about one thing. Between .5 and 1 it makes no difference to speak of.
 */
const INDEPENDENCE = 0.7;

const DIGIT = /\d/;

const meant = ({ level, exact, folded }: Syllable): MeantTerm => ({
  exact,
  folded,
  isOpen: level !== 'exact',
});

/** The rarest of its pairs is at most as frequent as the whole. */
const tokensOfWord = ({ syllables }: Sequence, model: LanguageModel): number => {
  const terms = syllables.map(meant);
  return Math.min(...terms.slice(1).map((second, i) => pairCountOf(terms[i] ?? second, second, model)));
};

/** How often a part stands in the texts that were counted; 0 or `null` where they don't say. */
const tokensIn = (match: Match, model: LanguageModel): number | null => {
  switch (match.type) {
    case 'syllable':
      // Numbers are not counted.
      return DIGIT.test(match.folded) ? null : countOf(meant(match), model);
    case 'sequence':
      return match.as === 'word' ? tokensOfWord(match, model) : null;
    case 'any': {
      const all = match.children.map((child) => tokensIn(child, model));
      return all.every((tokens) => tokens !== null) ? all.reduce((sum, tokens) => sum + tokens, 0) : null;
    }
    case 'all':
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'not':
    case 'field':
    case 'dates':
      return null;
    default:
      return match satisfies never;
  }
};

/**
 * How many articles will hold all of a query's words, by how often these stand in the archive's texts. Rough: of four
 * queries on news it tells for more than three on which side of four articles they are.
 *
 * @returns at most so many, for what can't be told narrows a search further; infinite where nothing is known
 */
export const expectedArticles = (match: Match, model: LanguageModel): number => {
  if (model.tokens < FEWEST_TOKENS) return Infinity;
  const articles = model.tokens / TOKENS_PER_ARTICLE;
  const parts = match.type === 'all' ? match.children : [match];
  const bits = parts
    .map((part) => tokensIn(part, model) ?? 0)
    .filter((tokens) => tokens > 0)
    // A word is met about twice in an article that has it.
    .map((tokens) => Math.min(0, Math.log2(tokens / 2 / articles)))
    .toSorted((a, b) => a - b);
  const [rarest, ...others] = bits;
  if (rarest === undefined) return Infinity;
  return articles * 2 ** (rarest + INDEPENDENCE * others.reduce((sum, more) => sum + more, 0));
};
