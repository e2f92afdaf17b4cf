import type { SearchWarning } from './search-result.ts';
import type { Wanted } from './search-request.ts';

export const TREND_INTERVALS = ['day', 'week', 'month', 'year'] as const;

export type TrendInterval = (typeof TREND_INTERVALS)[number];

/** Searches to be compared over time. */
export interface TrendsRequest {
  /** As typed, in NFC; each is a search by itself. */
  readonly queries: readonly string[];
  /** What holds for all of them; nothing of it is loosened. */
  readonly wanted: Omit<Wanted, 'q'>;
  readonly interval: TrendInterval;
}

/** A day, week, month or year of Vietnam. */
export interface TrendPeriod {
  /** `2022`, `2022-01` or a day; of a week its Monday. */
  readonly value: string;
  /** First and last day; where the search begins or ends within it, that day or instant. */
  readonly from: string;
  readonly to: string;
  /** How many articles there are of it, whatever they say. */
  readonly published: number;
}

/** How often one search is met over time. */
export interface Trend {
  readonly q: string;
  readonly total: number;
  /** One each period: the `total` of the same search with the period's `from` and `to`. */
  readonly counts: readonly number[];
  /** The same as parts of what was published, 0 to 1; 0 where nothing was. */
  readonly shares: readonly number[];
  readonly warnings: readonly SearchWarning[];
}

/** Searches over time, from the first to the last article that is published within their filters. */
export interface Trends {
  readonly interval: TrendInterval;
  readonly periods: readonly TrendPeriod[];
  readonly trends: readonly Trend[];
  /** A part of the index did not answer. */
  readonly partial: boolean;
  readonly tookMs: number;
}
