import { AppError, type AppErrorCode } from '../domain/app-error.ts';
import { parseArticle } from './article-schema.ts';
import {
  writeArticles,
  type BulkWriterOptions,
  type WriteOutcome,
  type WriteRequest,
} from './bulk-writer.ts';
import { foreseeWrites } from './foresee-writes.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { isRemoval, readRemoval } from './read-removal.ts';
import type { DeadLetter } from './sources/dead-letter.ts';
import type { SourceRecord } from './sources/source-record.ts';

/** `read` is always the sum of the others. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  /** Stored already, to the letter. */
  readonly unchanged: number;
  readonly deleted: number;
  /** A newer version is stored. */
  readonly stale: number;
  readonly failed: number;
  /** Rightly left out: a draft, a page that is no article. */
  readonly skipped: number;
  /** Of a dry run without an engine: can be written. */
  readonly valid: number;
}

export type ImportStatus = Exclude<keyof ImportCounts, 'read'>;

/** No further article would fare better. */
const ENDS_IMPORT: ReadonlySet<AppErrorCode> = new Set([
  'engine_unavailable',
  'engine_timeout',
  'engine_unreadable',
  'storage_full',
  'write_timeout',
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
  /** For `skipped`: why. */
  readonly skipped: string | null;
  /** What was done to its characters. */
  readonly note: string | null;
  /** For `failed`: the line for the dead-letter file. */
  readonly deadLetter: DeadLetter | null;
}

export interface ImportOptions extends BulkWriterOptions {
  /** Aborted: nothing more is read, and what is on its way is finished. */
  readonly stop?: AbortSignal;
  /** Write nothing: tell what would become of each record. */
  readonly isDryRun?: boolean;
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
  { stop, isDryRun = false, ...options }: ImportOptions = {},
): Promise<ImportResult> => {
  const counts = { ...NO_COUNTS };
  let stoppedBy: AppError | null = null;
  const requests = checked(records, () => stoppedBy !== null || stop?.aborted === true);
  const events =
    deps === null
      ? checkOnly(requests)
      : isDryRun
        ? foreseeWrites(deps, requests)
        : writeArticles(deps, requests, { skipUnchanged: true, ...options });
  for await (const { tag, article, ...outcome } of events) {
    const { from, bytes, skipped = null, note = null } = tag;
    const { status, error } = skipped === null ? outcome : SKIPPED;
    counts.read++;
    counts[status]++;
    const deadLetter = status === 'failed' && error !== null ? toDeadLetter(tag, error, article) : null;
    await onEvent({ from, bytes, status, error, skipped, note, deadLetter });
    if (error !== null && endsImport(error)) stoppedBy ??= error;
  }
  return { counts, stoppedBy };
};

/** Nothing read yet. */
export const NO_COUNTS: ImportCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  stale: 0,
  failed: 0,
  skipped: 0,
  valid: 0,
};

/** Whether a record's error is one that no further record would escape: nothing can be said of this one itself. */
export const endsImport = ({ code }: AppError): boolean => ENDS_IMPORT.has(code);

const SKIPPED = { status: 'skipped', error: null } as const;

type CheckedRecord = WriteRequest<SourceRecord>;

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
  const { problem = record.skipped, article } = record;
  if (problem !== undefined) return { tag: record, error: new AppError('invalid_article', problem) };
  try {
    if (isRemoval(article)) return { tag: record, ...readRemoval(article) };
    return { tag: record, article: parseArticle(article) };
  } catch (error) {
    if (error instanceof AppError) return { tag: record, error };
    throw error;
  }
};

async function* checkOnly(
  requests: AsyncIterable<CheckedRecord>,
): AsyncGenerator<Omit<WriteOutcome<SourceRecord>, 'status'> & { readonly status: ImportStatus }> {
  for await (const request of requests) {
    yield 'error' in request
      ? { tag: request.tag, status: 'failed', article: null, error: request.error }
      : {
          tag: request.tag,
          status: 'valid',
          article: 'article' in request ? request.article : null,
          error: null,
        };
  }
}

const toDeadLetter = (
  { from, article, text, format }: SourceRecord,
  { message, errors }: AppError,
  checkedArticle: WriteOutcome<unknown>['article'],
): DeadLetter => ({
  error: message,
  ...(errors.length === 0 ? {} : { errors }),
  from,
  ...(article === undefined ? {} : { article: checkedArticle ?? article }),
  ...(text === undefined ? {} : { text }),
  ...(format === undefined ? {} : { format }),
});
