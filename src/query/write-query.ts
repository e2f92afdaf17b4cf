import type { QueryNode } from './ast.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';

/**
 * A tree as a query for somebody to read and go on with, in their language where it can be: in a sentence, or among
 * capitals, Vietnamese operators would be words, and English ones stand there.
 */
export function writeQuery(node: QueryNode, lang: 'en' | 'vi'): string {
  const written = printQuery(node, lang);
  const { node: read } = parseQuery(written);
  return read !== null && isSameQuery(read, node) ? written : printQuery(node);
}

/** Whether two trees mean the same, wherever they were written. */
export function isSameQuery(one: QueryNode, other: QueryNode): boolean {
  return JSON.stringify(one, withoutPlace) === JSON.stringify(other, withoutPlace);
}

const withoutPlace = (key: string, value: unknown): unknown => {
  if (key === 'at') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};
