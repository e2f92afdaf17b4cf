import type { DateNode, QueryNode } from './ast.ts';
import { isOperatorWord } from './build-node.ts';
import { dayOrInstant } from './date-range.ts';

/**
 * A tree as a query. What `parseQuery` gave parses to the same tree again, places aside; English names are used
 * for fields and operators, and a day for its first and last instant.
 */
export function printQuery(node: QueryNode): string {
  switch (node.type) {
    case 'and':
      return printAnd(node.children);
    case 'or':
      // A bare date would hold for all the alternatives.
      return node.children
        .map((child) => (child.type === 'date' ? grouped(child) : operand(child)))
        .join(' OR ');
    case 'not':
      return `-${operand(node.child)}`;
    case 'field':
      return `${node.field}:${operand(node.child)}`;
    case 'word':
      return node.text;
    case 'phrase':
      return node.slop === 0 ? `"${node.text}"` : `"${node.text}"~${node.slop}`;
    case 'prefix':
      return `${node.text}*`;
    case 'wildcard':
      return node.text;
    case 'near': {
      const [left, right] = node.children;
      return `${operand(left)} NEAR/${node.distance} ${operand(right)}`;
    }
    case 'atleast':
      return `atleast${node.times}(${printQuery(node.child)})`;
    case 'date':
      return printDate(node);
    default:
      return node satisfies never;
  }
}

function printAnd(children: readonly QueryNode[]): string {
  let text = '';
  for (const [at, child] of children.entries()) {
    const isApart = child.type === 'word' && child.apart === true;
    // Between explicit ANDs the words `OR` and `NOT` cannot be taken for operators.
    const needsAnd = isApart || isOperatorWord(child) || isOperatorWord(children[at - 1]);
    if (text !== '') text += needsAnd ? ' AND ' : ' ';
    text += operand(child);
  }
  return text;
}

function operand(node: QueryNode): string {
  const { type } = node;
  return type === 'and' || type === 'or' || type === 'near' ? grouped(node) : printQuery(node);
}

function grouped(node: QueryNode): string {
  return `(${printQuery(node)})`;
}

function printDate({ from, to }: DateNode): string {
  const after = from === undefined ? [] : [`after:${dayOrInstant(from, 'from')}`];
  const before = to === undefined ? [] : [`before:${dayOrInstant(to, 'to')}`];
  return [...after, ...before].join(' ');
}
