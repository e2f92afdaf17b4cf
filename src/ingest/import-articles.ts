import { AppError, type AppErrorCode } from '../domain/app-error.ts';
import { parseArticle } from './article-schema.ts';
import {
  writeArticles,
  type BulkWriterOptions,
  type WriteOutcome,
  type WriteRequest,
} from './bulk-writer.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import type { DeadLetter } from './sources/dead-letter.ts';
import type { SourceRecord } from './sources/source-record.ts';

/** `read` is always the sum of the others. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  /** Stored already, to the letter. */
  readonly unchanged: number;
  /** A newer version is stored. */
  readonly stale: number;
  readonly failed: number;
  /** Of a dry run: would be written. */
  readonly valid: number;
}

export type ImportStatus = Exclude<keyof ImportCounts, 'read'>;

/** No further article would fare better. */
const ENDS_IMPORT: ReadonlySet<AppErrorCode> = new Set([
  'engine_unavailable',
  'engine_timeout',
  'writes_held',
  'index_missing',
]);

/** What became of one record. */
export interface ImportEvent {
  readonly from: string;
  readonly bytes: number;
  readonly status: ImportStatus;
  /** For `failed` and `stale`. */
  readonly error: AppError | null;
  /** For `failed`: the line for the dead-letter file. */
  readonly deadLetter: DeadLetter | null;
}

export interface ImportOptions extends BulkWriterOptions {
  /** Aborted: nothing more is read, and what is on its way is finished. */
  readonly stop?: AbortSignal;
}

export interface ImportResult {
  readonly counts: ImportCounts;
  /** Why reading ended before the sources did; `null` where it did not. */
  readonly stoppedBy: AppError | null;
}

/**
 * Checks and writes what the sources give, one event a record. Importing the same twice changes nothing. Where the
 * engine stays out of reach, reading ends there: what comes after was not touched.
 *
 * @param deps `null` checks only and writes nothing.
 */
export const importArticles = async (
  deps: ArticleStoreDeps | null,
  records: AsyncIterable<SourceRecord>,
  onEvent: (event: ImportEvent) => Promise<void> | void,
  { stop, ...options }: ImportOptions = {},
): Promise<ImportResult> => {
  const counts = { read: 0, created: 0, updated: 0, unchanged: 0, stale: 0, failed: 0, valid: 0 };
  let stoppedBy: AppError | null = null;
  const requests = checked(records, () => stoppedBy !== null || stop?.aborted === true);
  const events =
    deps === null ? checkOnly(requests) : writeArticles(deps, requests, { skipUnchanged: true, ...options });
  for await (const { tag, status, error, article } of events) {
    if (status === 'deleted') throw new Error('An import removes nothing.');
    counts.read++;
    counts[status]++;
    const deadLetter = status === 'failed' && error !== null ? toDeadLetter(tag, error, article) : null;
    await onEvent({ from: tag.from, bytes: tag.bytes, status, error, deadLetter });
    if (error !== null && ENDS_IMPORT.has(error.code)) stoppedBy ??= error;
  }
  return { counts, stoppedBy };
};

/** An import removes nothing. */
type CheckedRecord = Exclude<WriteRequest<SourceRecord>, { readonly remove: string }>;

/** @param isStopped Once true, nothing more is read. */
async function* checked(
  records: AsyncIterable<SourceRecord>,
  isStopped: () => boolean,
): AsyncGenerator<CheckedRecord> {
  for await (const record of records) {
    if (isStopped()) return;
    yield check(record);
  }
}

const check = (record: SourceRecord): CheckedRecord => {
  if (record.problem !== undefined) {
    return { tag: record, error: new AppError('invalid_article', record.problem) };
  }
  try {
    return { tag: record, article: parseArticle(record.article) };
  } catch (error) {
    if (error instanceof AppError) return { tag: record, error };
    throw error;
  }
};

async function* checkOnly(
  requests: AsyncIterable<CheckedRecord>,
): AsyncGenerator<Omit<WriteOutcome<SourceRecord>, 'status'> & { readonly status: ImportStatus }> {
  for await (const request of requests) {
    yield 'article' in request
      ? { tag: request.tag, status: 'valid', article: request.article, error: null }
      : { tag: request.tag, status: 'failed', article: null, error: request.error };
  }
}

const toDeadLetter = (
  { from, article, text }: SourceRecord,
  { message, errors }: AppError,
  checkedArticle: WriteOutcome<unknown>['article'],
): DeadLetter => ({
  error: message,
  ...(errors.length === 0 ? {} : { errors }),
  from,
  ...(article === undefined ? {} : { article: checkedArticle ?? article }),
  ...(text === undefined ? {} : { text }),
});
