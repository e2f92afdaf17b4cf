import type { Article } from '../domain/article.ts';
import { ARTICLE_FIELDS } from './article-schema.ts';

/**
 * An article as one line of JSON, ended by a line break: the same bytes for the same article, whatever order its fields
 * came in. What an export writes, and what checksums are made of.
 */
export const articleLine = (article: Article): string =>
  `${JSON.stringify(Object.fromEntries(ARTICLE_FIELDS.map((field) => [field, article[field]])))}\n`;
