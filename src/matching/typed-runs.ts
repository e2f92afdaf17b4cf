import type { QueryNode } from '../query/ast.ts';

/**
 * The parts of a query whose syllables were typed side by side: its words from one operator to the next, each
 * phrase by itself. Prefixes and dates have no neighbours.
 */
export const typedRuns = (node: QueryNode): readonly QueryNode[] => {
  switch (node.type) {
    case 'word':
    case 'phrase':
      return [node];
    case 'and': {
      const runs: QueryNode[] = [];
      let words: QueryNode[] = [];
      for (const child of [...node.children, null]) {
        if (child?.type === 'word') {
          words.push(child);
          continue;
        }
        if (words.length > 0) runs.push({ type: 'and', children: words });
        words = [];
        if (child !== null) runs.push(...typedRuns(child));
      }
      return runs;
    }
    case 'or':
    case 'near':
      return node.children.flatMap(typedRuns);
    case 'not':
    case 'atleast':
    case 'field':
      return typedRuns(node.child);
    case 'prefix':
    case 'wildcard':
    case 'date':
      return [];
    default:
      return node satisfies never;
  }
};
