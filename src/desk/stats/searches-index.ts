import { FILTER_KINDS } from '../../domain/search-statistics.ts';
import type { FilterKind } from '../../domain/search-statistics.ts';
import { deskIndexName } from '../desk-index.ts';

/**
 * What was counted of one search, or of the clicks on one of its articles, in an hour by one process. The same is written
 * again under the same id when it has grown, so that a write whose answer was lost counts nothing twice; figures of
 * several processes are added up when they are read.
 */
export interface CounterDocument {
  /** The beginning of an hour: nothing is noted more exactly. */
  readonly hour: string;
  /** Absent: of searches whose text is withheld. */
  readonly key?: string;
  readonly query?: string;
  searches?: number;
  empty?: number;
  loosened?: number;
  corrected?: number;
  /** Sums. */
  hits?: number;
  tookMs?: number;
  filters?: Partial<Record<FilterKind, number>>;
  /** Of clicks. */
  readonly article?: string;
  clicks?: number;
  /** The sum of the places that were clicked on. */
  ranks?: number;
}

const keyword = { type: 'keyword' } as const;
const count = { type: 'long', index: false } as const;

/**
 * The body of an index of a day. Strict: a field that is not here is in no document. Whoever reads has it refreshed, and
 * what an engine loses that breaks down is half a minute of counts: so writing them costs half as much.
 */
export const searchesIndexBody = (replicas: number) => ({
  settings: {
    number_of_shards: 1,
    number_of_replicas: replicas,
    codec: 'best_compression',
    refresh_interval: '60s',
    translog: { durability: 'async', sync_interval: '30s' },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      hour: { type: 'date', format: 'strict_date_time_no_millis' },
      key: keyword,
      query: keyword,
      searches: count,
      empty: count,
      loosened: count,
      corrected: count,
      hits: count,
      tookMs: count,
      filters: {
        dynamic: 'strict',
        properties: Object.fromEntries(FILTER_KINDS.map((kind) => [kind, count])),
      },
      article: keyword,
      clicks: count,
      ranks: count,
    },
  },
});

const KIND = 'searches';

/** The index of a day of Vietnam, `articles-desk-searches-2026-11-29`. */
export const searchesIndexOf = (alias: string, day: string): string => `${deskIndexName(alias, KIND)}-${day}`;

/** All of them, as a pattern. */
export const searchesIndices = (alias: string): string => `${deskIndexName(alias, KIND)}-*`;

/** The day of such an index; `null` where the name is another's. */
export const dayOfIndex = (alias: string, index: string): string | null => {
  const day = index.slice(searchesIndexOf(alias, '').length);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && searchesIndexOf(alias, day) === index ? day : null;
};
