import type { QueryNode } from '../../query/ast.ts';
import { parseQuery } from '../../query/parse-query.ts';
import { printQuery } from '../../query/print-query.ts';
import { NO_FIELDS } from './advanced-fields.ts';
import type { AdvancedFields } from './advanced-fields.ts';

/**
 * A query as the advanced form has it, so that one can go on with what was searched for. What the form has no field
 * for stays as it is written among the words.
 */
export const decomposeQuery = (q: string): AdvancedFields => {
  const { node } = parseQuery(q);
  if (node === null) return NO_FIELDS;
  const fields: { -readonly [Name in keyof AdvancedFields]: string } = { ...NO_FIELDS };
  const all: string[] = [];
  const none: string[] = [];
  for (const child of node.type === 'and' ? node.children : [node]) {
    if (!take(child, fields, none))
      all.push(child.type === 'or' ? `(${printQuery(child)})` : printQuery(child));
  }
  return { ...fields, all: all.join(' '), none: none.join(', ') };
};

/** Whether there was a field for a part that was still free. */
const take = (
  node: QueryNode,
  fields: { -readonly [Name in keyof AdvancedFields]: string },
  none: string[],
): boolean => {
  const put = (name: 'phrase' | 'near' | 'any' | 'title' | 'author', text: string | null): boolean => {
    if (text === null || fields[name] !== '') return false;
    fields[name] = text;
    return true;
  };
  if (node.type === 'phrase') {
    if (node.slop === 0) return put('phrase', node.text);
    if (!put('near', node.text)) return false;
    fields.distance = String(node.slop);
    return true;
  }
  if (node.type === 'or') {
    const alternatives = node.children.map(plainText);
    return put('any', alternatives.includes(null) ? null : alternatives.join(', '));
  }
  if (node.type === 'not') {
    const text = plainText(node.child);
    if (text !== null) none.push(text);
    return text !== null;
  }
  if (node.type === 'field' && (node.field === 'title' || node.field === 'author')) {
    return put(node.field, printQuery(node.child));
  }
  return false;
};

/** A word or an exact phrase, which the form can list between commas. */
const plainText = (node: QueryNode): string | null => {
  const isPlain = node.type === 'word' || (node.type === 'phrase' && node.slop === 0);
  return isPlain && !/[,;]/.test(node.text) ? node.text : null;
};
