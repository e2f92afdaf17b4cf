import type { Article } from '../domain/article.ts';
import type { Hit } from '../domain/search-result.ts';
import { typedDay } from '../domain/days.ts';

type Cited = Pick<Article, 'title' | 'authors' | 'publishedAt'> & {
  readonly source?: string | null;
  readonly url?: string | null;
};

/** An article as it is cited in running text: authors, title, paper, day, address; what is not known is left out. */
export const citation = ({ title, authors, source, publishedAt, url }: Cited | Hit): string =>
  [
    authors.length === 0 ? null : authors.join(', '),
    `“${title}”`,
    source ?? null,
    typedDay(publishedAt),
    url ?? null,
  ]
    .filter((part) => part !== null)
    .join(', ')
    .concat('.');
