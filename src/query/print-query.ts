import type { DateNode, QueryNode } from './ast.ts';
import { isOperatorWord } from './build-node.ts';
import { dayOrInstant } from './date-range.ts';
import { fieldKey } from './vocabulary.ts';

/** How operators and keys are called. */
interface Names {
  readonly and: string;
  readonly or: string;
  readonly near: string;
  readonly atLeast: string;
  readonly after: string;
  readonly before: string;
}

const NAMES: Readonly<Record<'en' | 'vi', Names>> = {
  en: { and: 'AND', or: 'OR', near: 'NEAR', atLeast: 'atleast', after: 'after', before: 'before' },
  vi: { and: 'VÀ', or: 'HOẶC', near: 'GẦN', atLeast: 'ít-nhất', after: 'từ', before: 'đến' },
};

/**
 * A tree as a query, with a day for its first and last instant. With English names, what `parseQuery` gave parses to the
 * same tree again, places aside; Vietnamese ones are words in a sentence or among capitals: `writeQuery` sees to that.
 */
export function printQuery(node: QueryNode, lang: 'en' | 'vi' = 'en'): string {
  const names = NAMES[lang];
  const print = (part: QueryNode): string => printQuery(part, lang);
  const grouped = (part: QueryNode): string => `(${print(part)})`;
  const operand = (part: QueryNode): string =>
    part.type === 'and' || part.type === 'or' || part.type === 'near' ? grouped(part) : print(part);
  switch (node.type) {
    case 'and':
      return printAnd(node.children, names.and, operand);
    case 'or':
      // A bare date would hold for all the alternatives.
      return node.children
        .map((child) => (child.type === 'date' ? grouped(child) : operand(child)))
        .join(` ${names.or} `);
    case 'not':
      return `-${operand(node.child)}`;
    case 'field':
      return `${fieldKey(node.field, lang)}:${operand(node.child)}`;
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
      return `${operand(left)} ${names.near}/${node.distance} ${operand(right)}`;
    }
    case 'atleast':
      return `${names.atLeast}${node.times}${grouped(node.child)}`;
    case 'date':
      return printDate(node, names);
    default:
      return node satisfies never;
  }
}

function printAnd(children: readonly QueryNode[], and: string, operand: (node: QueryNode) => string): string {
  let text = '';
  for (const [at, child] of children.entries()) {
    const isApart = child.type === 'word' && child.apart === true;
    // Between explicit ANDs the words `OR` and `NOT` cannot be taken for operators.
    const needsAnd = isApart || isOperatorWord(child) || isOperatorWord(children[at - 1]);
    if (text !== '') text += needsAnd ? ` ${and} ` : ' ';
    text += operand(child);
  }
  return text;
}

function printDate({ from, to }: DateNode, names: Names): string {
  const after = from === undefined ? [] : [`${names.after}:${dayOrInstant(from, 'from')}`];
  const before = to === undefined ? [] : [`${names.before}:${dayOrInstant(to, 'to')}`];
  return [...after, ...before].join(' ');
}
