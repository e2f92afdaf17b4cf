import type { SearchRequest } from '../domain/search-request.ts';
import type { AccentedForms } from '../domain/search-result.ts';
import { filterClauses } from '../dsl/clauses/filters-clause.ts';
import { matchClause } from '../dsl/clauses/match-clause.ts';
import { buildCounts, readCounts } from '../dsl/build-counts.ts';
import type { Query } from '../dsl/build-counts.ts';
import type { Match, Syllable } from '../matching/match.ts';
import { hasMarks, planMatch, typedTokens } from '../matching/plan-match.ts';
import { rewriteQuery } from '../matching/rewrite-query.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import type { TypedNode } from '../matching/typed-nodes.ts';
import type { QueryNode } from '../query/ast.ts';
import { isSyllableSkeleton, supersetForms } from '../text/syllable.ts';
import { toOldStyle } from '../text/tone-position.ts';
import { findMeantUnmarked } from './mark-evidence.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/** Of a longer query, the first so many different syllables; and the commonest forms of each. */
const MOST_SYLLABLES = 8;
const MOST_FORMS = 10;

/** A syllable typed without marks, and how it may have been written with them. */
interface OpenSyllable {
  readonly typed: string;
  readonly folded: string;
  readonly forms: readonly Syllable[];
}

/** A query with one of its syllables written with marks. */
interface Narrowed {
  readonly folded: string;
  readonly text: string;
  readonly query: string;
}

/**
 * How the syllables of a query that was typed without marks are written in the articles it finds, and how many a
 * search has that is narrowed to each way of writing. Two requests to the engine, and one more for what is not known
 * yet of the neighbours of the syllables.
 *
 * @param match what was run for `node`
 * @returns the syllables in the order typed; none where the query has marks, or marks make no difference to it
 * @throws AppError as a search does
 */
export const countAccents = async (
  context: SearchContext,
  request: SearchRequest,
  node: QueryNode | null,
  match: Match | null,
  signal: AbortSignal | undefined,
): Promise<readonly AccentedForms[]> => {
  if (node === null || match === null || request.diacritics !== 'auto' || hasMarks(node)) return [];
  const nodes = typedNodes(node, { inFields: false }).filter(({ type }) => type !== 'prefix');
  const open = openSyllables(nodes);
  if (open.length === 0) return [];

  const filters = filterClauses(request);
  const count = async (within: readonly Query[], counts: Readonly<Record<string, Query>>) => {
    const options = signal === undefined ? {} : { signal };
    return readCounts(await context.engine.search(context.index, buildCounts(counts, within), options));
  };
  const seen = await count(
    [matchClause(match), ...filters],
    Object.fromEntries(
      open.flatMap(({ forms }) => forms.map((form) => [form.exact, matchClause(form)] as const)),
    ),
  );
  const narrowed = open.flatMap(({ folded, forms }) =>
    forms
      .filter(({ exact }) => seen(exact) > 0)
      .toSorted((a, b) => seen(b.exact) - seen(a.exact))
      .slice(0, MOST_FORMS)
      .map(({ exact }): Narrowed => {
        const text = toOldStyle(exact);
        return { folded, text, query: rewriteQuery(request.q, nodes, new Map([[folded, text]])) };
      }),
  );
  if (narrowed.length === 0) return [];

  const matches = await matchesOf(context, request, narrowed, signal);
  const counted = await count(
    filters,
    Object.fromEntries(matches.map((one, i) => [`${i}`, matchClause(one)] as const)),
  );
  const forms = narrowed
    .map((form, i) => ({ ...form, count: counted(`${i}`) }))
    .filter((form) => form.count > 0)
    .toSorted((a, b) => b.count - a.count);
  return open.flatMap(({ typed, folded }) => {
    const own = forms.filter((form) => form.folded === folded);
    return own.length === 0
      ? []
      : [{ typed, forms: own.map(({ text, count, query }) => ({ text, count, query })) }];
  });
};

const openSyllables = (nodes: readonly TypedNode[]): readonly OpenSyllable[] => {
  const open = new Map<string, OpenSyllable>();
  for (const { text, exact, folded } of nodes.flatMap((node) => typedTokens(node.text))) {
    if (open.has(folded) || !isSyllableSkeleton(exact)) continue;
    const forms = supersetForms(text)
      .filter((form) => form !== exact)
      .map((form): Syllable => ({ type: 'syllable', text: form, exact: form, folded, level: 'exact' }));
    open.set(folded, { typed: text, folded, forms });
  }
  return [...open.values()].slice(0, MOST_SYLLABLES);
};

/** What each narrowed query is read as, by the rules that it will be searched by. */
const matchesOf = async (
  context: SearchContext,
  request: SearchRequest,
  narrowed: readonly Narrowed[],
  signal: AbortSignal | undefined,
): Promise<readonly Match[]> => {
  const nodes = narrowed.flatMap(({ query }) => readQuery({ ...request, q: query }).node ?? []);
  // All at once: each is asked about again below, and known by then.
  await findMeantUnmarked(context, { type: 'or', children: nodes }, signal);
  const { diacritics } = request;
  const matches: Match[] = [];
  for (const node of nodes) {
    const meant = await findMeantUnmarked(context, node, signal);
    const { abbreviations } = context;
    const match = planMatch(node, { diacritics, step: 'typed', meantUnmarked: () => meant, abbreviations });
    if (match !== null) matches.push(match);
  }
  return matches;
};
