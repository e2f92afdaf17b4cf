import type { FieldName, NotNode, QueryNode } from './ast.ts';

/** All of these; an `and` within is taken apart. Needs at least one node. */
export function and(nodes: readonly QueryNode[]): QueryNode {
  return join('and', nodes);
}

/** Any of these; an `or` within is taken apart. Needs at least one node. */
export function or(nodes: readonly QueryNode[]): QueryNode {
  return join('or', nodes);
}

function join(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode {
  const children: QueryNode[] = [];
  for (const node of nodes) {
    if (node.type !== type) children.push(node);
    else for (const child of node.children) children.push(child);
  }
  return children.length === 1 && children[0] !== undefined ? children[0] : { type, children };
}

/**
 * Without this. What was excluded from an exclusion is asked for: not(not a) is a, and not(not a, not b) is
 * a or b, so that an exclusion never holds exclusions alone.
 */
export function not(node: QueryNode): QueryNode {
  const excluded = exclusionsOf(node);
  return excluded === null ? { type: 'not', child: node } : or(excluded.map(({ child }) => child));
}

/** This in a field. Exclusions alone are turned inside out: without b in the title, not in the title without b. */
export function inField(field: FieldName, node: QueryNode): QueryNode {
  const excluded = exclusionsOf(node);
  if (excluded === null) return { type: 'field', field, child: node };
  return and(excluded.map(({ child }) => not({ type: 'field', field, child })));
}

/** The exclusions of a node that says only what to leave out; `null` where it also says what to find. */
export function exclusionsOf(node: QueryNode): readonly NotNode[] | null {
  if (node.type === 'not') return [node];
  if (node.type !== 'and') return null;
  return node.children.every((child) => child.type === 'not') ? node.children : null;
}
