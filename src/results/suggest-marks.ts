import type { Article } from '../domain/article.ts';
import type { Match, Syllable } from '../matching/match.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import type { QueryNode } from '../query/ast.ts';
import { tokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';

/** A suggestion needs this share of the places that it was seen in. */
const AGREEMENT = 0.6;
/** How many articles have a form beside a neighbour that it has in the query, and without one. */
interface Votes {
  readonly beside: number;
  readonly alone: number;
  /** As one of the articles writes it. */
  readonly text: string;
}

/** No more than this much of each article is read: titles and openings name what they are about. */
const READ = 4_000;

/** The text in the letter case of what was typed: all capitals, or a capital first. */
const inCaseOf = (typed: string, text: string): string => {
  const lower = text.toLowerCase();
  if (typed.length > 1 && typed === typed.toUpperCase() && typed !== typed.toLowerCase())
    return lower.toUpperCase();
  return typed[0] === typed[0]?.toLowerCase() ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
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
  const neighbours = new Set(
    syllables.slice(1).map((next, i) => `${syllables[i]?.folded ?? ''} ${next.folded}`),
  );
  const votes = new Map<string, Map<string, Votes>>();

  for (const article of articles) {
    const text = `${article.title}\n${article.lead ?? ''}\n${article.body.slice(0, READ)}`;
    const tokens = tokenize(text);
    const forms = tokens.map((token) => tokenForms(token.text));
    // An article votes once for a form: a long one is not louder than a short one.
    const seen = new Set<string>();
    forms.forEach((form, i) => {
      if (!open.has(form.folded)) return;
      const beside =
        neighbours.has(`${forms[i - 1]?.folded ?? ''} ${form.folded}`) ||
        neighbours.has(`${form.folded} ${forms[i + 1]?.folded ?? ''}`);
      if (seen.has(`${form.exact} ${beside}`)) return;
      seen.add(`${form.exact} ${beside}`);
      const ofSyllable = votes.get(form.folded) ?? new Map<string, Votes>();
      const { text, ...so } = ofSyllable.get(form.exact) ?? {
        beside: 0,
        alone: 0,
        text: tokens[i]?.text ?? '',
      };
      so[beside ? 'beside' : 'alone'] += 1;
      ofSyllable.set(form.exact, { ...so, text });
      votes.set(form.folded, ofSyllable);
    });
  }

  const chosen = new Map<string, string>();
  for (const [folded, syllable] of open) {
    const forms = [...(votes.get(folded) ?? [])];
    // Beside its neighbour of the query a syllable is the word that was meant; elsewhere it may be any.
    const place = forms.some(([, { beside }]) => beside > 0) ? 'beside' : 'alone';
    const all = forms.reduce((sum, [, of]) => sum + of[place], 0);
    const [best] = forms.toSorted(([, a], [, b]) => b[place] - a[place]);
    if (best === undefined || best[1][place] < all * AGREEMENT) return null;
    if (best[0] !== syllable.exact) chosen.set(folded, best[1].text);
  }
  if (chosen.size === 0) return null;

  let suggestion = '';
  let done = 0;
  for (const { at } of typedNodes(node)) {
    for (const token of tokenize(q.slice(at.start, at.end))) {
      const text = chosen.get(tokenForms(token.text).folded);
      if (text === undefined) continue;
      suggestion += q.slice(done, at.start + token.start) + inCaseOf(token.text, text);
      done = at.start + token.end;
    }
  }
  return (suggestion + q.slice(done)).normalize('NFC');
};
