import type { estypes } from '@elastic/elasticsearch';
import type { Answer } from '../domain/answer.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { Match } from '../matching/match.ts';
import type { Plan } from '../matching/plan-query.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { hasWords } from '../matching/set-apart.ts';
import { matchClause } from './clauses/match-clause.ts';
import { countSets, ONE_OF_EACH, SETS } from './collapse.ts';
import { NAME_FIELDS } from './clauses/filters-clause.ts';
import { pinBoosts, withPins } from './clauses/pins-clause.ts';
import { FIELDS } from './fields.ts';
import { planFacets } from './facets.ts';
import { ranking } from './ranking.ts';

/** A search request of Elasticsearch. */
export type SearchBody = estypes.SearchRequest;

type Aggregation = estypes.AggregationsAggregationContainer;

/** How many of the best hits get the full ranking. */
export const RESCORE_WINDOW = 50;

/** `total` is counted exactly up to here; also the deepest hit a `page` can reach. */
export const MAX_TOTAL = 10_000;

/** Sets are counted nearly exactly up to here: some more than are ever told exactly. */
const COUNTED_SETS = 40_000;

const SORTS = {
  newest: [{ publishedAt: 'desc' }, { id: 'asc' }],
  oldest: [{ publishedAt: 'asc' }, { id: 'asc' }],
} as const;

type Query = estypes.QueryDslQueryContainer;

/** The longest name of a person, in syllables. */
const LONGEST_NAME = 6;

const isWords = (part: Match): boolean =>
  part.type === 'syllable' ||
  (part.type === 'sequence' && part.as === 'word') ||
  (part.type === 'any' && part.isOneWord === true);

/** A query of nothing but a few words, as somebody's name: no language needs to know it. */
const asName = (match: Match): Query | null => {
  const parts = match.type === 'all' ? match.children : [match];
  const syllables = parts.flatMap((part) => (isWords(part) ? rankedSyllables(part) : []));
  if (!parts.every(isWords) || syllables.length > LONGEST_NAME) return null;
  const [first, second] = syllables;
  // `PV`, `Reuters`: of one syllable the whole name, or each Thùy would be found.
  if (first !== undefined && second === undefined) return { term: { [NAME_FIELDS.author.key]: first.text } };
  // A word is looked for among names in any case.
  if (parts.length < 2) return null;
  return matchClause({ type: 'sequence', as: 'unit', slop: 0, syllables }, FIELDS.author);
};

const anyOf = (should: readonly Query[]): Query => ({
  bool: { should: [...should], minimum_should_match: 1 },
});

/** The clauses that let through what a plan wants, and nothing else. */
export const planClauses = (plan: Plan): Query[] => withPins(matchClauses(plan), plan.pins);

const matchClauses = ({ match, loose }: Plan): Query[] => {
  const name = asName(match);
  const orName = (clause: Query): Query => (name === null ? clause : anyOf([clause, name]));
  if (loose === null) return [orName(matchClause(match))];
  const { required, words, least } = loose;
  return [
    ...(required.length === 0 ? [] : [matchClause({ type: 'all', children: required })]),
    orName({ bool: { should: words.map((word) => matchClause(word)), minimum_should_match: least } }),
  ];
};

/**
 * The Elasticsearch request for one page of the articles that a plan wants, and for the facets asked for. `null` wants
 * all: browsing.
 *
 * @param counted plans whose articles are counted among them, for `countOf`; named otherwise than any facet
 */
export const buildSearch = (
  request: SearchRequest,
  plan: Plan | null,
  counted: Readonly<Record<string, Plan>> = {},
): SearchBody => {
  const { shown } = request;
  const { within, after, aggregations } = planFacets(request);
  const filter = [...(plan === null ? [] : planClauses(plan)), ...within, NOT_REMOVED];
  const counts = Object.entries(counted).map(([name, one]): [string, Aggregation] => [
    name,
    { filter: { bool: { filter: [...planClauses(one), ...after] } } },
  ]);
  const sets = (): Aggregation =>
    after.length === 0
      ? countSets(COUNTED_SETS)
      : { filter: { bool: { filter: [...after] } }, aggs: { [SETS]: countSets(COUNTED_SETS) } };
  const aggs = {
    ...aggregations,
    ...Object.fromEntries(counts),
    ...(shown.collapse ? { [SETS]: sets() } : {}),
  };
  const page = {
    from: (shown.page - 1) * shown.size,
    size: shown.size,
    track_total_hits: MAX_TOTAL,
    // As it is stored: little of it is not shown, and for Elasticsearch it is less work to send it than to pick from it.
    _source: true,
    // After the aggregations: these filters hold for the hits and their total, not for the facets of their fields.
    ...(after.length === 0 ? {} : { post_filter: { bool: { filter: [...after] } } }),
    ...(Object.keys(aggs).length === 0 ? {} : { aggs }),
    ...(shown.collapse ? { collapse: ONE_OF_EACH } : {}),
  };
  const ranked = shown.sort === 'relevance' && plan !== null ? rankedSyllables(plan.match) : [];
  const { first, second } = ranking(ranked, {
    byPairs: plan !== null && plan.loose !== null && hasWords(plan.match),
    byWords: plan !== null && plan.hasWordField,
  });
  // Dates, names and prefixes alone tell nothing about which article is the better one: then the newest is.
  if (first.length === 0) {
    const sort = shown.sort === 'oldest' ? SORTS.oldest : SORTS.newest;
    return { ...page, query: { bool: { filter } }, sort: sort.map((key) => ({ ...key })) };
  }
  const pinned = pinBoosts(plan?.pins ?? null);
  // Elasticsearch does not rescore what it collapses: all get the full ranking at once.
  if (shown.collapse) {
    return { ...page, query: { bool: { filter, should: [...first, ...second, ...pinned] } } };
  }
  return {
    ...page,
    query: { bool: { filter, should: [...first, ...pinned] } },
    rescore: {
      // The same for every page: a window that grew with it would bring hits forward to pages already shown.
      window_size: RESCORE_WINDOW,
      query: { rescore_query: { bool: { should: [...second] } } },
    },
  };
};

/** How many of the articles that a search found match something that it counted. */
export const countOf = ({ aggregations }: Answer, name: string): number => aggregations[name]?.count ?? 0;
