import type { estypes } from '@elastic/elasticsearch';
import type { RelatedRequest } from '../domain/related.ts';
import { SET_FIELD, type StoredArticle } from '../domain/stored-article.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { dateFilters } from './clauses/filters-clause.ts';
import { ONE_OF_EACH } from './collapse.ts';

type Query = estypes.QueryDslQueryContainer;

/** What an article is about is said at its beginning; further down stands what it has in common with many. */
const READ = 2_500;

/**
 * The pairs of syllables that tell the article from others: those that it has and few others have. An article has to
 * share some of them, so that one that only has the same section, or the same phrases of every report, does not come.
 */
const TELLING = { max_query_terms: 30, min_term_freq: 1, min_doc_freq: 2 } as const;
/** A fifth of them, but three at least. */
const LEAST_SHARED = '3<3 15<20%';

/** A pair of the title, in the other's title or text, beside those that tell it anyway. */
const TITLE_IN_TITLE = 1.5;
const TITLE_IN_TEXT = 0.5;

/** Coverage of the same months is a little nearer than that of other years: at most by this share. */
const NEARNESS = 0.25;
const NEAR = '120d';

/**
 * The Elasticsearch request for articles about the same thing as one, the nearest first; none that is nearly the same,
 * and one of each set that is.
 */
export const buildRelated = (
  { id, title, lead = '', body, publishedAt, likeness }: StoredArticle,
  { size, ...dates }: RelatedRequest,
): estypes.SearchRequest => {
  const about = `${title}\n${lead}\n${body}`.slice(0, READ);
  const telling: Query = {
    more_like_this: {
      fields: ['text.pairs'],
      like: [about],
      ...TELLING,
      minimum_should_match: LEAST_SHARED,
    },
  };
  return {
    size,
    track_total_hits: false,
    _source: ['id', 'title', 'lead', 'body', 'url', 'section', 'source', 'publishedAt'],
    query: {
      function_score: {
        query: {
          bool: {
            must: [telling],
            should: [
              { match: { 'title.pairs': { query: title, boost: TITLE_IN_TITLE } } },
              { match: { 'text.pairs': { query: title, boost: TITLE_IN_TEXT } } },
            ],
            filter: [NOT_REMOVED, ...dateFilters(dates)],
            must_not: [
              { term: { id } },
              ...(likeness === undefined ? [] : [{ term: { [SET_FIELD]: likeness.set } }]),
            ],
          },
        },
        functions: [
          { weight: 1 - NEARNESS },
          {
            gauss: { publishedAt: { origin: publishedAt, offset: '7d', scale: NEAR, decay: 0.5 } },
            weight: NEARNESS,
          },
        ],
        score_mode: 'sum',
        boost_mode: 'multiply',
      },
    },
    collapse: ONE_OF_EACH,
  };
};
