import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isTransient } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { articleVersionOf, removalVersionOf, storedVersionOf } from '../domain/article-version.ts';
import type { Outcome } from '../domain/outcome.ts';
import { toArticle, type Likeness, type StoredArticle } from '../domain/stored-article.ts';
import { isTombstone, type Tombstone } from '../domain/tombstone.ts';
import type { BulkItem, Refresh } from '../engine/engine.ts';
import { unreadable } from '../engine/answer-shapes.ts';
import { bulkLines, withField } from '../engine/bulk-lines.ts';
import { mirrorWrites, type WrittenDocument } from './mirror-writes.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { startRetries, type Retries, type RetryOptions } from '../engine/retries.ts';

/**
 * One article to store, or one to remove: as of a version, which also keeps out what is older and comes later, or
 * whichever is stored.
 */
export type WriteOperation =
  { readonly article: Article } | { readonly remove: string; readonly version?: number };

export interface WriteBatchOptions extends RetryOptions {
  /** Compare with what is stored, and leave alone what is the same. */
  readonly skipUnchanged?: boolean;
  readonly refresh?: Refresh;
  /** Milliseconds that the engine may take for the batch, in place of its own default. */
  readonly timeoutMs?: number;
}

/** An operation made ready to be sent. */
export interface PreparedWrite {
  readonly operation: WriteOperation;
  readonly id: string;
  /** Of an article: the action and the document of the bulk request. A removal's depend on what is stored. */
  readonly lines: string;
  readonly bytes: number;
}

export const prepareWrite = (operation: WriteOperation): PreparedWrite => {
  if ('remove' in operation) {
    return { operation, id: operation.remove, lines: '', bytes: operation.remove.length };
  }
  const { article } = operation;
  const lines = bulkLines(article.id, storedVersionOf(article), article);
  return { operation, id: article.id, lines, bytes: Buffer.byteLength(lines) };
};

/** How often a removal is made again that writes came in between. */
const REMOVAL_TRIES = 8;
const REMOVAL_PAUSE_MS = 10;

/**
 * Writes a batch to every index that is written to; the live one answers. One result an operation, in order: what the
 * engine is too busy for, or out of reach, is tried again with growing pauses; what it still refuses is `failed`.
 *
 * @param writes no two of one id
 */
export const writeBatch = async (
  deps: ArticleStoreDeps,
  writes: readonly PreparedWrite[],
  options: WriteBatchOptions = {},
): Promise<Outcome[]> => {
  const batch: Batch = { deps, options, standing: new Map(), sent: new Set(), retry: startRetries(options) };
  const results = new Map<string, Outcome>();
  let left = writes;
  let timesOvertaken = 0;
  while (left.length > 0) {
    const { done, again, because, overtaken } = await tryOnce(batch, left);
    for (const [id, result] of done) results.set(id, result);
    left = [...again, ...overtaken];
    if (again.length > 0) {
      if (await batch.retry.wait(because)) continue;
      for (const { id } of again) results.set(id, { status: 'failed', error: asWriteError(because) });
      left = overtaken;
    }
    if (overtaken.length === 0) continue;
    timesOvertaken++;
    if (timesOvertaken === REMOVAL_TRIES) {
      for (const { id } of overtaken) results.set(id, { status: 'stale', error: overtakenRemoval(id) });
      break;
    }
    await sleep(Math.random() * REMOVAL_PAUSE_MS * 2 ** timesOvertaken, undefined, signalOf(options));
  }
  return writes.map(({ id }) => {
    const result = results.get(id);
    if (result === undefined) throw new Error(`No result for the article ${id}`);
    return result;
  });
};

/** A search that took too long is given up; of a write that did, nobody knows whether it is stored. */
const asWriteError = (error: AppError): AppError =>
  error.code === 'engine_timeout'
    ? new AppError(
        'write_timeout',
        'The write was not confirmed in time; it may be stored all the same. Send it again.',
        { retryAfter: 5, cause: error },
      )
    : error;

/** What stands in the live index, as far as a write has to know. */
interface Standing {
  readonly version: number;
  readonly isTombstone: boolean;
  /** Found by comparing: the very article that is to be written. */
  readonly isSame: boolean;
}

interface Batch {
  readonly deps: ArticleStoreDeps;
  readonly options: WriteBatchOptions;
  /** By id; `null` where nothing stands. */
  readonly standing: Map<string, Standing | null>;
  /** Ids whose operations went to the engine before. */
  readonly sent: Set<string>;
  readonly retry: Retries;
}

interface Tried {
  readonly done: Map<string, Outcome>;
  readonly again: readonly PreparedWrite[];
  /** Why those have to be sent again. */
  readonly because: AppError;
  /** Removals that a write came before. */
  readonly overtaken: readonly PreparedWrite[];
}

/** One request to the engine; told apart: what is settled, and what is worth another try. */
const tryOnce = async (batch: Batch, writes: readonly PreparedWrite[]): Promise<Tried> => {
  const { deps, options, standing } = batch;
  const done = new Map<string, Outcome>();
  const again: PreparedWrite[] = [];
  const overtaken: PreparedWrite[] = [];
  let because = BUSY;
  let sent = writes;
  try {
    const { live, others } = await deps.targets.current(options);
    await look(batch, live.name, writes);
    for (const { id, operation } of writes) {
      const settled = settledBefore(operation, standing.get(id) ?? null, batch.sent.has(id));
      if (settled !== null) done.set(id, settled);
    }
    sent = writes.filter(({ id }) => !done.has(id));
    if (sent.length === 0) return { done, again, because, overtaken };
    const likeness = await likenessOf(batch, live.name, sent);
    const documents = sent.map(({ id, operation, lines }) =>
      'article' in operation
        ? withField(lines, 'likeness', likeness.get(id))
        : tombstoneLines(id, operation, standing.get(id) ?? null),
    );
    for (const { id } of sent) batch.sent.add(id);
    const items = await deps.engine.bulk(live.name, documents.join(''), {
      ...callOptions(options),
      ...(options.refresh === undefined ? {} : { refresh: options.refresh }),
      isAlias: live.isAlias,
    });
    const written: WrittenDocument[] = [];
    sent.forEach((write, position) => {
      const item = items[position];
      const result = toResult(item, write, standing.get(write.id) ?? null);
      if ('remove' in write.operation && result.error?.code === 'stale_version') overtaken.push(write);
      else if (isTransient(result.error)) {
        again.push(write);
        because = result.error;
      } else done.set(write.id, result);
      if (result.error === null && item !== undefined && item.place !== null) {
        written.push({ id: write.id, lines: documents[position] ?? '', place: item.place });
      }
    });
    // It is stored: however long that took, the others have as long for it.
    const retry = startRetries(options);
    await mirrorWrites({ ...deps, live: live.name, others }, written, retry, callOptions(options));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isTransient(error)) return { done, again: sent, because: error, overtaken };
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'payload_too_large' && sent.length > 1) return inHalves(batch, sent, done);
    for (const { id } of sent) done.set(id, { status: 'failed', error });
  }
  return { done, again, because, overtaken };
};

/** Of the articles among the writes, by id. */
const likenessOf = async (
  { deps, options }: Batch,
  index: string,
  writes: readonly PreparedWrite[],
): Promise<ReadonlyMap<string, Likeness>> => {
  const articles = writes.flatMap(({ operation }) => ('article' in operation ? [operation.article] : []));
  return articles.length === 0 ? new Map() : deps.sets.assign(index, articles, callOptions(options));
};

const inHalves = async (
  batch: Batch,
  writes: readonly PreparedWrite[],
  done: ReadonlyMap<string, Outcome>,
): Promise<Tried> => {
  const middle = Math.ceil(writes.length / 2);
  const first = await tryOnce(batch, writes.slice(0, middle));
  const second = await tryOnce(batch, writes.slice(middle));
  return {
    done: new Map([...done, ...first.done, ...second.done]),
    again: [...first.again, ...second.again],
    because: first.again.length > 0 ? first.because : second.because,
    overtaken: [...first.overtaken, ...second.overtaken],
  };
};

/**
 * Reads what stands where the writes go: whether an article is a new one, or an unchanged one, and which version is
 * to be removed. Again for each try of a removal.
 */
const look = async (
  { deps: { engine }, options, standing }: Batch,
  index: string,
  writes: readonly PreparedWrite[],
): Promise<void> => {
  const asked = writes.filter(({ id, operation }) => 'remove' in operation || !standing.has(id));
  const compares = options.skipUnchanged === true && asked.some(({ operation }) => 'article' in operation);
  const found = await engine.mget<StoredArticle | Tombstone | object>(
    index,
    asked.map(({ id }) => id),
    { ...callOptions(options), ...(compares ? {} : { fields: ['removedAt'] }) },
  );
  asked.forEach(({ id, operation }, position) => {
    const stored = found[position] ?? null;
    standing.set(
      id,
      stored === null
        ? null
        : {
            version: stored.version,
            isTombstone: isTombstone(stored.source),
            isSame:
              compares &&
              'article' in operation &&
              isDeepStrictEqual(toArticle(stored.source as StoredArticle), operation.article),
          },
    );
  });
};

/** What becomes of an operation that what stands there decides. */
const settledBefore = (
  operation: WriteOperation,
  standing: Standing | null,
  wasSent: boolean,
): Outcome | null => {
  if ('article' in operation) {
    return standing?.isSame === true ? { status: 'unchanged', error: null } : null;
  }
  const { remove: id, version } = operation;
  if (version === undefined) {
    if (standing !== null && !standing.isTombstone) return null;
    // After a try whose answer was lost, the tombstone is taken for its own.
    return { status: standing !== null && wasSent ? 'deleted' : 'absent', error: null };
  }
  if (standing === null || standing.version <= removalVersionOf(version)) return null;
  return standing.isTombstone
    ? { status: 'deleted', error: null }
    : { status: 'stale', error: staleRemoval(id, version) };
};

const tombstoneLines = (
  id: string,
  { version }: { readonly version?: number },
  standing: Standing | null,
): string => {
  const tombstone: Tombstone = { id, removedAt: new Date().toISOString() };
  return bulkLines(id, removalVersionOf(version ?? articleVersionOf(standing?.version ?? 0)), tombstone);
};

const BUSY = new AppError(
  'engine_unavailable',
  'The search engine has too much to do right now. Try again in a moment.',
);

const toResult = (
  item: BulkItem | undefined,
  { id, operation }: PreparedWrite,
  standing: Standing | null,
): Outcome => {
  if (item === undefined || item.id !== id) {
    // An answer that does not fit the request says nothing about this article.
    return {
      status: 'failed',
      error: unreadable(new Error('No answer for it')),
    };
  }
  if (item.error === null) {
    if ('remove' in operation) return { status: 'deleted', error: null };
    const isNew = item.result === 'created' || standing?.isTombstone === true;
    return { status: isNew ? 'created' : 'updated', error: null };
  }
  const { error } = item;
  return error.code === 'stale_version' && 'article' in operation
    ? { status: 'stale', error: staleArticle(operation.article, standing, error) }
    : { status: 'failed', error };
};

/** The error for an article that something newer keeps out. */
const staleArticle = ({ id, version }: Article, standing: Standing | null, cause: unknown): AppError =>
  new AppError('stale_version', staleMessage(id, version, standing), { cause });

const staleMessage = (id: string, version: number | undefined, standing: Standing | null): string => {
  if (standing?.isTombstone === true && standing.version > storedVersionOf({ version: version ?? 0 })) {
    const removed = articleVersionOf(standing.version);
    return `The article “${id}” was removed at version ${removed}; ${version === undefined ? 'one without a version' : `version ${version}`} does not bring it back. A version above ${removed} does.`;
  }
  return version === undefined
    ? `The article “${id}” is stored with a version number; one without a version does not replace it. Give its version.`
    : `A newer version of the article “${id}” is stored; version ${version} was not.`;
};

const staleRemoval = (id: string, version: number): AppError =>
  new AppError(
    'stale_version',
    `A newer version of the article “${id}” is stored; the removal of version ${version} leaves it in place.`,
  );

const overtakenRemoval = (id: string): AppError =>
  new AppError(
    'stale_version',
    `The article “${id}” was written anew each time that it was to be removed. Try again, or name the version to remove.`,
  );

const signalOf = ({ signal }: WriteBatchOptions) => (signal === undefined ? {} : { signal });

const callOptions = ({ timeoutMs, ...options }: WriteBatchOptions) => ({
  ...signalOf(options),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});
