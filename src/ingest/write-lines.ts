import { AppError } from '../domain/app-error.ts';
import type { Outcome } from '../domain/outcome.ts';
import { ARTICLE_LIMITS, parseArticle } from './article-schema.ts';
import { writeArticles, type BulkWriterOptions, type WriteRequest, type WriteStatus } from './bulk-writer.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { isRemoval, readRemoval } from './read-removal.ts';
import { readLines, type ByteLine } from './sources/read-lines.ts';

/** The longest line that is read: an article of the greatest length, and what JSON adds to it. */
export const LONGEST_LINE_BYTES = ARTICLE_LIMITS.bodyAsSent + 2 * 1024 * 1024;

/** What became of one line. Nothing is compared with what is stored, so nothing is found unchanged. */
export interface LineResult extends Outcome<Exclude<WriteStatus, 'unchanged'>> {
  /** From 1. */
  readonly line: number;
  /** As far as the line could be read. */
  readonly id: string | null;
}

export type LineOptions = Pick<BulkWriterOptions, 'refresh' | 'retryForMs' | 'idleMs' | 'signal'>;

interface LineTag {
  readonly line: number;
  readonly id: string | null;
}

/** A client that waits for the results of what it has sent gets them after this pause. */
const IDLE_MS = 100;

/** Each batch waits for the next refresh then, up to a second: fewer and larger ones. */
const WAITING_BATCH = { maxBatchArticles: 2_000, maxBatchBytes: 4 * 1024 * 1024 };

/**
 * Writes an upload of JSON lines: one article a line, or `{"delete":"id"}`, which may name a `version`. Gives one result a line, in order,
 * whatever is in it; a blank line is one that failed. What has a result is stored. It holds a few batches and the line
 * being read, and reads on only as fast as results are taken.
 */
export async function* writeLines(
  deps: ArticleStoreDeps,
  chunks: AsyncIterable<Uint8Array>,
  options: LineOptions = {},
): AsyncGenerator<LineResult, void, void> {
  const batches = options.refresh === 'wait' ? WAITING_BATCH : {};
  const outcomes = writeArticles(deps, toRequests(chunks), { idleMs: IDLE_MS, ...batches, ...options });
  for await (const { tag, status, error } of outcomes) {
    yield { ...tag, status: status === 'unchanged' ? 'updated' : status, error };
  }
}

async function* toRequests(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WriteRequest<LineTag>> {
  for await (const line of readLines(chunks, LONGEST_LINE_BYTES)) yield toRequest(line);
}

const toRequest = (line: ByteLine): WriteRequest<LineTag> => {
  let id: string | null = null;
  try {
    const value = readLine(line);
    id = idOf(value);
    const tag = { line: line.number, id };
    return isRemoval(value) ? { tag, ...readRemoval(value) } : { tag, article: parseArticle(value) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { tag: { line: line.number, id }, error };
  }
};

const readLine = ({ bytes, isTooLong }: ByteLine): unknown => {
  if (isTooLong) {
    throw new AppError(
      'payload_too_large',
      'The line is longer than 12 MB. Send one article a line, its text without images.',
    );
  }
  const text = decode(bytes);
  if (text.trim() === '') throw new AppError('invalid_article', 'The line is empty.');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('invalid_article', 'The line is not JSON. One article goes on one line.', {
      cause: error,
    });
  }
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('invalid_article', 'The line is not UTF-8. Send JSON in UTF-8.', { cause: error });
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id that a line names, right or wrong, unless it is longer than any. */
const idOf = (value: unknown): string | null => {
  if (!isObject(value)) return null;
  const id = isRemoval(value) ? value.delete : value['id'];
  return typeof id === 'string' && id.length <= 128 ? id : null;
};
