import { describe, expect, it } from 'vitest';
import type { StoredArticle } from '../../../src/domain/stored-article.ts';
import { buildRelated } from '../../../src/dsl/build-related.ts';

const about = (title: string, body: string): StoredArticle => ({
  id: 'a',
  title,
  body,
  captions: [],
  authors: [],
  tags: [],
  publishedAt: '2022-01-21T00:00:00+07:00',
});

/** What is scored of a name in the titles of others. */
const titleNames = (article: StoredArticle): readonly unknown[] => {
  const scored = buildRelated(article, { size: 5 }).query?.function_score;
  const should = scored === undefined || Array.isArray(scored) ? [] : scored.query?.bool?.should;
  const clauses = [should ?? []].flat() as { readonly match?: Record<string, { readonly query: string }> }[];
  return clauses
    .flatMap(({ match = {} }) => [match['title.pairs'], match['title']])
    .flatMap((match) => (match === undefined || match.query === article.title ? [] : match.query));
};

describe('the articles about somebody', () => {
  const OFTEN = 'Hôm qua Thào Mẩy về bản. Bà con ra đón Thào Mẩy từ đầu dốc.';

  it('score for his name in their titles, where it is in that of the article and often in its text', () => {
    expect(titleNames(about('Ngày về của Thào Mẩy', OFTEN))).toEqual(['Thào Mẩy']);
    expect(titleNames(about('Ngày về của Thào Mẩy', 'Bà con ra đón từ đầu dốc.'))).toEqual([]);
    expect(titleNames(about('Ngày về bản', OFTEN))).toEqual([]);
  });
});
