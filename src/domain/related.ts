import type { Hidden } from './visibility.ts';

/** An article about the same thing as another. */
export interface RelatedArticle {
  readonly id: string;
  readonly title: string;
  readonly lead: string | null;
  readonly url: string | null;
  /** The address of its picture. */
  readonly image: string | null;
  readonly section: string | null;
  readonly source: string | null;
  readonly publishedAt: string;
  /** Only in a preview, of what others do not see. */
  readonly hidden?: Hidden;
}

export interface RelatedArticles {
  /** Of the article that was asked about. */
  readonly id: string;
  /** The nearest first; empty where nothing else is about it. */
  readonly related: readonly RelatedArticle[];
  /** A shard failed or ran out of time: there may be more. */
  readonly partial: boolean;
}

/** How many are wanted, and when published. */
export interface RelatedRequest {
  readonly size: number;
  /** First and last instant wanted, RFC 3339. */
  readonly from?: string;
  readonly to?: string;
  /** What is hidden now as well; for whoever may see it. */
  readonly preview?: boolean;
}
