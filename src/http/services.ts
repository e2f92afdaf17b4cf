import type { AlertServices } from '../domain/alert.ts';
import type { ArticleView } from '../domain/article-view.ts';
import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import type { Suggestions, SuggestRequest } from '../domain/suggestion.ts';
import type { ArticleExport } from '../domain/article-export.ts';
import type { RelatedArticles, RelatedRequest } from '../domain/related.ts';
import type { Trends, TrendsRequest } from '../domain/trends.ts';
import type { Hidden, Portion } from '../domain/visibility.ts';
import type { LineResult } from '../ingest/write-lines.ts';

/** When a write is answered: `wait` once it can be found, `none` once it is stored. */
export interface WriteOptions {
  readonly refresh: 'wait' | 'none';
}

export interface DeleteOptions extends WriteOptions {
  /** Remove this version and what is older; without it whichever is stored. */
  readonly version?: number;
}

/** An article, marked where others do not see it. */
export type SeenArticle = Article & { readonly hidden?: Hidden };

/** What the HTTP layer asks of the rest, one verb each. Failures are thrown as `AppError`. */
export interface Services extends AlertServices {
  /** The same for somebody who is to see nothing but a part of the archive. */
  readonly within: (portion: Portion) => Services;
  readonly searchArticles: (request: SearchRequest, signal: AbortSignal) => Promise<SearchResult>;
  /** How often each of several searches is met over time. */
  readonly countTrends: (request: TrendsRequest, signal: AbortSignal) => Promise<Trends>;
  /** Articles about the same thing; `null` where there is none of that id. */
  readonly relatedArticles: (
    id: string,
    request: RelatedRequest,
    signal: AbortSignal,
  ) => Promise<RelatedArticles | null>;
  /** Ways to go on with what was typed into a search box; never waits for the engine. */
  readonly suggest: (request: SuggestRequest) => Promise<Suggestions>;
  /** Whether readers see all of these now, as far as is known without asking the engine; `false` where it is not known. */
  readonly areSeen: (ids: readonly string[]) => boolean;
  /**
   * The article of a request's body, of the id of its address; read by another thread where it is large.
   *
   * @throws AppError `invalid_article` · `article_too_costly`
   */
  readonly readArticle: (json: Uint8Array, id: string) => Promise<Article>;
  /** @throws AppError `stale_version` where a newer version is stored. */
  readonly putArticle: (
    article: Article,
    options: WriteOptions,
    signal: AbortSignal,
  ) => Promise<'created' | 'updated'>;
  /** `null` where there is none of that id. */
  readonly getArticle: (
    id: string,
    options: { readonly preview: boolean },
    signal: AbortSignal,
  ) => Promise<SeenArticle | null>;
  /** One article with what a search is about marked, nothing for `null`; `null` where there is none of that id. */
  readonly viewArticle: (
    id: string,
    request: SearchRequest | null,
    signal: AbortSignal,
  ) => Promise<ArticleView | null>;
  /**
   * Whether there was one to remove; with a version always `true`.
   *
   * @throws AppError `stale_version` where a newer version than the one to be removed is stored.
   */
  readonly deleteArticle: (id: string, options: DeleteOptions, signal: AbortSignal) => Promise<boolean>;
  /** One result a line of the JSON lines, in order; a line that is wrong is a result and ends nothing. */
  readonly writeLines: (
    chunks: AsyncIterable<Uint8Array>,
    options: WriteOptions & { readonly signal: AbortSignal },
  ) => AsyncGenerator<LineResult, void, void>;
  /** The articles of a page of a search, as they are; `partial`: a part of the index did not answer. */
  readonly listArticles: (
    request: SearchRequest,
    signal: AbortSignal,
  ) => Promise<{ readonly articles: readonly Article[]; readonly partial: boolean }>;
  /** Every article that a search finds. Whoever asks for it closes it. */
  readonly exportArticles: (request: SearchRequest, signal: AbortSignal) => Promise<ArticleExport>;
  /** @throws AppError that says what is missing, where a search could not be answered now. */
  readonly checkReady: (signal: AbortSignal) => Promise<void>;
}
