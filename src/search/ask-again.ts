import type { SearchRequest } from '../domain/search-request.ts';
import { buildLooseSearch, buildSearch } from '../dsl/build-search.ts';
import type { SearchBody } from '../dsl/build-walk.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import { loosenWords } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { planMatch } from '../matching/plan-match.ts';
import type { QueryNode } from '../query/ast.ts';
import type { Reading } from './find-articles.ts';

/** A search as it was read and loosened before, to be asked again. */
export interface AskedAgain {
  /** `null`: browsing. */
  readonly match: Match | null;
  readonly body: SearchBody;
}

/**
 * What `findArticles` asked last, from the reading that it gave.
 *
 * @param request with another page, size or facets, where these are wanted
 */
export const askAgain = (
  request: SearchRequest,
  node: QueryNode | null,
  { step, meantUnmarked, words }: Reading,
  abbreviations: Abbreviations,
): AskedAgain => {
  const { diacritics } = request;
  const match =
    node === null
      ? null
      : planMatch(node, { diacritics, step, meantUnmarked: () => meantUnmarked, abbreviations });
  const loose = words && match !== null ? loosenWords(match) : null;
  const body =
    match !== null && loose !== null ? buildLooseSearch(request, match, loose) : buildSearch(request, match);
  return { match, body };
};

const inOrder = (values: readonly string[]): string[] => [...values].sort();

/** Without what may differ from page to page: the hits of all pages, in their order. */
export const askForAllPages = (
  request: SearchRequest,
  node: QueryNode | null,
  reading: Reading,
  abbreviations: Abbreviations,
): AskedAgain => {
  const { section, author, tag, source } = request.filters;
  const filters = {
    section: inOrder(section),
    author: inOrder(author),
    tag: inOrder(tag),
    source: inOrder(source),
  };
  return askAgain({ ...request, filters, page: 1, size: 1, facets: [] }, node, reading, abbreviations);
};
