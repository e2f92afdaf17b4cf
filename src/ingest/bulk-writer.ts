import { type AppError, isTransient } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { Outcome, OutcomeStatus } from '../domain/outcome.ts';
import { createAdaptiveLimit } from './adaptive-limit.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { PAUSE, withPauses } from './with-pauses.ts';
import {
  prepareWrite,
  writeBatch,
  type PreparedWrite,
  type WriteBatchOptions,
  type WriteOperation,
} from './write-batch.ts';

/**
 * One article to write, one to remove, or one that could not be read and passes through; `tag` is the caller's own.
 */
export type WriteRequest<Tag> = { readonly tag: Tag } & (WriteOperation | { readonly error: AppError });

/** `deleted`: it is not there any more, also where it never was, so that the same requests can be sent again. */
export type WriteStatus = Exclude<OutcomeStatus, 'absent'>;

/** What became of one request. Every request has one outcome, in the order of the requests. */
export interface WriteOutcome<Tag> extends Outcome<WriteStatus> {
  readonly tag: Tag;
  /** `null` where it was to be removed, or what came in could not be read as an article. */
  readonly article: Article | null;
}

export interface BulkWriterOptions extends WriteBatchOptions {
  /** The most articles in one request to the engine: 200. */
  readonly maxBatchArticles?: number;
  /** The most bytes of articles in one request, unless one alone has more: 2 MB. */
  readonly maxBatchBytes?: number;
  /** The most requests on their way at once: 6. */
  readonly maxConcurrency?: number;
  /**
   * Milliseconds without a further request after which a batch that is not full goes off, and outcomes are told: never.
   * For requests that come from somebody who waits for the outcomes of those before.
   */
  readonly idleMs?: number;
}

/**
 * Writes articles in batches, as many of them at once as the engine takes well. Reads on only while there is room for
 * a further batch: memory stays bounded.
 *
 * Every request has exactly one outcome: what the engine is too busy for, or out of reach, is tried again with
 * growing pauses; what it still refuses is `failed`, with the error. Once that took too long for one batch, those
 * after it get one try each until one gets through. Two writes of one id are never on their way together, so the later
 * one always wins.
 */
export async function* writeArticles<Tag>(
  deps: ArticleStoreDeps,
  requests: AsyncIterable<WriteRequest<Tag>>,
  options: BulkWriterOptions = {},
): AsyncGenerator<WriteOutcome<Tag>, void, void> {
  const { maxBatchArticles = 200, maxBatchBytes = 2 * 1024 * 1024, maxConcurrency = 6, idleMs } = options;
  const limit = createAdaptiveLimit(maxConcurrency);
  /** In the order in which their outcomes are told. */
  const onTheirWay: SentBatch<Tag>[] = [];
  let isOutOfReach = false;
  let batch = emptyBatch<Tag>();

  const send = (): void => {
    const { pending, ids, bytes } = batch;
    // Small ones tell nothing about how much the engine takes.
    const isFull = ids.size >= maxBatchArticles || bytes * 2 >= maxBatchBytes;
    batch = emptyBatch();
    const start = performance.now();
    let hadTrouble = false;
    const sent = sendBatch(deps, pending, {
      ...options,
      ...(isOutOfReach ? { retryForMs: 0 } : {}),
      onRetry: (error, delayMs) => {
        hadTrouble = true;
        limit.onTrouble();
        options.onRetry?.(error, delayMs);
      },
    });
    const entry: SentBatch<Tag> = { ids, isDone: false, outcomes: sent };
    entry.outcomes = sent.then((outcomes) => {
      entry.isDone = true;
      if (outcomes.length > 0) isOutOfReach = outcomes.some(({ error }) => isTransient(error));
      if (isOutOfReach) limit.onTrouble();
      else if (isFull && !hadTrouble) limit.onDone((performance.now() - start) / bytes);
      return outcomes;
    });
    // It is awaited further down; until then a rejection must not count as unhandled.
    entry.outcomes.catch(() => {});
    onTheirWay.push(entry);
  };
  /** The outcomes of the oldest batch. */
  const arrived = async (): Promise<WriteOutcome<Tag>[]> => {
    const outcomes = (await onTheirWay[0]?.outcomes) ?? [];
    onTheirWay.shift();
    return outcomes;
  };
  const mustWait = (): boolean =>
    onTheirWay.length >= limit.current() ||
    onTheirWay[0]?.isDone === true ||
    onTheirWay.some(({ ids }) => [...batch.ids].some((id) => ids.has(id)));

  try {
    for await (const request of idleMs === undefined ? requests : withPauses(requests, idleMs)) {
      if (request === PAUSE) {
        while (mustWait()) yield* await arrived();
        if (batch.pending.length > 0) send();
        while (onTheirWay.length > 0) yield* await arrived();
        continue;
      }
      const pending = toPending(request);
      const { write } = pending;
      const isFull =
        batch.pending.length >= maxBatchArticles ||
        (write !== null && (batch.bytes + write.bytes > maxBatchBytes || batch.ids.has(write.id)));
      if (isFull && batch.pending.length > 0) {
        while (mustWait()) yield* await arrived();
        send();
      }
      batch.pending.push(pending);
      if (write === null) continue;
      batch.bytes += write.bytes;
      batch.ids.add(write.id);
    }
    while (mustWait()) yield* await arrived();
    if (batch.pending.length > 0) send();
    while (onTheirWay.length > 0) yield* await arrived();
  } finally {
    // A caller that stops listening still has what is on its way finished, not torn off.
    await Promise.allSettled(onTheirWay.map(({ outcomes }) => outcomes));
  }
}

interface Batch<Tag> {
  readonly pending: Pending<Tag>[];
  readonly ids: Set<string>;
  bytes: number;
}

const emptyBatch = <Tag>(): Batch<Tag> => ({ pending: [], ids: new Set(), bytes: 0 });

interface SentBatch<Tag> {
  readonly ids: ReadonlySet<string>;
  isDone: boolean;
  outcomes: Promise<WriteOutcome<Tag>[]>;
}

interface Pending<Tag> {
  readonly request: WriteRequest<Tag>;
  /** `null` for what could not be read. */
  readonly write: PreparedWrite | null;
}

const toPending = <Tag>(request: WriteRequest<Tag>): Pending<Tag> => ({
  request,
  write: 'error' in request ? null : prepareWrite(request),
});

/** A small machine that does other things, too, takes some ten seconds for a batch; it must not be sent it again then. */
const BATCH_TIMEOUT_MS = 120_000;

const sendBatch = async <Tag>(
  deps: ArticleStoreDeps,
  batch: readonly Pending<Tag>[],
  options: BulkWriterOptions,
): Promise<WriteOutcome<Tag>[]> => {
  const writes = batch.flatMap(({ write }) => (write === null ? [] : [write]));
  const results = await writeBatch(deps, writes, { timeoutMs: BATCH_TIMEOUT_MS, ...options });
  const next = results.values();
  return batch.map(({ request }) => {
    const { tag } = request;
    if ('error' in request) return { tag, status: 'failed', article: null, error: request.error };
    const article = 'article' in request ? request.article : null;
    const { status, error } = next.next().value as Outcome;
    return { tag, article, status: status === 'absent' ? 'deleted' : status, error };
  });
};
