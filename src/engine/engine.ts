import type { estypes } from '@elastic/elasticsearch';
import type { Answer } from '../domain/answer.ts';
import type { AppError } from '../domain/app-error.ts';
import type { CallOptions } from './call-options.ts';
import type { Snapshots } from './snapshots.ts';

export type MappingTypeMapping = estypes.MappingTypeMapping;
export type UpdateAliasesAction = NonNullable<estypes.IndicesUpdateAliasesAction>;

export type { CallOptions } from './call-options.ts';

/** When a write can be found: `wait` answers once it can, `now` forces it, `none` is within a second. */
export type Refresh = 'wait' | 'now' | 'none';

export interface EngineInfo {
  readonly clusterName: string;
  /** `9.4.3` */
  readonly version: string;
}

export interface StoredDocument<T> extends DocumentPlace {
  readonly id: string;
  readonly version: number;
  readonly source: T;
}

/** Which write of its index a document comes from: of two, the later one is the greater (the term first). */
export interface WritePlace {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** The same, and in which index. */
export interface DocumentPlace extends WritePlace {
  readonly index: string;
}

export interface ReadManyOptions extends CallOptions {
  /** Which fields of the source to read; all unless given. */
  readonly fields?: readonly string[];
}

export interface BulkOptions extends CallOptions {
  readonly refresh?: Refresh;
  /** `false`: `index` is the name of an index, not of an alias. */
  readonly isAlias?: boolean;
}

/** What became of one operation of a bulk request; in the order in which they were given. */
export interface BulkItem {
  readonly id: string;
  readonly result: 'created' | 'updated' | 'deleted' | 'not_found' | 'noop' | null;
  /** `null` where it failed. */
  readonly place: DocumentPlace | null;
  /** As a method would have thrown it. */
  readonly error: AppError | null;
}

export interface AnalyzeRequest {
  readonly text: string;
  readonly analyzer?: string;
  readonly field?: string;
}

export interface AnalyzeToken {
  readonly token: string;
  readonly position: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly type: string;
}

/** An index behind an alias. */
export interface AliasedIndex {
  readonly index: string;
  readonly isWriteIndex: boolean;
}

/** An alias of one index. */
export interface AliasEntry extends AliasedIndex {
  readonly alias: string;
}

export type IndexHealth = 'green' | 'yellow' | 'red';

export interface SearchOptions extends CallOptions {
  /** Only this shard of the index, counted from 0. */
  readonly shard?: number;
}

/** How far a shard has got with its writes, each of which has a number (`_seq_no`). */
export interface ShardCheckpoint {
  readonly index: string;
  readonly shard: number;
  /** Every write up to this number is done on all copies of the shard, and findable after a refresh; -1: none yet. */
  readonly checkpoint: number;
}

/**
 * The search engine, in Elasticsearch's own terms. `index` is the name of an index or of an alias; where several are searched or
 * looked at, also several of them, with commas and wildcards (`articles-v2-…,articles-v2-….*`).
 *
 * Every method fails with an `AppError`: `engine_unavailable` (out of reach, starting, overloaded),
 * `engine_timeout`, `index_missing`, `stale_version`, `query_too_complex` or `engine_rejected`.
 */
export interface Engine {
  info(options?: CallOptions): Promise<EngineInfo>;

  /**
   * Runs a search as written.
   *
   * @param index `null` for a body with a point in time, which names its index itself.
   * @param body The request body, sent as it is.
   */
  search<T>(index: string | null, body: object, options?: SearchOptions): Promise<Answer<T>>;
  /** Runs several searches on one index in one call; answers in the same order. One that fails fails all. */
  msearch<T>(index: string, bodies: readonly object[], options?: CallOptions): Promise<readonly Answer<T>[]>;
  /** How many documents match `query`, or how many there are. */
  count(index: string, query?: object, options?: CallOptions): Promise<number>;
  /** @param keepAlive How long it may lie unused, `1m`. */
  openPointInTime(index: string, keepAlive: string, options?: CallOptions): Promise<string>;
  closePointInTime(id: string, options?: CallOptions): Promise<void>;

  /** One document as last written, searchable or not; `null` where there is none. */
  get<T>(index: string, id: string, options?: CallOptions): Promise<StoredDocument<T> | null>;
  /** Several documents as last written, in the order of `ids`; `null` for each that is not there. */
  mget<T>(
    index: string,
    ids: readonly string[],
    options?: ReadManyOptions,
  ): Promise<readonly (StoredDocument<T> | null)[]>;
  /**
   * Several documents from each of several indices; of each id those that are there, in no order. An index that is not there
   * has none.
   */
  mgetFrom<T>(
    indices: readonly string[],
    ids: readonly string[],
    options?: ReadManyOptions,
  ): Promise<readonly (readonly StoredDocument<T>[])[]>;
  /**
   * Many writes in one request. An operation that fails is told in its item; only a request that fails as a
   * whole throws. Never creates an index.
   *
   * @param ndjson Action lines and their documents, each line ended by `\n`.
   */
  bulk(index: string, ndjson: string, options?: BulkOptions): Promise<readonly BulkItem[]>;
  /** Makes all that was written findable. */
  refresh(index: string, options?: CallOptions): Promise<void>;

  /**
   * @param body The create-index request.
   * @returns `exists` where there is such an index already, or where another index is what an alias in the
   *   body writes to: of several that create at once, one gets `created`; `tokenizer_missing` where no plugin of the
   *   engine has a tokenizer that the body names.
   */
  createIndex(
    index: string,
    body: object,
    options?: CallOptions,
  ): Promise<'created' | 'exists' | 'tokenizer_missing'>;
  /** @returns whether there was one. */
  deleteIndex(index: string, options?: CallOptions): Promise<boolean>;
  /** Whether there is an index or an alias of that name. */
  indexExists(index: string, options?: CallOptions): Promise<boolean>;
  /** The indices behind an alias, sorted by name; empty where there is no such alias. */
  getAlias(alias: string, options?: CallOptions): Promise<readonly AliasedIndex[]>;
  /** Where several aliases lead to, as of one moment; nothing for those that do not exist. */
  getAliases(aliases: readonly string[], options?: CallOptions): Promise<readonly AliasEntry[]>;
  /** The names of all aliases of an index, or of several. */
  aliasesOf(index: string, options?: CallOptions): Promise<readonly string[]>;
  /** The names of the indices that match a pattern (`articles-v*`), sorted. */
  listIndices(pattern: string, options?: CallOptions): Promise<readonly string[]>;
  /** All of the actions or none. */
  updateAliases(actions: readonly UpdateAliasesAction[], options?: CallOptions): Promise<void>;
  getMapping(index: string, options?: CallOptions): Promise<MappingTypeMapping>;
  /** The index's settings that were set, nested (`{index: {…}}`), every leaf a string or an array of strings. */
  getSettings(index: string, options?: CallOptions): Promise<Readonly<Record<string, unknown>>>;
  /** Puts notes of our own (`_meta`) on an index, in place of those that it has. */
  putNotes(index: string, notes: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<void>;
  /** Refuses writes to an index from now on; returns once those under way are done. */
  blockWrites(index: string, options?: CallOptions): Promise<void>;
  allowWrites(index: string, options?: CallOptions): Promise<void>;
  /**
   * How far each of an index's shards has got.
   *
   * @throws AppError `engine_unavailable` where one of them is not there.
   */
  shardCheckpoints(index: string, options?: CallOptions): Promise<readonly ShardCheckpoint[]>;
  /**
   * A text that changes with whatever a search could find: which indices there are behind the name, and on each copy of a
   * shard its last write and how often it was refreshed.
   */
  generation(index: string, options?: CallOptions): Promise<string>;
  /** Health of an index's shards; `null` where it is not known within the time. */
  health(index: string, options?: CallOptions): Promise<IndexHealth | null>;
  /** The size of the index's primary shards in bytes. */
  storeSize(index: string, options?: CallOptions): Promise<number>;

  /** How much room for indices there is on the disks of its nodes, in bytes. */
  freeBytes(options?: CallOptions): Promise<number>;

  readonly snapshots: Snapshots;

  analyze(index: string, request: AnalyzeRequest, options?: CallOptions): Promise<readonly AnalyzeToken[]>;

  /** Ends the connections. */
  close(): Promise<void>;
}

/** The part of an engine that answers searches. */
export type Searcher = Pick<Engine, 'search' | 'msearch'>;
