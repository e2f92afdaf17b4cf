import type { Article } from '../domain/article.ts';
import type { Match } from '../matching/match.ts';
import { createFoldedFilter } from '../text/folded-hash.ts';
import { tokenForms } from '../text/syllable.ts';
import { scanTokens } from '../text/tokenize.ts';

/**
 * A test whether an article holds what a match wants, from the article alone: words with the marks that they must
 * have are looked for where the index has them; phrases, beginnings, fields and the rest are left to the engine.
 *
 * @returns `null` where it is not sure
 */
export const createArticleTest = (match: Match): ((article: Article) => boolean | null) => {
  const folded = new Set<string>();
  const collect = (part: Match): void => {
    if (part.type === 'syllable') folded.add(part.folded);
    else if (part.type === 'all' || part.type === 'any') part.children.forEach(collect);
  };
  collect(match);
  const filter = createFoldedFilter(folded);
  return ({ title, lead, body, captions, authors, tags }) => {
    const found = new Set<string>();
    // What the mapping copies to `text`.
    for (const text of [title, lead ?? '', body, ...(captions ?? []), ...(authors ?? []), ...(tags ?? [])]) {
      scanTokens(text, (start, end, hash) => {
        if (filter.passes(text, start, hash)) found.add(tokenForms(text.slice(start, end)).exact);
      });
    }
    return holds(match, found);
  };
};

const holds = (match: Match, found: ReadonlySet<string>): boolean | null => {
  switch (match.type) {
    case 'syllable':
      return match.level === 'exact' ? found.has(match.exact) : null;
    case 'all': {
      const each = new Set(match.children.map((child) => holds(child, found)));
      return each.has(false) ? false : each.has(null) ? null : true;
    }
    case 'any': {
      const each = new Set(match.children.map((child) => holds(child, found)));
      return each.has(true) ? true : each.has(null) ? null : false;
    }
    case 'sequence':
    case 'prefix':
    case 'not':
    case 'field':
    case 'dates':
      return null;
    default:
      return match satisfies never;
  }
};
