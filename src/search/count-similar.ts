import type { FoundDocument } from '../domain/answer.ts';
import { buildSetSizes, setOf, setSizesOf } from '../dsl/collapse.ts';
import type { SearchBody } from '../dsl/build-search.ts';
import type { PointInTime } from '../dsl/point-in-time.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';

/**
 * How many others each hit of a collapsed search stands for: articles that the search finds, too, and that are nearly
 * the same.
 *
 * @param body what was asked
 * @param where the index, or the point in time
 * @returns one number a hit
 */
export const countSimilar = async (
  engine: Searcher,
  body: SearchBody,
  hits: readonly Pick<FoundDocument<unknown>, 'fields'>[],
  where: string | PointInTime,
  options: CallOptions,
): Promise<readonly number[]> => {
  const sets = hits.flatMap((hit) => setOf(hit) ?? []);
  if (sets.length === 0) return hits.map(() => 0);
  const [index, pit] = typeof where === 'string' ? [where, null] : [null, where];
  const sizes = setSizesOf(await engine.search(index, buildSetSizes(body, sets, pit), options));
  return hits.map((hit) => Math.max(0, (sizes.get(setOf(hit) ?? '') ?? 1) - 1));
};
