import type { Article } from '../../src/domain/article.ts';
import { parseArticle } from '../../src/ingest/article-schema.ts';

/** An article about a village, which is named for its id. */
export const villageArticle = (id: string, more: object = {}): Article =>
  parseArticle({
    id,
    title: `Bản ${id} có đường mới`,
    body: `Con đường vào bản ${id} đã thông xe sau mùa mưa.`,
    publishedAt: '2022-01-21',
    ...more,
  });
