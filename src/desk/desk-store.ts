import { AppError, hasCode } from '../domain/app-error.ts';
import type { CallOptions, Engine, StoredDocument } from '../engine/engine.ts';
import { ifThere } from '../engine/if-there.ts';

/** What every entry has. */
export interface DeskEntry {
  readonly id: string;
  readonly createdAt: string;
}

type StoreEngine = Pick<Engine, 'search' | 'get' | 'bulk' | 'createIndex'>;

/** Where entries of one kind are kept: an index of their own, made when the first one is written. */
export interface DeskStore<Entry extends DeskEntry> {
  /** All of them, the oldest first. */
  readonly all: (options?: CallOptions) => Promise<readonly Entry[]>;
  /** Changes with every write; costs hardly anything to ask for. */
  readonly mark: (options?: CallOptions) => Promise<string>;
  readonly get: (id: string, options?: CallOptions) => Promise<StoredDocument<Entry> | null>;
  /**
   * Writes one, so that it is found at once.
   *
   * @param before what it stands in the place of; `null` where it is new
   * @throws AppError `stale_version` where somebody else was faster
   */
  readonly put: (entry: Entry, before: StoredDocument<Entry> | null, options?: CallOptions) => Promise<void>;
  /** @returns whether there was one */
  readonly remove: (id: string, options?: CallOptions) => Promise<boolean>;
}

export interface DeskStoreOptions {
  readonly index: string;
  /** How its fields are mapped, besides `id`, `createdAt` and `updatedAt`; others are refused. */
  readonly properties: Readonly<Record<string, object>>;
  /** The most entries there are. */
  readonly most: number;
}

const NONE = 'none';

export const createDeskStore = <Entry extends DeskEntry>(
  engine: StoreEngine,
  { index, properties, most }: DeskStoreOptions,
): DeskStore<Entry> => {
  const body = {
    settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } },
    mappings: {
      dynamic: 'strict',
      properties: {
        id: { type: 'keyword' },
        createdAt: { type: 'date' },
        updatedAt: { type: 'date' },
        ...properties,
      },
    },
  };

  const readAll = async (options?: CallOptions): Promise<Entry[]> => {
    const request = { size: most, sort: [{ createdAt: 'asc' }, { id: 'asc' }] };
    const { hits, partial } = await engine.search<Entry>(index, request, options);
    if (partial) throw unanswered(index);
    return hits.flatMap(({ source }) => source ?? []);
  };

  const readMark = async (options?: CallOptions): Promise<string> => {
    const request = { size: 1, sort: [{ _seq_no: 'desc' }], track_total_hits: true, _source: false };
    const { hits, total, partial } = await engine.search(index, request, options);
    if (partial) throw unanswered(index);
    return JSON.stringify([total.value, hits[0]?.id, hits[0]?.sort]);
  };

  const write = async (lines: readonly object[], options?: CallOptions): Promise<boolean> => {
    const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const [item] = await engine.bulk(index, ndjson, { ...options, refresh: 'now', isAlias: false });
    if (item?.error) throw item.error;
    return item?.result !== 'not_found';
  };

  return {
    all: (options) => ifThere(readAll(options), []),
    mark: (options) => ifThere(readMark(options), NONE),
    get: (id, options) => ifThere(engine.get<Entry>(index, id, options), null),
    put: async (entry, before, options) => {
      const place =
        before === null
          ? { create: { _id: entry.id } }
          : { index: { _id: entry.id, if_seq_no: before.seqNo, if_primary_term: before.primaryTerm } };
      try {
        await write([place, entry], options);
      } catch (error) {
        if (!hasCode(error, 'index_missing') || before !== null) throw error;
        await engine.createIndex(index, body, options);
        await write([place, entry], options);
      }
    },
    remove: (id, options) => ifThere(write([{ delete: { _id: id } }], options), false),
  };
};

const unanswered = (index: string): AppError =>
  new AppError('engine_unavailable', `The index ${index} does not answer.`, { retryAfter: 5 });
