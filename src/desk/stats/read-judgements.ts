import type { JudgedSearch } from '../../domain/search-statistics.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { hoursOf, OFFERED, spellings, sumsOf } from './read-searches.ts';
import { searchesIndices } from './searches-index.ts';

/** Together they stay below the 65,536 buckets that Elasticsearch answers by default. */
const SEARCHES = 1_000;
const ARTICLES = 50;

const bySum = (name: string) => ({ [name]: 'desc' });

/**
 * The searches with the most clicks, and the articles that were opened from them: what many readers took for an answer.
 *
 * @param atLeast what was opened less often says nothing, and is not told
 */
export const readJudgements = async (
  engine: Pick<Engine, 'refresh' | 'search'>,
  alias: string,
  { from, to }: { readonly from: string; readonly to: string },
  atLeast: number,
  options: CallOptions = {},
): Promise<readonly JudgedSearch[]> => {
  await engine.refresh(searchesIndices(alias), options);
  const { aggregations } = await engine.search(
    searchesIndices(alias),
    {
      size: 0,
      track_total_hits: false,
      query: { bool: { filter: [hoursOf(from, to), { exists: { field: 'key' } }] } },
      aggs: {
        queries: {
          terms: { field: 'key', size: SEARCHES, shard_size: OFFERED, order: bySum('clicks') },
          aggs: {
            ...sumsOf(['clicks', 'searches']),
            spellings: spellings(1),
            articles: {
              terms: { field: 'article', size: ARTICLES, order: bySum('clicks') },
              aggs: sumsOf(['clicks']),
            },
          },
        },
      },
    },
    options,
  );
  return (aggregations['queries']?.buckets ?? []).flatMap(({ key, within }) => {
    if ((within['searches']?.value ?? 0) < atLeast) return [];
    const articles = (within['articles']?.buckets ?? [])
      .filter((one) => (one.within['clicks']?.value ?? 0) >= atLeast)
      .map((one) => String(one.key));
    return articles.length === 0
      ? []
      : [{ q: String(within['spellings']?.buckets[0]?.key ?? key), articles }];
  });
};
