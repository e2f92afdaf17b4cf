import type { FieldName, NotNode, QueryNode } from './ast.ts';
import { operatorNamed } from './vocabulary.ts';

/** All of these; an `and` within is taken apart. Needs at least one node. */
export function and(nodes: readonly QueryNode[]): QueryNode {
  const node = join('and', nodes);
  return node.type === 'and'
    ? { type: 'and', children: node.children.map((child, at) => placed(child, node.children[at - 1])) }
    : together(node);
}

/**
 * As it stands behind another: a word that is called as an operator, `OR`, can only be written between explicit ANDs,
 * which keep it apart; nothing is apart from nothing.
 */
function placed(node: QueryNode, before: QueryNode | undefined): QueryNode {
  if (isOperatorWord(node) || isOperatorWord(before)) return apart(node);
  return before === undefined ? together(node) : node;
}

function together(node: QueryNode): QueryNode {
  if (node.type !== 'word') return node;
  const { apart: _apart, ...word } = node;
  return word;
}

/** Whether a node is a word that is called as an operator. */
export function isOperatorWord(node: QueryNode | undefined): boolean {
  return node?.type === 'word' && operatorNamed(node.text) !== undefined;
}

/** With its first word kept apart from what stands before it. */
export function apart(node: QueryNode): QueryNode {
  if (node.type === 'word') return { ...node, apart: true };
  const [first, ...others] = node.type === 'and' ? node.children : [];
  return first === undefined ? node : { type: 'and', children: [apart(first), ...others] };
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
