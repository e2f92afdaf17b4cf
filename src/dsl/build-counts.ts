import type { estypes } from '@elastic/elasticsearch';
import type { Answer } from '../domain/answer.ts';

/** What an article must be to be counted. */
export type Query = estypes.QueryDslQueryContainer;

/**
 * The Elasticsearch request that counts several things at once.
 *
 * @param counts what to count, by name
 * @param within what all that is counted must meet
 */
export const buildCounts = (
  counts: Readonly<Record<string, Query>>,
  within: readonly Query[] = [],
): estypes.SearchRequest => ({
  size: 0,
  track_total_hits: false,
  ...(within.length === 0 ? {} : { query: { bool: { filter: [...within] } } }),
  aggs: { counts: { filters: { filters: { ...counts } } } },
});

/** How many articles each of the counts of a `buildCounts` request has. */
export const readCounts = ({ aggregations }: Answer): ((name: string) => number) => {
  const counts = new Map(aggregations['counts']?.buckets.map(({ key, count }) => [key, count]));
  return (name) => counts.get(name) ?? 0;
};
