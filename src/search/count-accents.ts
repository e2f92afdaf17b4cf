import type { Wanted } from '../domain/search-request.ts';
import type { AccentedForms } from '../domain/search-result.ts';
import { filterClauses } from '../dsl/clauses/filters-clause.ts';
import { planClauses } from '../dsl/build-search.ts';
import { matchClause } from '../dsl/clauses/match-clause.ts';
import { buildCounts, readCounts } from '../dsl/build-counts.ts';
import type { Query } from '../dsl/build-counts.ts';
import type { CallOptions } from '../engine/engine.ts';
import type { Syllable } from '../matching/match.ts';
import { typedTokens } from '../matching/plan-match.ts';
import type { Plan } from '../matching/plan-query.ts';
import { rewriteQuery } from '../matching/rewrite-query.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import type { TypedNode } from '../matching/typed-nodes.ts';
import { isSyllableSkeleton, supersetForms } from '../text/syllable.ts';
import { toOldStyle } from '../text/tone-position.ts';
import { readQuery } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
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
 * search has that is narrowed to each way of writing. Two requests to the engine.
 *
 * @param plan what was run
 * @returns the syllables in the order typed; none where the query has marks, or marks make no difference to it
 * @throws AppError as a search does
 */
export const countAccents = async (
  context: SearchContext,
  query: ReadQuery,
  plan: Plan | null,
  options: CallOptions,
): Promise<readonly AccentedForms[]> => {
  const { node, wanted } = query;
  if (node === null || plan === null || wanted.diacritics !== 'auto' || query.hasMarks) return [];
  const nodes = typedNodes(node, { inFields: false }).filter(({ type }) => type !== 'prefix');
  const open = openSyllables(nodes);
  if (open.length === 0) return [];

  const filters = filterClauses(wanted);
  const count = async (within: readonly Query[], counts: Readonly<Record<string, Query>>) => {
    return readCounts(await context.engine.search(context.index, buildCounts(counts, within), options));
  };
  const seen = await count(
    [...planClauses(plan), ...filters],
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
        return { folded, text, query: rewriteQuery(wanted.q, nodes, new Map([[folded, text]])) };
      }),
  );
  if (narrowed.length === 0) return [];

  const plans = narrowed.flatMap(({ query: q }) => planOf(context, { ...wanted, q }) ?? []);
  const counted = await count(
    filters,
    Object.fromEntries(plans.map((one, i) => [`${i}`, { bool: { filter: planClauses(one) } }] as const)),
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

/** What a narrowed query is read as, by the rules that it will be searched by. */
const planOf = (context: SearchContext, wanted: Wanted): Plan | null => {
  const query = readQuery(context, wanted);
  return query.plan({ marks: query.marks, extent: 'words' });
};
