import type { estypes } from '@elastic/elasticsearch';
import type { RelatedRequest } from '../domain/related.ts';
import { SET_FIELD, type StoredArticle } from '../domain/stored-article.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { TIMED_FIELDS } from '../domain/visibility.ts';
import { findNames, type Name } from '../text/find-names.ts';
import { exactForm } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
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

/**
 * Whom and what it names, beside those: a report about two people shares little else with the others about them. Two
 * of its names, or of an editor's tags, are enough to be looked at; what the archive is full of weighs next to nothing.
 */
const MOST_NAMES = 8;
const MOST_TAGS = 8;
const LEAST_NAMED = 2;
/** One that is mentioned so often, and in both titles, is enough alone, and counts in the title as well. */
const OFTEN = 3;
/** An editor's tag says what an article is about, a word of it only perhaps. */
const TAG_WEIGHT = 4;
/** A name weighs the more the more often it is mentioned, up to so much. */
const MOST_WEIGHT = 3;

/** A pair of the title, in the other's title or text, beside those that tell it anyway. */
const TITLE_IN_TITLE = 1.5;
const TITLE_IN_TEXT = 0.5;

/** Coverage of the same months is a little nearer than that of other years: at most by this share. */
const NEARNESS = 0.25;
const NEAR = '120d';

const keyOf = (name: string): string =>
  tokenize(name)
    .map(({ text }) => exactForm(text))
    .join(' ');

const nameAsked = ({ text: query, mentions }: Name, field: 'text' | 'title' = 'text'): Query => {
  const boost = Math.min(MOST_WEIGHT, 1 + Math.log2(mentions));
  return query.includes(' ')
    ? { match: { [`${field}.pairs`]: { query, operator: 'and', boost } } }
    : { match: { [field]: { query, boost } } };
};

/**
 * The Elasticsearch request for articles about the same thing as one, the nearest first; none that is nearly the same,
 * and one of each set that is. The article itself is asked for, too: its own score is the measure of the others'.
 */
export const buildRelated = (
  { id, title, lead = '', body, authors, tags, publishedAt, likeness }: StoredArticle,
  { size, from, to }: RelatedRequest,
): estypes.SearchRequest => {
  const text = `${title}\n${lead}\n${body}`.slice(0, READ);
  // A byline at the end of a text is what many have that are about something else.
  const about = authors.reduce((rest, author) => rest.replaceAll(author, ' '), text);
  const telling: Query = {
    more_like_this: {
      fields: ['text.pairs'],
      like: [about],
      ...TELLING,
      minimum_should_match: LEAST_SHARED,
    },
  };
  const writers = new Set(authors.map(keyOf));
  const names = findNames(about)
    .filter((name) => !writers.has(keyOf(name.text)))
    .slice(0, MOST_NAMES);
  const tagged: Query[] = tags.slice(0, MOST_TAGS).map((value) => ({
    term: { tags: { value, boost: TAG_WEIGHT } },
  }));
  // Who is mentioned once, below the title, is not whom an article is about.
  const isInTitle = ({ text }: Name): boolean => title.includes(text);
  const main = names.filter((name) => name.mentions > 1 || isInTitle(name)).map((name) => nameAsked(name));
  const inTitles = names
    .filter((name) => isInTitle(name) && name.mentions >= OFTEN)
    .map((name) => nameAsked(name, 'title'));
  const named = [...main, ...tagged];
  const others: Query = {
    bool: {
      filter: dateFilters({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }),
      must_not: likeness === undefined ? [] : [{ term: { [SET_FIELD]: likeness.set } }],
    },
  };
  return {
    size: size + 1,
    track_total_hits: false,
    _source: ['id', 'title', 'lead', 'body', 'url', 'image', 'section', 'source', ...TIMED_FIELDS],
    query: {
      function_score: {
        query: {
          bool: {
            should: [
              telling,
              ...names.map((name) => nameAsked(name)),
              ...tagged,
              ...inTitles,
              { match: { 'title.pairs': { query: title, boost: TITLE_IN_TITLE } } },
              { match: { 'text.pairs': { query: title, boost: TITLE_IN_TEXT } } },
            ],
            filter: [
              NOT_REMOVED,
              {
                bool: {
                  should: [
                    telling,
                    ...inTitles,
                    // Of no clauses at all a bool finds everything.
                    ...(named.length < LEAST_NAMED
                      ? []
                      : [{ bool: { should: named, minimum_should_match: LEAST_NAMED } }]),
                  ],
                },
              },
              { bool: { should: [{ term: { id } }, others] } },
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
