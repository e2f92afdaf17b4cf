import { AppError } from '../domain/app-error.ts';
import type { Outcome } from '../domain/outcome.ts';
import { pauseNowAndThen } from '../in-slices.ts';
import { ARTICLE_LIMITS } from './article-schema.ts';
import { writeArticles, type BulkWriterOptions, type WriteRequest, type WriteStatus } from './bulk-writer.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';
import { readArticleLine, type ReadLine } from './reading/article-json.ts';
import { refused } from './reading/refusal.ts';
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

export interface LineOptions extends Pick<BulkWriterOptions, 'refresh' | 'retryForMs' | 'idleMs' | 'signal'> {
  /** What reads a line: at once, unless given. */
  readonly readLine?: LineReader;
}

type LineReader = (json: Uint8Array) => ReadLine | Promise<ReadLine>;

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
  { readLine = readArticleLine, ...options }: LineOptions = {},
): AsyncGenerator<LineResult, void, void> {
  const batches = options.refresh === 'wait' ? WAITING_BATCH : {};
  const outcomes = writeArticles(deps, toRequests(chunks, readLine), {
    idleMs: IDLE_MS,
    ...batches,
    ...options,
  });
  for await (const { tag, status, error } of outcomes) {
    yield { ...tag, status: status === 'unchanged' ? 'updated' : status, error };
  }
}

async function* toRequests(
  chunks: AsyncIterable<Uint8Array>,
  readLine: LineReader,
): AsyncGenerator<WriteRequest<LineTag>> {
  const pause = pauseNowAndThen();
  for await (const line of readLines(chunks, LONGEST_LINE_BYTES)) {
    yield await toRequest(line, readLine);
    // What has come already would be read in one go, and nobody be answered meanwhile.
    await pause();
  }
}

const toRequest = async (
  { bytes, number, isTooLong }: ByteLine,
  readLine: LineReader,
): Promise<WriteRequest<LineTag>> => {
  if (isTooLong) return { tag: { line: number, id: null }, error: tooLong() };
  const { id, asked } = await readLine(bytes);
  const tag = { line: number, id };
  return 'refusal' in asked ? { tag, error: refused(asked.refusal) } : { tag, ...asked };
};

const tooLong = (): AppError =>
  new AppError(
    'payload_too_large',
    'The line is longer than 12 MB. Send one article a line, its text without images.',
  );
