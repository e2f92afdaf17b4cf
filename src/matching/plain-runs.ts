import type { QueryNode, WordNode } from '../query/ast.ts';

/**
 * The words of a query that were typed side by side, outside of phrases, fields and exclusions: what may hold a slip.
 * Each run ends at an operator.
 */
export const plainRuns = (node: QueryNode): readonly (readonly WordNode[])[] => {
  switch (node.type) {
    case 'word':
      return [[node]];
    case 'and': {
      const runs: WordNode[][] = [];
      let run: WordNode[] = [];
      for (const child of node.children) {
        if (child.type === 'word' && child.apart !== true) {
          run.push(child);
          continue;
        }
        if (run.length > 0) runs.push(run);
        run = child.type === 'word' ? [child] : [];
        if (child.type !== 'word') runs.push(...plainRuns(child).map((own) => [...own]));
      }
      return run.length > 0 ? [...runs, run] : runs;
    }
    case 'or':
      return node.children.flatMap(plainRuns);
    case 'phrase':
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'not':
    case 'field':
    case 'date':
      return [];
    default:
      return node satisfies never;
  }
};
