import type { QueryNode } from './ast.ts';
import { childrenOf } from './limits.ts';

/**
 * The shape of a query without a word of it, for a log: `all(3 × word, phrase, not(word), title(prefix))`.
 */
export const outlineQuery = (node: QueryNode): string => {
  switch (node.type) {
    case 'and':
      return `all(${outlineAll(node.children)})`;
    case 'near':
      return `near(${outlineAll(node.children)})`;
    case 'atleast':
      return `atleast(${outlineQuery(node.child)})`;
    case 'or':
      return `any(${outlineAll(node.children)})`;
    case 'not':
      return `not(${outlineQuery(node.child)})`;
    case 'field':
      return `${node.field}(${outlineQuery(node.child)})`;
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'wildcard':
      return node.type;
    case 'date':
      return 'dates';
    default:
      return node satisfies never;
  }
};

/** How many runs of characters, phrases and prefixes are asked for; those that are left out count, too. */
export const countTerms = (node: QueryNode): number =>
  isTerm(node) ? 1 : childrenOf(node).reduce((sum, child) => sum + countTerms(child), 0);

const isTerm = ({ type }: QueryNode): boolean =>
  type === 'word' || type === 'phrase' || type === 'prefix' || type === 'wildcard';

/** What is the same in a row is counted. */
const outlineAll = (nodes: readonly QueryNode[]): string => {
  const runs: { readonly outline: string; times: number }[] = [];
  for (const outline of nodes.map(outlineQuery)) {
    const last = runs.at(-1);
    if (last?.outline === outline) last.times++;
    else runs.push({ outline, times: 1 });
  }
  return runs.map(({ outline, times }) => (times === 1 ? outline : `${times} × ${outline}`)).join(', ');
};
