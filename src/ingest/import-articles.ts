import { AppError, isTransient } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { parseArticle } from './article-schema.ts';
import { checkDates } from './check-dates.ts';
import { conflictDetector, type ConflictDetector } from './conflict-detector.ts';
import {
  writeArticles,
  type BulkWriterOptions,
  type WriteOutcome,
  type WriteRequest,
} from './bulk-writer.ts';
import { foreseeWrites } from './foresee-writes.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { isRemoval, readRemoval } from './read-removal.ts';
import type { CharacterSample } from './encodings/mended.ts';
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
  /** Where they were changed first. */
  readonly sample: CharacterSample | null;
  /** What was not clear about it. */
  readonly warnings: readonly string[];
  /** Its fields that no mapping takes. */
  readonly unread: readonly string[];
  /** As it is stored; `null` for what could not be read, was left out, or removed. */
  readonly article: Article | null;
  /** For `failed`: the line for the dead-letter file. */
  readonly deadLetter: DeadLetter | null;
}

export interface ImportOptions extends BulkWriterOptions {
  /** Aborted: nothing more is read, and what is on its way is finished. */
  readonly stop?: AbortSignal;
  /** Write nothing: tell what would become of each record. */
  readonly isDryRun?: boolean;
  /** A date that lies ahead is meant: the article is not to be seen before. */
  readonly allowsEmbargo?: boolean;
  /** What checks a record: at once, unless given. */
  readonly readRecord?: (record: unknown) => Article | Promise<Article>;
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
  {
    stop,
    isDryRun = false,
    allowsEmbargo = false,
    readRecord = parseArticle,
    ...options
  }: ImportOptions = {},
): Promise<ImportResult> => {
  const counts = { ...NO_COUNTS };
  let stoppedBy: AppError | null = null;
  const checks: Checks = { conflicts: conflictDetector(), allowsEmbargo, readRecord };
  const requests = checked(records, checks, () => stoppedBy !== null || stop?.aborted === true);
  const events =
    deps === null
      ? checkOnly(requests)
      : isDryRun
        ? foreseeWrites(deps, requests)
        : writeArticles(deps, requests, { skipUnchanged: true, ...options });
  for await (const { tag, article, ...outcome } of events) {
    const {
      from,
      bytes,
      isUnchanged = false,
      skipped = null,
      note = null,
      sample = null,
      unread = [],
    } = tag.record;
    const { status, error } = isUnchanged ? UNCHANGED : skipped === null ? outcome : SKIPPED;
    counts.read++;
    counts[status]++;
    const deadLetter =
      status === 'failed' && error !== null ? toDeadLetter(tag.record, error, article) : null;
    const { warnings } = tag;
    await onEvent({
      from,
      bytes,
      status,
      error,
      skipped,
      note,
      sample,
      warnings,
      unread,
      article,
      deadLetter,
    });
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
export const endsImport = (error: AppError): boolean => error.code === 'index_missing' || isTransient(error);

const SKIPPED = { status: 'skipped', error: null } as const;
const UNCHANGED = { status: 'unchanged', error: null } as const;

/** Why there is nothing to write of a record that is none. */
const NOTHING_NEW = 'It has not changed.';

interface CheckedTag {
  readonly record: SourceRecord;
  readonly warnings: readonly string[];
}

type CheckedRecord = WriteRequest<CheckedTag>;

interface Checks {
  readonly conflicts: ConflictDetector;
  readonly allowsEmbargo: boolean;
  readonly readRecord: NonNullable<ImportOptions['readRecord']>;
}

/** @param isStopped Once true, nothing more is read. */
async function* checked(
  records: AsyncIterable<SourceRecord>,
  checks: Checks,
  isStopped: () => boolean,
): AsyncGenerator<CheckedRecord> {
  for await (const record of records) {
    if (isStopped()) return;
    yield await check(record, checks);
  }
}

const check = async (
  record: SourceRecord,
  { conflicts, allowsEmbargo, readRecord }: Checks,
): Promise<CheckedRecord> => {
  const { isUnchanged = false, article, warnings = [] } = record;
  const { problem = isUnchanged ? NOTHING_NEW : record.skipped } = record;
  const tag = { record, warnings };
  if (problem !== undefined) return { tag, error: new AppError('invalid_article', problem) };
  try {
    if (isRemoval(article)) {
      const removal = readRemoval(article);
      conflicts.forget(removal.remove);
      return { tag, ...removal };
    }
    const dated = checkDates(await readRecord(article), { now: Date.now(), allowsEmbargo });
    conflicts.check(dated.article, record.from);
    return { tag: { record, warnings: [...warnings, ...dated.warnings] }, article: dated.article };
  } catch (error) {
    if (error instanceof AppError) return { tag, error };
    throw error;
  }
};

async function* checkOnly(
  requests: AsyncIterable<CheckedRecord>,
): AsyncGenerator<Omit<WriteOutcome<CheckedTag>, 'status'> & { readonly status: ImportStatus }> {
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
