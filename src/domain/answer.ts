/** Where a document stands in the order of its search. */
export type SortValues = readonly (string | number | boolean | null)[];

/** A document that a search found. */
export interface FoundDocument<T> {
  readonly id: string;
  /** The index that it is in, by its own name. */
  readonly index: string;
  /** `null` where the search does not rank. */
  readonly score: number | null;
  /** `null` where it was not asked for. */
  readonly source: T | null;
  /** Empty where the search has no order of its own. */
  readonly sort: SortValues;
  /** What was asked for of its fields, by name. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
  /** The number of its last write, and that of its version; 0 where they were not asked for. */
  readonly version: number;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** Something counted among what a search found. */
export interface Bucket {
  readonly key: string | number;
  readonly count: number;
  readonly within: Aggregations;
}

/** What an aggregation came to: what it has not is 0 or empty. */
export interface Aggregation {
  /** Of an aggregation that narrows: how many documents it leaves. */
  readonly count: number;
  /** Of one that reckons a number; `null` where there is none. */
  readonly value: number | null;
  readonly buckets: readonly Bucket[];
  readonly within: Aggregations;
}

export type Aggregations = Readonly<Partial<Record<string, Aggregation>>>;

/** How many there are: counted to the last one, or at least so many. */
export interface Total {
  readonly value: number;
  readonly exact: boolean;
}

/** What the search engine answers a search. */
export interface Answer<T = unknown> {
  readonly hits: readonly FoundDocument<T>[];
  readonly total: Total;
  /** The score of the best hit; `null` where nothing was ranked or found. */
  readonly maxScore: number | null;
  /** A shard failed, could not be asked or ran out of time: there may be more. */
  readonly partial: boolean;
  readonly aggregations: Aggregations;
  /** How the point in time is named from now on, where the search was in one. */
  readonly pit: string | null;
  /** Milliseconds that the engine says it took. */
  readonly tookMs: number;
}
