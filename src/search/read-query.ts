import type { SearchRequest } from '../domain/search-request.ts';
import type { ParsedQuery, QueryNode } from '../query/ast.ts';
import { parseQuery } from '../query/parse-query.ts';
import { tokenize } from '../text/tokenize.ts';

/** What was typed, as a query: in the query language, or all of it as one phrase. */
export const readQuery = ({ q, mode, slop }: SearchRequest): ParsedQuery => {
  if (mode === 'keyword') return parseQuery(q);
  if (tokenize(q).length > 0) {
    return { node: { type: 'phrase', text: q, slop, at: { start: 0, end: q.length } }, warnings: [] };
  }
  return {
    node: null,
    warnings:
      q.trim() === ''
        ? []
        : [{ code: 'nothing_searchable', message: 'Nothing typed can be searched for.', at: 0 }],
  };
};

/** Whether a query only says what is unwanted: by itself it must not find everything else. */
export const isOnlyExclusions = (node: QueryNode): boolean =>
  node.type === 'not' || (node.type === 'and' && node.children.every(isOnlyExclusions));

/** Whether the request narrows the articles otherwise than by its query. */
export const hasFilter = ({ filters, from, to }: SearchRequest): boolean =>
  from !== undefined || to !== undefined || Object.values(filters).some((values) => values.length > 0);
