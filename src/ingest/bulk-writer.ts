import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { PAUSE, withPauses } from './with-pauses.ts';
import type { BulkItem, Engine, Refresh } from '../engine/engine.ts';
import { fromStatus, isTransient } from '../engine/to-app-error.ts';
import { staleArticle, storedVersion, type ArticleStoreDeps } from './article-store.ts';

/**
 * One article to write, one to remove by its id, or one that could not be read and passes through; `tag` is the
 * caller's own.
 */
export type WriteRequest<Tag> =
  | { readonly tag: Tag; readonly article: Article }
  | { readonly tag: Tag; readonly remove: string }
  | { readonly tag: Tag; readonly error: AppError };

/** `deleted`: it is not there any more, also where it never was, so that the same requests can be sent again. */
export type WriteStatus = 'created' | 'updated' | 'deleted' | 'unchanged' | 'stale' | 'failed';

/** What became of one request. Every request has one outcome, in the order of the requests. */
export interface WriteOutcome<Tag> {
  readonly tag: Tag;
  readonly status: WriteStatus;
  /** `null` where it was to be removed, or what came in could not be read as an article. */
  readonly article: Article | null;
  /** Set for `stale` and `failed`. */
  readonly error: AppError | null;
}

export interface BulkWriterOptions {
  /** The most articles in one request to the engine: 200. */
  readonly maxBatchArticles?: number;
  /** The most bytes of articles in one request, unless one alone has more: 2 MB. */
  readonly maxBatchBytes?: number;
  /** Compare with what is stored, and leave alone what is the same. */
  readonly skipUnchanged?: boolean;
  readonly refresh?: Refresh;
  /** Milliseconds for which one batch is tried again while the engine is out of reach or overloaded: 60,000. */
  readonly retryForMs?: number;
  /**
   * Milliseconds without a further request after which a batch that is not full goes off, and outcomes are told: never.
   * For requests that come from somebody who waits for the outcomes of those before.
   */
  readonly idleMs?: number;
  readonly signal?: AbortSignal;
  /** Told before every further try, with the milliseconds until then. */
  readonly onRetry?: (error: AppError, delayMs: number) => void;
}

/**
 * Writes articles in batches. Reads the next batch while one is on its way, never more: memory stays bounded.
 *
 * Every request has exactly one outcome: what the engine is too busy for, or out of reach, is tried again with
 * growing pauses; what it still refuses is `failed`, with the error. Once that took too long for one batch, those
 * after it get one try each until one gets through. Two writes of one id never travel together, so the later one
 * always wins.
 */
export async function* writeArticles<Tag>(
  deps: ArticleStoreDeps,
  requests: AsyncIterable<WriteRequest<Tag>>,
  options: BulkWriterOptions = {},
): AsyncGenerator<WriteOutcome<Tag>, void, void> {
  const { maxBatchArticles = 200, maxBatchBytes = 2 * 1024 * 1024, idleMs } = options;
  let onItsWay: Promise<WriteOutcome<Tag>[]> = Promise.resolve([]);
  let batch: Pending<Tag>[] = [];
  let ids = new Set<string>();
  let bytes = 0;
  let isOutOfReach = false;

  /** The outcomes of the batch that is on its way. */
  const arrived = async (): Promise<WriteOutcome<Tag>[]> => {
    const outcomes = await onItsWay;
    onItsWay = Promise.resolve([]);
    if (outcomes.length > 0) isOutOfReach = outcomes.some(({ error }) => isTransient(error));
    return outcomes;
  };
  const sendOff = (): void => {
    onItsWay = writeBatch(deps, batch, isOutOfReach ? { ...options, retryForMs: 0 } : options);
    // It is awaited further down; until then a rejection must not count as unhandled.
    onItsWay.catch(() => {});
    batch = [];
    ids = new Set();
    bytes = 0;
  };

  try {
    for await (const request of idleMs === undefined ? requests : withPauses(requests, idleMs)) {
      if (request === PAUSE) {
        yield* await arrived();
        if (batch.length > 0) sendOff();
        yield* await arrived();
        continue;
      }
      const pending = toPending(request);
      const isFull =
        batch.length >= maxBatchArticles ||
        bytes + pending.bytes > maxBatchBytes ||
        (pending.id !== null && ids.has(pending.id));
      if (isFull && batch.length > 0) {
        yield* await arrived();
        sendOff();
      }
      batch.push(pending);
      bytes += pending.bytes;
      if (pending.id !== null) ids.add(pending.id);
    }
    yield* await arrived();
    sendOff();
    yield* await arrived();
  } finally {
    // A caller that stops listening still has its last batch finished, not torn off.
    await onItsWay.catch(() => {});
  }
}

interface Pending<Tag> {
  readonly request: WriteRequest<Tag>;
  readonly id: string | null;
  /** The action and document lines of the bulk request; of a delete they depend on what is stored. */
  readonly lines: string;
  readonly bytes: number;
}

const toPending = <Tag>(request: WriteRequest<Tag>): Pending<Tag> => {
  if ('error' in request) return { request, id: null, lines: '', bytes: 0 };
  if ('remove' in request) return { request, id: request.remove, lines: '', bytes: request.remove.length };
  const { article } = request;
  const action = {
    index: { _id: article.id, version: storedVersion(article), version_type: 'external_gte' },
  };
  const lines = `${JSON.stringify(action)}\n${JSON.stringify(article)}\n`;
  return { request, id: article.id, lines, bytes: Buffer.byteLength(lines) };
};

const writeBatch = async <Tag>(
  deps: ArticleStoreDeps,
  batch: readonly Pending<Tag>[],
  options: BulkWriterOptions,
): Promise<WriteOutcome<Tag>[]> => {
  const retry = retries(options);
  const articles = batch.flatMap(({ request }) => ('article' in request ? [request.article] : []));
  const results = new Map<string, ItemResult>();
  if (options.skipUnchanged === true) {
    for (const id of await unchangedIds(deps, articles, retry, options)) {
      results.set(id, { status: 'unchanged', error: null });
    }
  }
  let left = batch.filter(({ id }) => id !== null && !results.has(id));
  while (left.length > 0) {
    const { done, again, because } = await send(deps, left, options);
    for (const [id, result] of done) results.set(id, result);
    if (again.length > 0 && !(await retry.wait(because))) {
      for (const { id } of again) results.set(id ?? '', { status: 'failed', error: because });
      break;
    }
    left = again;
  }
  return batch.map(({ request }) => toOutcome(request, results));
};

interface ItemResult {
  readonly status: WriteStatus;
  readonly error: AppError | null;
}

interface Sent<Tag> {
  readonly done: Map<string, ItemResult>;
  readonly again: Pending<Tag>[];
  /** Why those have to be sent again. */
  readonly because: AppError;
}

/** One request to the engine; told apart: what is settled, and what is worth another try. */
const send = async <Tag>(
  { engine, names }: ArticleStoreDeps,
  wanted: readonly Pending<Tag>[],
  options: BulkWriterOptions,
): Promise<Sent<Tag>> => {
  const done = new Map<string, ItemResult>();
  const again: Pending<Tag>[] = [];
  let because = BUSY;
  let batch = wanted;
  try {
    batch = await withDeletes({ engine, names }, wanted, options);
    for (const { id } of wanted) if (id !== null) done.set(id, { status: 'deleted', error: null });
    for (const { id } of batch) if (id !== null) done.delete(id);
    if (batch.length === 0) return { done, again, because };
    const items = await engine.bulk(
      names.write,
      batch.map(({ lines }) => lines).join(''),
      callOptions(options),
    );
    batch.forEach((pending, position) => {
      const result = toItemResult(items[position], pending, names.write);
      const isOvertaken = 'remove' in pending.request && result.error?.code === 'stale_version';
      if (isOvertaken || isTransient(result.error)) {
        again.push(pending);
        if (!isOvertaken && result.error !== null) because = result.error;
      } else {
        done.set(pending.id ?? '', result);
      }
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isTransient(error)) return { done, again: [...batch], because: error };
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'payload_too_large' && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      const halves = [
        await send({ engine, names }, batch.slice(0, middle), options),
        await send({ engine, names }, batch.slice(middle), options),
      ];
      return {
        done: new Map([...done, ...halves.flatMap((half) => [...half.done])]),
        again: halves.flatMap((half) => half.again),
        because: halves.find((half) => half.again.length > 0)?.because ?? because,
      };
    }
    for (const { id } of batch) done.set(id ?? '', { status: 'failed', error });
  }
  return { done, again, because };
};

/**
 * The operations with their lines: a delete is made under the version that is stored, as `deleteArticle` does it.
 * Deletes of what is not there are left out.
 */
const withDeletes = async <Tag>(
  { engine, names }: ArticleStoreDeps,
  batch: readonly Pending<Tag>[],
  options: BulkWriterOptions,
): Promise<Pending<Tag>[]> => {
  const ids = batch.flatMap(({ request }) => ('remove' in request ? [request.remove] : []));
  if (ids.length === 0) return [...batch];
  const stored = await readStored(engine, names.read, ids, options);
  const versions = new Map(stored.flatMap((found) => (found === null ? [] : [[found.id, found.version]])));
  return batch.flatMap((pending) => {
    if (!('remove' in pending.request)) return [pending];
    const version = versions.get(pending.request.remove);
    if (version === undefined) return [];
    const action = { delete: { _id: pending.request.remove, version, version_type: 'external_gte' } };
    return [{ ...pending, lines: `${JSON.stringify(action)}\n` }];
  });
};

const BUSY = new AppError(
  'engine_unavailable',
  'The search engine has too much to do right now. Try again in a moment.',
);

const toItemResult = <Tag>(
  item: BulkItem | undefined,
  { id, request }: Pending<Tag>,
  index: string,
): ItemResult => {
  if (item === undefined || item.id !== id) {
    // An answer that does not fit the request says nothing about this article.
    return {
      status: 'failed',
      error: new AppError('engine_rejected', 'The search engine gave no answer for it.'),
    };
  }
  if ('remove' in request && (item.error === null || item.result === 'not_found')) {
    return { status: 'deleted', error: null };
  }
  if (item.error === null) return { status: item.result === 'created' ? 'created' : 'updated', error: null };
  const error = fromStatus(item.status, item.error, index);
  return error.code === 'stale_version' && 'article' in request
    ? { status: 'stale', error: staleArticle(request.article, error) }
    : { status: 'failed', error };
};

const toOutcome = <Tag>(
  request: WriteRequest<Tag>,
  results: ReadonlyMap<string, ItemResult>,
): WriteOutcome<Tag> => {
  if ('error' in request) {
    return { tag: request.tag, status: 'failed', article: null, error: request.error };
  }
  const article = 'article' in request ? request.article : null;
  const id = 'article' in request ? request.article.id : request.remove;
  const result = results.get(id);
  if (result === undefined) throw new Error(`No outcome for the article ${id}`);
  return { tag: request.tag, article, ...result };
};

/** Which of the articles are stored already, to the letter. */
const unchangedIds = async (
  { engine, names }: ArticleStoreDeps,
  articles: readonly Article[],
  retry: Retries,
  options: BulkWriterOptions,
): Promise<string[]> => {
  for (;;) {
    try {
      const ids = articles.map(({ id }) => id);
      const stored = await readStored(engine, names.read, ids, options);
      return articles.flatMap((article, position) =>
        isDeepStrictEqual(stored[position]?.source, article) ? [article.id] : [],
      );
    } catch (error) {
      options.signal?.throwIfAborted();
      if (isTransient(error) && (await retry.wait(error))) continue;
      // What cannot be compared is written: the write's own answer then says what is wrong.
      return [];
    }
  }
};

const readStored = (engine: Engine, index: string, ids: readonly string[], { signal }: BulkWriterOptions) =>
  engine.mget<Article>(index, ids, signal === undefined ? {} : { signal });

/** A small machine that does other things, too, takes some ten seconds for a batch; it must not be sent it again then. */
const BULK_TIMEOUT_MS = 120_000;

const callOptions = ({ refresh, signal }: BulkWriterOptions) => ({
  timeoutMs: BULK_TIMEOUT_MS,
  ...(refresh === undefined ? {} : { refresh }),
  ...(signal === undefined ? {} : { signal }),
});

interface Retries {
  /** Waits before the next try; `false` when the time is up. */
  readonly wait: (because: AppError) => Promise<boolean>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Pauses that double, each between half and all of it: many writers do not come back at once. */
const retries = ({ retryForMs = 60_000, signal, onRetry }: BulkWriterOptions): Retries => {
  const end = Date.now() + retryForMs;
  let attempt = 0;
  return {
    wait: async (because) => {
      if (Date.now() >= end) return false;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt++, LONGEST_PAUSE_MS);
      const delayMs = Math.round(pause * (0.5 + Math.random() / 2));
      onRetry?.(because, delayMs);
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
      return true;
    },
  };
};
