import type { AlertedArticle } from '../../domain/alert.ts';
import type { Article } from '../../domain/article.ts';
import type { AlertRecord } from './alert-store.ts';

/** What goes out at once for an alert. */
export interface Message {
  /** The same each time that it is tried. */
  readonly id: string;
  readonly record: AlertRecord;
  /** Newest first. */
  readonly articles: readonly AlertedArticle[];
}

/** What came of a try. */
export type Sent =
  | { readonly kind: 'sent' }
  /** `isFinal`: another try would come to the same. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly isFinal: boolean;
      readonly retryAfterMs: number | null;
    };

/** A way in which messages go out. Fails by its answer, and throws only when its signal is aborted. */
export type Send = (message: Message, signal: AbortSignal) => Promise<Sent>;

/** Of an article what a message has. */
export const toAlerted = ({
  id,
  title,
  lead,
  url,
  section,
  source,
  authors,
  publishedAt,
  updatedAt,
}: Article): AlertedArticle => ({
  id,
  title,
  ...(lead !== undefined && { lead }),
  ...(url !== undefined && { url }),
  ...(section !== undefined && { section }),
  ...(source !== undefined && { source }),
  authors,
  publishedAt,
  ...(updatedAt !== undefined && { updatedAt }),
});

export const ALERTED_FIELDS = [
  'id',
  'title',
  'lead',
  'url',
  'section',
  'source',
  'authors',
  'publishedAt',
  'updatedAt',
] as const;
