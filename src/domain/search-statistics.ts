/** What a search can be narrowed by; of a filter its kind alone is counted, never its value. */
export const FILTER_KINDS = ['date', 'section', 'author', 'tag', 'source'] as const;

export type FilterKind = (typeof FILTER_KINDS)[number];

/** What is counted of a reader's search. It says nothing of the reader. */
export interface ReaderSearch {
  /** As typed. */
  readonly q: string;
  readonly filters: readonly FilterKind[];
  readonly hits: number;
  readonly loosened: boolean;
  readonly corrected: boolean;
  readonly tookMs: number;
}

/** That a reader opened an article of what a search found. */
export interface ReaderClick {
  /** As typed. */
  readonly q: string;
  /** The article's id. */
  readonly article: string;
  /** Its place among the hits, from 1. */
  readonly rank: number;
}

export const STATISTICS_KINDS = ['top', 'empty', 'rising'] as const;

/** Searches by how often they were made, how often they found nothing, or how much oftener than before they are made. */
export type StatisticsKind = (typeof STATISTICS_KINDS)[number];

export interface StatisticsRequest {
  readonly kind: StatisticsKind;
  /** Days of Vietnam, both among them. */
  readonly from: string;
  readonly to: string;
  /** The most searches. */
  readonly size: number;
}

/**
 * What came of searches. A number of them that is small enough to be somebody’s own is `null`, and so is what is
 * reckoned from it.
 */
export interface SearchFigures {
  readonly searches: number | null;
  /** Parts of the searches, 0 to 1. */
  readonly withoutHits: number | null;
  readonly loosened: number | null;
  readonly corrected: number | null;
  /** Articles opened from what was found. */
  readonly clicks: number | null;
  /** Clicks a search: more than 1 where several articles are opened. */
  readonly clickRate: number | null;
  /** The mean place of what was opened, from 1. */
  readonly meanRank: number | null;
}

/** A search that many readers made. */
export interface CountedSearch extends SearchFigures {
  /** As it is written most. */
  readonly q: string;
  readonly searches: number;
  /** The mean of how many articles it found. */
  readonly hits: number;
  /** The mean time of its answers, in milliseconds. */
  readonly tookMs: number;
  /** Of what is rising: how often it was made in as many days before. */
  readonly before?: number | null;
}

export interface SearchStatistics {
  readonly kind: StatisticsKind;
  readonly from: string;
  readonly to: string;
  /** What was made less often is not told. */
  readonly atLeast: number;
  /** All searches of these days, those that are not told among them. */
  readonly total: SearchFigures & {
    /** By what they were narrowed. */
    readonly filters: Readonly<Record<FilterKind, number | null>>;
  };
  readonly searches: readonly CountedSearch[];
  /** A part of the index did not answer. */
  readonly partial: boolean;
}

/** A search that many readers make, and how many articles it finds that all of them see. */
export interface PopularSearch {
  readonly q: string;
  readonly searches: number;
  readonly hits: number;
}

/** A search and the articles that readers opened from it: a judgement of many. */
export interface JudgedSearch {
  readonly q: string;
  /** The most opened first. */
  readonly articles: readonly string[];
}
