import { AppError } from '../domain/app-error.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { buildCounts, readCounts, type Query } from '../dsl/build-counts.ts';
import { planClauses } from '../dsl/build-search.ts';
import type { CallOptions } from '../engine/engine.ts';
import type { Plan } from '../matching/plan-query.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';
import { isPlain } from './search-for.ts';

/** So many are counted by one request. */
const BATCH = 100;

/**
 * How many articles each of several queries finds as it is written, marks and all, of those that the reader sees. What is
 * more than words finds nothing here.
 */
export const countHits = async (
  context: SearchContext,
  queries: readonly string[],
  options: CallOptions = {},
): Promise<readonly number[]> => {
  const counts: number[] = [];
  for (let at = 0; at < queries.length; at += BATCH)
    counts.push(...(await countBatch(context, queries.slice(at, at + BATCH), options)));
  return counts;
};

const countBatch = async (
  context: SearchContext,
  queries: readonly string[],
  options: CallOptions,
): Promise<readonly number[]> => {
  const plans = queries.map((q) => planOf(context, q));
  const counted = plans.flatMap((plan, i): [string, Query][] =>
    plan === null ? [] : [[String(i), { bool: { filter: [...planClauses(plan), NOT_REMOVED] } }]],
  );
  if (counted.length === 0) return queries.map(() => 0);
  const body = buildCounts(Object.fromEntries(counted));
  const countOf = readCounts(await context.engine.search(context.index, body, options));
  return queries.map((_, i) => countOf(String(i)));
};

const planOf = (context: SearchContext, q: string): Plan | null => {
  try {
    const { node, marks, plan } = readQuery(context, {
      q,
      mode: 'keyword',
      slop: 0,
      diacritics: 'strict',
      filters: { section: [], author: [], tag: [], source: [] },
      relax: false,
    });
    return isPlain(node) ? plan({ marks, extent: 'words' }) : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
};
