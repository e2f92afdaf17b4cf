import type { QueryLanguage, SuggestionKind } from '../domain/suggestion.ts';
import type { QueryNode } from '../query/ast.ts';
import { MAX_QUERY_LENGTH } from '../query/limits.ts';
import { parseQuery } from '../query/parse-query.ts';
import { fieldKey } from '../query/vocabulary.ts';
import { tokenize } from '../text/tokenize.ts';

/** Whether a query only asks for words: none of it was read as an operator, a field or a date. */
export const isPlain = (node: QueryNode | null): boolean =>
  node !== null &&
  (node.type === 'word' || (node.type === 'and' && node.children.every((child) => isPlain(child))));

/**
 * The query that finds the articles which a suggestion stands for: a name in its field, a title or phrase by its
 * words. The text itself, unless something in it would be read as an operator: `Giá vàng: "sốt" - USD giảm`.
 *
 * @param lang the language that a field is named in
 */
export const searchFor = (kind: SuggestionKind, text: string, lang: QueryLanguage): string => {
  const words = tokenize(text).map((token) => token.text);
  if (kind === 'section' || kind === 'author' || kind === 'tag') {
    return `${fieldKey(kind, lang)}:"${words.join(' ')}"`;
  }
  const { node, warnings } = parseQuery(text);
  if (text.length <= MAX_QUERY_LENGTH && warnings.length === 0 && isPlain(node)) return text;
  // Lower case is never an operator.
  return words.join(' ').toLowerCase();
};
