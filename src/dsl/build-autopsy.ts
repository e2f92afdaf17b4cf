import type { estypes } from '@elastic/elasticsearch';
import type { Aggregations, Answer } from '../domain/answer.ts';
import { buildCounts } from './build-counts.ts';
import type { Query } from './build-counts.ts';

type Aggregation = estypes.AggregationsAggregationContainer;

/**
 * More parts than this are not told apart: every combination of them is counted, and each doubles how many there
 * are.
 */
export const MAX_PARTS = 8;

/** One of the things that a search asks for at once. */
export interface AskedPart {
  readonly clause: Query;
  /** Whether `clause` is what an article must not have. */
  readonly excludes: boolean;
}

const YES = 'yes';
const NO = 'no';

const NEXT = 'next';

const splitBy = ([part, ...others]: readonly AskedPart[]): Aggregation | null => {
  if (part === undefined) return null;
  const next = splitBy(others);
  return {
    filters: { filters: { [YES]: part.clause }, other_bucket_key: NO },
    ...(next === null ? {} : { aggs: { [NEXT]: next } }),
  };
};

/**
 * The Elasticsearch requests that tell why a search finds nothing; to be sent together.
 *
 * The first counts the articles of each of `counts`; the second, where there are several parts, how many articles have
 * which of them, all combinations at once, by splitting those that have any of them in two, part by part.
 */
export const buildAutopsy = (
  parts: readonly AskedPart[],
  counts: Readonly<Record<string, Query>>,
): readonly estypes.SearchRequest[] => {
  if (parts.length === 1) return [buildCounts(counts)];
  const split = splitBy(parts);
  return [
    buildCounts(counts),
    {
      size: 0,
      track_total_hits: false,
      query: { bool: { should: parts.map(({ clause }) => clause), minimum_should_match: 1 } },
      ...(split === null ? {} : { aggs: { [NEXT]: split } }),
    },
  ];
};

/**
 * The answer to the second.
 *
 * @returns how many articles meet all of a set of parts, at least one of which is no exclusion; part `i` is bit `i`
 */
export const readCombinations = (
  { aggregations }: Answer,
  parts: readonly AskedPart[],
): ((parts: number) => number) => {
  const met: { readonly parts: number; readonly count: number }[] = [];
  const walk = (split: Aggregations, at: number, before: number): void => {
    for (const { key, count, within } of split[NEXT]?.buckets ?? []) {
      if (count === 0) continue;
      const meets = (key === YES) !== (parts[at]?.excludes ?? false);
      const here = meets ? before | (1 << at) : before;
      if (within[NEXT] === undefined) met.push({ parts: here, count });
      else walk(within, at + 1, here);
    }
  };
  walk(aggregations, 0, 0);
  return (wanted) =>
    met.reduce((sum, { parts, count }) => ((parts & wanted) === wanted ? sum + count : sum), 0);
};
