import type { PhraseNode, PrefixNode, QueryNode, WordNode } from '../query/ast.ts';

/** The nodes that hold what was typed to be searched for. */
export type TypedNode = WordNode | PhraseNode | PrefixNode;

/**
 * What a query searches for, as it was typed, in order: its words, phrases and prefixes. Operators, names of
 * fields and dates are none of it.
 *
 * @param options.excluded whether what the query leaves out counts as well
 * @param options.inFields `false` leaves out what is searched for in a field
 */
export const typedNodes = (
  node: QueryNode,
  options: { readonly excluded?: boolean; readonly inFields?: boolean } = {},
): readonly TypedNode[] => {
  switch (node.type) {
    case 'word':
    case 'phrase':
    case 'prefix':
      return [node];
    case 'and':
    case 'or':
    case 'near':
      return node.children.flatMap((child) => typedNodes(child, options));
    case 'not':
      return options.excluded === true ? typedNodes(node.child, options) : [];
    case 'field':
      return options.inFields === false ? [] : typedNodes(node.child, options);
    case 'atleast':
      return typedNodes(node.child, options);
    // Of a syllable in parts nothing can be told.
    case 'wildcard':
    case 'date':
      return [];
    default:
      return node satisfies never;
  }
};
