import type { Article } from '../domain/article.ts';
import type { Match, Syllable } from '../matching/match.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { rewriteQuery } from '../matching/rewrite-query.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import type { QueryNode } from '../query/ast.ts';
import { createFoldedFilter } from '../text/folded-hash.ts';
import { tokenForms } from '../text/syllable.ts';
import { scanTokens } from '../text/tokenize.ts';

/** A suggestion needs this share of the places that it was seen in. */
const AGREEMENT = 0.6;
/** How many articles have a form. */
interface Vote {
  readonly articles: number;
  /** As one of the articles writes it. */
  readonly text: string;
}

/** The votes for the forms of a syllable that stand in equally long stretches of the query, by exact term. */
type Ballot = Map<string, Vote>;

/** So many articles are asked, and of each its title and opening: they name what it is about. */
const ASKED = 6;
const READ = 1_200;

const NONE: ReadonlyMap<number, number> = new Map();

/**
 * For each token of a text: how many tokens the longest stretch of the query has that it stands in; 0 for
 * what is not in the query.
 */
const stretchesOf = (text: readonly string[], wanted: readonly string[]): readonly number[] => {
  const placesOf = new Map<string, number[]>();
  wanted.forEach((folded, at) => placesOf.set(folded, [...(placesOf.get(folded) ?? []), at]));
  const lengths: number[] = text.map(() => 0);
  /** By the place in the query of the token before: how long the stretch is that ends there. */
  let ending: ReadonlyMap<number, number> = NONE;
  text.forEach((folded, i) => {
    const places = placesOf.get(folded);
    if (places === undefined) {
      ending = NONE;
      return;
    }
    const next = new Map<number, number>();
    for (const place of places) {
      const length = (ending.get(place - 1) ?? 0) + 1;
      next.set(place, length);
      // A stretch that grows is longer for all that are in it.
      for (let back = 0; back < length; back++) lengths[i - back] = Math.max(lengths[i - back] ?? 0, length);
    }
    ending = next;
  });
  return lengths;
};

/**
 * The marks that a query was most likely typed without, or with slips: read off the articles it found.
 *
 * @param q as typed; only the syllables change in the suggestion
 * @param node what `q` was read as: operators, exclusions, names of fields and dates in it stay as they are
 * @param match what was run. Only syllables matched by their folded form, or by more marks than typed, are open.
 * @returns `null` where the articles do not agree, or nothing would change
 */
export const suggestMarks = (
  q: string,
  node: QueryNode,
  match: Match | null,
  articles: readonly Article[],
): string | null => {
  if (match === null) return null;
  const syllables = rankedSyllables(match);
  const open = new Map<string, Syllable>(
    syllables.filter(({ level }) => level !== 'exact').map((syllable) => [syllable.folded, syllable]),
  );
  if (open.size === 0 || articles.length === 0) return null;
  const wanted = syllables.map(({ folded }) => folded);
  const filter = createFoldedFilter(new Set(wanted));
  // Of each open syllable: its ballots by the length of the stretch that it was seen in.
  const votes = new Map<string, Map<number, Ballot>>([...open.keys()].map((folded) => [folded, new Map()]));

  for (const article of articles.slice(0, ASKED)) {
    const text = `${article.title}\n${article.lead ?? ''}\n${article.body.slice(0, READ)}`;
    /** The folded term of every token; of those that are none of the wanted, nothing. */
    const terms: string[] = [];
    const tokens: { at: number; written: string; folded: string; exact: string }[] = [];
    scanTokens(text, (start, end, hash) => {
      const at = terms.push('') - 1;
      if (!filter.passes(text, start, hash)) return;
      const written = text.slice(start, end);
      const { folded, exact } = tokenForms(written);
      terms[at] = folded;
      tokens.push({ at, written, folded, exact });
    });
    const stretches = stretchesOf(terms, wanted);
    // An article votes once for a form: a long one is not louder than a short one.
    const seen = new Set<string>();
    for (const { at, written, folded, exact } of tokens) {
      const length = stretches[at] ?? 0;
      const ballots = votes.get(folded);
      if (ballots === undefined || seen.has(`${exact} ${length}`)) continue;
      seen.add(`${exact} ${length}`);
      const ballot = ballots.get(length) ?? new Map<string, Vote>();
      const vote = ballot.get(exact) ?? { articles: 0, text: written };
      ballot.set(exact, { ...vote, articles: vote.articles + 1 });
      ballots.set(length, ballot);
    }
  }

  const chosen = new Map<string, string>();
  for (const [folded, syllable] of open) {
    // In the longest stretch of the query a syllable is the word that was meant; elsewhere it may be any.
    const ballots = [...(votes.get(folded) ?? [])].toSorted(([a], [b]) => b - a);
    const forms = [...(ballots[0]?.[1] ?? [])];
    const all = forms.reduce((sum, [, vote]) => sum + vote.articles, 0);
    const [best] = forms.toSorted(([, a], [, b]) => b.articles - a.articles);
    if (best === undefined || best[1].articles < all * AGREEMENT) return null;
    if (best[0] !== syllable.exact) chosen.set(folded, best[1].text);
  }
  if (chosen.size === 0) return null;

  return rewriteQuery(q, typedNodes(node), chosen);
};
