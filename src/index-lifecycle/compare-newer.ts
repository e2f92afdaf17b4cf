import { isDeepStrictEqual } from 'node:util';
import { toArticle, type StoredArticle } from '../domain/stored-article.ts';
import { isTombstone } from '../domain/tombstone.ts';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';

/** How the live index stands to an older state of itself. */
export interface NewerThanRestored {
  /** Articles that the restored index does not have. */
  readonly added: number;
  /** Articles that it has in an older version, or in another one where versions do not say which is newer. */
  readonly changed: number;
  /** Articles that it has, and that were removed since. */
  readonly removed: number;
  /** Documents that the live index lacks, or has in an older version: what restoring brings back. */
  readonly broughtBack: number;
}

export interface CompareNewerOptions {
  /** Both are states of one index: a write that both have has the same number in them. */
  readonly isSameIndex: boolean;
  readonly signal?: AbortSignal;
  /** Told after every page, with the documents compared so far. */
  readonly onProgress?: (documents: number) => void;
  /** Told of each document that is newer in the live index. */
  readonly onNewer?: (id: string) => void;
}

const PAGE = { size: 1_000, keepAlive: '10m', timeoutMs: 120_000 };

/** What the live index has that a restored one has not, and how much it is the other way round. */
export const compareNewer = async (
  engine: Engine,
  live: string,
  restored: string,
  { isSameIndex, signal, onProgress, onNewer }: CompareNewerOptions,
): Promise<NewerThanRestored> => {
  const counts = { added: 0, changed: 0, removed: 0, broughtBack: 0 };
  let documents = 0;
  let shared = 0;
  await engine.refresh(live);
  await engine.refresh(restored);
  const body = { _source: ['removedAt'], version: true, seq_no_primary_term: true };
  for await (const page of pagesOf<object>(engine, live, body, PAGE)) {
    signal?.throwIfAborted();
    const compared = await comparePage(engine, live, restored, page, isSameIndex);
    for (const { id, kind } of compared.newer) {
      counts[kind]++;
      onNewer?.(id);
    }
    counts.broughtBack += compared.older;
    shared += compared.shared;
    documents += page.length;
    onProgress?.(documents);
  }
  counts.broughtBack += (await engine.count(restored)) - shared;
  return counts;
};

/** Which of these documents, looked at once more, are newer in the live index. */
export const stillNewer = async (
  engine: Engine,
  live: string,
  restored: string,
  ids: readonly string[],
): Promise<string[]> => {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += PAGE.size) {
    const batch = ids.slice(from, from + PAGE.size);
    const stored = await engine.mget<object>(live, batch, { fields: ['removedAt'] });
    const page = stored.filter((document) => document !== null);
    const { newer } = await comparePage(engine, live, restored, page, false);
    found.push(...newer.map(({ id }) => id));
  }
  return found;
};

type Kind = 'added' | 'changed' | 'removed';

/** A document of the live index; of its source only whether it is a tombstone matters. */
interface Candidate {
  readonly id: string;
  readonly version: number;
  readonly seqNo: number;
  readonly source: object | null;
}

interface ComparedPage {
  readonly newer: readonly { readonly id: string; readonly kind: Kind }[];
  /** Documents that the restored index has in a newer version, and those that it has at all. */
  readonly older: number;
  readonly shared: number;
}

const comparePage = async (
  engine: Engine,
  live: string,
  restored: string,
  page: readonly Candidate[],
  isSameIndex: boolean,
): Promise<ComparedPage> => {
  const ids = page.map(({ id }) => id);
  const olds = await engine.mget<object>(restored, ids, { fields: ['removedAt'] });
  const newer: { id: string; kind: Kind }[] = [];
  const ties: string[] = [];
  let older = 0;
  for (const [position, found] of page.entries()) {
    const old = olds[position] ?? null;
    if (old === null || old.version < found.version) {
      newer.push({ id: found.id, kind: kindOf(found.source, old?.source ?? null) });
    } else if (old.version > found.version) older++;
    else if (!isSameIndex || old.seqNo !== found.seqNo) ties.push(found.id);
  }
  newer.push(...(await settleTies(engine, live, restored, ties)));
  return { newer, older, shared: olds.filter((old) => old !== null).length };
};

const kindOf = (now: object | null, before: object | null): Kind => {
  if (now !== null && isTombstone(now)) return 'removed';
  return before === null || isTombstone(before) ? 'added' : 'changed';
};

/** Of one version, as articles without versions always are: what they hold tells whether they are the same. */
const settleTies = async (
  engine: Engine,
  live: string,
  restored: string,
  ids: readonly string[],
): Promise<{ id: string; kind: Kind }[]> => {
  const [now, before] = await Promise.all([
    engine.mget<object>(live, ids),
    engine.mget<object>(restored, ids),
  ]);
  return ids.flatMap((id, position) => {
    const [a, b] = [now[position]?.source, before[position]?.source];
    return a === undefined || b === undefined || isSameContent(a, b) ? [] : [{ id, kind: kindOf(a, b) }];
  });
};

/** Without what is derived from it, which another version of Tìm Báo may derive otherwise. */
const isSameContent = (a: object, b: object): boolean =>
  isTombstone(a) || isTombstone(b)
    ? isTombstone(a) && isTombstone(b)
    : isDeepStrictEqual(toArticle(a as StoredArticle), toArticle(b as StoredArticle));
