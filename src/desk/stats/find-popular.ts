import { addDays, dayInVietnam } from '../../domain/days.ts';
import type { PopularSearch } from '../../domain/search-statistics.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { hoursOf, OFFERED, spellings, sumsOf } from './read-searches.ts';
import { searchesIndices } from './searches-index.ts';

/** What readers looked for longer ago is not what they look for. */
const DAYS = 30;

const SEARCHES = 100;

/** Some write it without marks; the form with them is among the first. */
const SPELLINGS = 3;

export interface PopularOptions {
  readonly alias: string;
  /** What was searched for less often may be somebody’s own. */
  readonly atLeast: number;
  readonly now: number;
  /**
   * How many articles each query finds as it is written, of those that everybody sees; 0 for what is not to be offered.
   */
  readonly countHits: (queries: readonly string[], options: CallOptions) => Promise<readonly number[]>;
}

/**
 * What readers search for most, of the last thirty days, as far as it still finds something; each in the commonest
 * spelling that does.
 */
export const findPopular = async (
  engine: Pick<Engine, 'search'>,
  { alias, atLeast, now, countHits }: PopularOptions,
  options: CallOptions = {},
): Promise<readonly PopularSearch[]> => {
  const today = dayInVietnam(now);
  const { aggregations } = await engine.search(
    searchesIndices(alias),
    {
      size: 0,
      track_total_hits: false,
      query: {
        bool: { filter: [hoursOf(addDays(today, 1 - DAYS), today), { exists: { field: 'searches' } }] },
      },
      aggs: {
        queries: {
          terms: { field: 'key', size: SEARCHES, shard_size: OFFERED, order: { searches: 'desc' } },
          aggs: { ...sumsOf(['searches']), spellings: spellings(SPELLINGS) },
        },
      },
    },
    options,
  );
  const groups = (aggregations['queries']?.buckets ?? [])
    .map(({ within }) => ({
      searches: within['searches']?.value ?? 0,
      texts: (within['spellings']?.buckets ?? []).map(({ key }) => String(key)),
    }))
    .filter(({ searches }) => searches >= atLeast);
  const texts = groups.flatMap((group) => group.texts);
  const counts = texts.length === 0 ? [] : await countHits(texts, options);
  const hits = new Map(texts.map((text, i) => [text, counts[i] ?? 0]));
  return groups.flatMap(({ searches, texts }) => {
    const q = texts.find((text) => (hits.get(text) ?? 0) > 0);
    return q === undefined ? [] : [{ q, searches, hits: hits.get(q) ?? 0 }];
  });
};
