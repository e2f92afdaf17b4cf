import type { Article } from '../domain/article.ts';
import type { Hit } from '../domain/search-result.ts';

/** A thing as https://schema.org describes it; what is `undefined` is left out. */
export interface StructuredData {
  readonly '@type': string;
  readonly [property: string]: unknown;
}

interface ResultsData {
  readonly name: string;
  readonly url: string;
  readonly language: string;
  /** Of how many `hits` are these; as far as is counted. */
  readonly total: number;
  /** The place of the first hit among all, from 1; `null` where it is not known. */
  readonly first: number | null;
  readonly hits: readonly Hit[];
  /** The whole address of the page of an article. */
  readonly addressOf: (id: string) => string;
}

/** https://schema.org/SearchResultsPage */
export const resultsData = (page: ResultsData): StructuredData => {
  const { name, url, language, total, first, hits, addressOf } = page;
  return {
    '@type': 'SearchResultsPage',
    name,
    url,
    inLanguage: language,
    mainEntity: {
      '@type': 'ItemList',
      numberOfItems: total,
      itemListElement: hits.map(({ id, title }, index) => ({
        '@type': 'ListItem',
        position: first === null ? undefined : first + index,
        url: addressOf(id),
        name: title,
      })),
    },
  };
};

interface ArticleData {
  readonly article: Article;
  /** Where the article is at home. */
  readonly url: string;
  readonly description: string;
  readonly image: string | undefined;
}

/** https://schema.org/NewsArticle */
export const articleData = ({ article, url, description, image }: ArticleData): StructuredData => ({
  '@type': 'NewsArticle',
  headline: article.title,
  description,
  url,
  mainEntityOfPage: url,
  image,
  datePublished: article.publishedAt,
  dateModified: article.updatedAt,
  articleSection: article.section,
  keywords: article.tags.length === 0 ? undefined : article.tags,
  inLanguage: 'vi',
  author:
    article.authors.length === 0 ? undefined : article.authors.map((name) => ({ '@type': 'Person', name })),
  publisher: article.source === undefined ? undefined : { '@type': 'Organization', name: article.source },
});

/**
 * Such data as the text of a `<script type="application/ld+json">`, which no text within can end. A browser runs nothing
 * of that type, so that the content security policy has nothing to allow.
 */
export const structuredText = (data: StructuredData): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', String.raw`\u003c`);
