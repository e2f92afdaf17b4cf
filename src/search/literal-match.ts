import type { SearchRequest } from '../domain/search-request.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import type { Match } from '../matching/match.ts';
import { hasMarks, planMatch, typedTokens } from '../matching/plan-match.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import type { QueryNode } from '../query/ast.ts';

/** A query read to the letter, all marks as typed. `null` where it holds nothing to be searched for. */
export const readLiterally = (abbreviations: Abbreviations, node: QueryNode): Match | null =>
  planMatch(node, { diacritics: 'strict', step: 'typed', meantUnmarked: () => true, abbreviations });

/**
 * Whether whatever holds a query to the letter is among what any kinder reading of it finds. Not so with exclusions:
 * read to the letter they exclude less.
 */
const isNarrower = (match: Match): boolean => {
  switch (match.type) {
    case 'syllable':
    case 'sequence':
      return true;
    case 'all':
    case 'any':
      return match.children.every(isNarrower);
    case 'prefix':
    case 'not':
    case 'field':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};

/** From so many syllables on, few articles hold them all: what holds them to the letter is easily counted on the way. */
const ENOUGH_SYLLABLES = 4;

/** Whether a query may find a good part of the archive: few syllables that may have any marks. */
export const isShort = (node: QueryNode): boolean =>
  !hasMarks(node) && typedNodes(node).flatMap(({ text }) => typedTokens(text)).length < ENOUGH_SYLLABLES;

/**
 * What is to be counted among the articles that a search finds, so that a suggestion can be measured by it; `null`
 * where it cannot be counted among them, or where so many are found that it is better counted by itself.
 */
export const literalMatch = (
  { abbreviations }: { readonly abbreviations: Abbreviations },
  { diacritics }: Pick<SearchRequest, 'diacritics'>,
  node: QueryNode,
): Match | null => {
  if (diacritics === 'strict' || isShort(node)) return null;
  const literal = readLiterally(abbreviations, node);
  return literal !== null && isNarrower(literal) ? literal : null;
};
