import type { z } from 'zod';
import type { Engine } from '../../engine/engine.ts';
import { ifThere } from '../../engine/if-there.ts';
import {
  followedHost,
  followedList,
  followedPage,
  pageKey,
  withListing,
  type FollowedHost,
  type FollowedList,
  type FollowedPage,
} from './followed-page.ts';
import type { ListedPage } from './read-listing.ts';

export interface DueOptions {
  readonly now: Date;
  readonly limit: number;
  /** Those that were not looked at since then, due or not. */
  readonly allSince?: Date;
}

/** What is known of followed sites. It outlives the process, so that the next run goes on where this one ends. */
export interface FollowLedger {
  /** Takes down what a list names. @returns how many pages are new, or have changed by what it says. */
  note(pages: readonly ListedPage[], now: Date): Promise<number>;
  /** The pages of some sites that are to be looked at: those never looked at first, the newest of them first. */
  due(sites: readonly string[], options: DueOptions): Promise<readonly FollowedPage[]>;
  savePage(page: FollowedPage): Promise<void>;
  /** Other pages whose article has that id. */
  othersWith(articleId: string, url: string): Promise<readonly FollowedPage[]>;
  list(url: string): Promise<FollowedList | null>;
  saveList(url: string, list: FollowedList): Promise<void>;
  host(host: string): Promise<FollowedHost | null>;
  saveHost(host: string, state: FollowedHost): Promise<void>;
}

/** Dates and names to search by; what is not searched for is kept and not indexed. */
export const LEDGER_BODY = {
  settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } },
  mappings: {
    dynamic: false,
    properties: {
      kind: { type: 'keyword' },
      sites: { type: 'keyword' },
      articleId: { type: 'keyword' },
      date: { type: 'date' },
      checkedAt: { type: 'date' },
      dueAt: { type: 'date' },
    },
  },
} as const;

type Kind = 'page' | 'list' | 'host';

interface Document {
  readonly id: string;
  readonly source: object;
}

/** Where the documents of a ledger are. */
interface Documents {
  getMany(ids: readonly string[]): Promise<readonly (object | null)[]>;
  put(documents: readonly Document[]): Promise<void>;
  due(sites: readonly string[], options: DueOptions): Promise<readonly FollowedPage[]>;
  withArticle(articleId: string): Promise<readonly FollowedPage[]>;
}

const BATCH = 500;

/** A ledger in an index of the engine. @param index of its own, made with {@link LEDGER_BODY} */
export const followLedger = (engine: Engine, index: string): FollowLedger =>
  ledgerOf(storedDocuments(engine, index));

/** The same for a dry run: it reads what is stored, and keeps to itself what it learns. */
export const dryLedger = (engine: Engine, index: string): FollowLedger =>
  ledgerOf(overlay(storedDocuments(engine, index)));

const ledgerOf = (documents: Documents): FollowLedger => {
  const read = async <T>(kind: Kind, key: string, schema: z.ZodType<T>): Promise<T | null> => {
    const [source = null] = await documents.getMany([idOf(kind, key)]);
    return source === null ? null : parsed(schema, source);
  };
  const save = (kind: Kind, key: string, state: object): Promise<void> =>
    documents.put([{ id: idOf(kind, key), source: { kind, ...state } }]);
  return {
    note: async (pages, now) => {
      let count = 0;
      const byKey = new Map(pages.map((page) => [pageKey(page.url), page]));
      const keys = [...byKey.keys()];
      for (let at = 0; at < keys.length; at += BATCH) {
        const batch = keys.slice(at, at + BATCH);
        const known = await documents.getMany(batch.map((key) => idOf('page', key)));
        const changed = batch.flatMap((key, position): Document[] => {
          const listed = byKey.get(key);
          const source = known[position] ?? null;
          const before = source === null ? null : parsed(followedPage, source);
          const page = listed === undefined ? null : withListing(before, listed, now);
          return page === null ? [] : [{ id: idOf('page', key), source: { kind: 'page', ...page } }];
        });
        count += changed.length;
        await documents.put(changed);
      }
      return count;
    },
    due: (sites, options) => documents.due(sites, options),
    savePage: (page) => save('page', pageKey(page.url), page),
    othersWith: async (articleId, url) =>
      (await documents.withArticle(articleId)).filter((page) => pageKey(page.url) !== pageKey(url)),
    list: (url) => read('list', url, followedList),
    saveList: (url, list) => save('list', url, { url, ...list }),
    host: (host) => read('host', host, followedHost),
    saveHost: (host, state) => save('host', host, { host, ...state }),
  };
};

/** Addresses may be longer than ids may be; those of pages are keyed already. */
const LONGEST_ID = 500;

const idOf = (kind: Kind, key: string): string => `${kind}:${key}`.slice(0, LONGEST_ID);

/** What another version has left there counts as unknown. */
const parsed = <T>(schema: z.ZodType<T>, source: object): T | null => schema.safeParse(source).data ?? null;

const storedDocuments = (engine: Engine, index: string): Documents => ({
  getMany: async (ids) => {
    const found = await ifThere(
      engine.mget<object>(index, ids),
      ids.map(() => null),
    );
    return found.map((each) => each?.source ?? null);
  },
  put: async (documents) => {
    if (documents.length === 0) return;
    const lines = documents.flatMap(({ id, source }) => [
      JSON.stringify({ index: { _id: id } }),
      JSON.stringify(source),
    ]);
    const items = await engine.bulk(index, `${lines.join('\n')}\n`, { isAlias: false });
    for (const { error } of items) if (error !== null) throw error;
  },
  due: async (sites, { now, limit, allSince }) => {
    const isDue =
      allSince === undefined
        ? { range: { dueAt: { lte: now.toISOString() } } }
        : { bool: { must_not: { range: { checkedAt: { gte: allSince.toISOString() } } } } };
    return searchPages(
      engine,
      index,
      [{ terms: { sites } }, isDue],
      [{ checkedAt: { order: 'asc', missing: '_first' } }, { date: { order: 'desc', missing: '_last' } }],
      limit,
    );
  },
  withArticle: (articleId) => searchPages(engine, index, [{ term: { articleId } }], ['_doc'], 20),
});

const searchPages = async (
  engine: Engine,
  index: string,
  filter: readonly object[],
  sort: readonly unknown[],
  size: number,
): Promise<FollowedPage[]> => {
  const search = async () => {
    await engine.refresh(index);
    return engine.search<object>(index, {
      query: { bool: { filter: [{ term: { kind: 'page' } }, ...filter] } },
      sort,
      size,
      track_total_hits: false,
    });
  };
  const found = await ifThere(search(), null);
  return (found?.hits ?? []).flatMap(({ source }) =>
    source === null ? [] : (parsed(followedPage, source) ?? []),
  );
};

/** What is put stays in memory, and stands before what is stored. */
const overlay = (stored: Documents): Documents => {
  const put = new Map<string, object>();
  const pages = (): FollowedPage[] =>
    [...put.values()].flatMap((source) =>
      'kind' in source && source.kind === 'page' ? (parsed(followedPage, source) ?? []) : [],
    );
  const isPut = ({ url }: FollowedPage): boolean => put.has(idOf('page', pageKey(url)));
  return {
    getMany: async (ids) => {
      const found = await stored.getMany(ids);
      return ids.map((id, at) => put.get(id) ?? found[at] ?? null);
    },
    put: async (documents) => {
      for (const { id, source } of documents) put.set(id, source);
    },
    due: async (sites, options) => {
      const { now, limit, allSince } = options;
      const own = pages()
        .filter((page) => page.sites.some((site) => sites.includes(site)))
        .filter(({ dueAt, checkedAt = '' }) =>
          allSince === undefined
            ? dueAt !== undefined && dueAt <= now.toISOString()
            : checkedAt < allSince.toISOString(),
        );
      const others = (await stored.due(sites, options)).filter((page) => !isPut(page));
      return [...own, ...others].toSorted(inOrder).slice(0, limit);
    },
    withArticle: async (articleId) => [
      ...pages().filter((page) => page.articleId === articleId),
      ...(await stored.withArticle(articleId)).filter((page) => !isPut(page)),
    ],
  };
};

const inOrder = (one: FollowedPage, other: FollowedPage): number => {
  const [a, b] = [one.checkedAt ?? '', other.checkedAt ?? ''];
  if (a !== b) return a < b ? -1 : 1;
  return (other.date ?? '').localeCompare(one.date ?? '');
};
