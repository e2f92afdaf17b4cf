import type { AndNode, QueryNode } from './ast.ts';
import { and, exclusionsOf } from './build-node.ts';
import { printQuery } from './print-query.ts';

/** What a part of a query is, for whoever names it to a reader. */
export type QueryPartKind =
  'word' | 'words' | 'phrase' | 'prefix' | 'group' | 'exclusion' | 'field' | 'dates';

/** Something that a query asks for beside other things, and that it could be asked without. */
export interface QueryPart {
  readonly kind: QueryPartKind;
  /** As it can be typed. */
  readonly text: string;
  readonly node: QueryNode;
}

const kindOf = (node: QueryNode): QueryPartKind => {
  switch (node.type) {
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'field':
      return node.type;
    case 'wildcard':
      return 'prefix';
    case 'or':
    case 'near':
    case 'atleast':
      return 'group';
    case 'and':
      if (exclusionsOf(node) !== null) return 'exclusion';
      return node.children.every(({ type }) => type === 'word') ? 'words' : 'group';
    case 'not':
      return 'exclusion';
    case 'date':
      return 'dates';
    default:
      return node satisfies never;
  }
};

const partOf = (node: QueryNode): QueryPart => ({ kind: kindOf(node), text: printQuery(node), node });

/** Neighbours put together, so that there are at most so many. */
const joined = (nodes: readonly QueryNode[], most: number): QueryNode[] => {
  const length = Math.ceil(nodes.length / most);
  return length <= 1
    ? [...nodes]
    : Array.from({ length: Math.ceil(nodes.length / length) }, (_, i) =>
        and(nodes.slice(i * length, (i + 1) * length)),
      );
};

const childrenOf = (node: QueryNode): AndNode['children'] => (node.type === 'and' ? node.children : [node]);

/**
 * The parts of a query, all of which an article must meet: each word, phrase, exclusion, field and date.
 *
 * @param most where there are more, neighbours are taken as one, and so are all exclusions; at least 2
 */
export const queryParts = (node: QueryNode, most: number): readonly QueryPart[] => {
  const children = childrenOf(node);
  if (children.length <= most) return children.map(partOf);
  const isExclusion = (child: QueryNode): boolean => child.type === 'not';
  const exclusions = children.filter(isExclusion);
  const wanted = children.filter((child) => !isExclusion(child));
  const excluded = exclusions.length === 0 ? [] : [and(exclusions)];
  return [...joined(wanted, most - excluded.length), ...excluded].map(partOf);
};
