import type { Article } from '../../domain/article.ts';
import type { ReadOptions, ReadRecord } from '../sources/source-record.ts';
import type { ReadLine } from './article-json.ts';

/**
 * Reads what articles come as. What is large is read by another thread, since it may take long, and within limits of time
 * and memory; what goes beyond them is refused as `article_too_costly`.
 */
export interface ArticleReader {
  /**
   * The article of a request's body.
   *
   * @throws AppError `invalid_article` · `article_too_costly`
   */
  readonly readBody: (json: Uint8Array, id: string) => Promise<Article>;
  /** A line of an upload, whatever is in it. */
  readonly readLine: (json: Uint8Array) => Promise<ReadLine>;
  /**
   * A record of a source, checked.
   *
   * @throws AppError `invalid_article` · `article_too_costly`
   */
  readonly readRecord: (record: unknown) => Promise<Article>;
  /** A page; one that goes beyond the limits is a record with a problem. */
  readonly readPage: (text: string, name: string, options: ReadOptions) => Promise<ReadRecord>;
  /** Ends the other threads. */
  readonly close: () => Promise<void>;
}
