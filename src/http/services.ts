import type { AlertServices } from '../domain/alert.ts';
import type { ArticleView } from '../domain/article-view.ts';
import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import type { Suggestions, SuggestRequest } from '../domain/suggestion.ts';
import type { ArticleExport } from '../domain/article-export.ts';
import type { RelatedArticles, RelatedRequest } from '../domain/related.ts';
import type { CheckedPin, Pin, PinInput } from '../domain/pin.ts';
import type { AllSynonyms, CheckedSynonyms, SynonymsInput } from '../domain/synonyms.ts';
import type { Trends, TrendsRequest } from '../domain/trends.ts';
import type {
  PopularSearch,
  ReaderClick,
  ReaderSearch,
  SearchStatistics,
  StatisticsRequest,
} from '../domain/search-statistics.ts';
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

/** A pin as it was written: not checked. */
export type PinAsTyped = { readonly [Field in keyof PinInput]?: PinInput[Field] | undefined };

/** What editors moved. Each write throws `invalid_parameters` for what is wrong, and `stale_version` for who was too late. */
export interface PinServices {
  readonly list: (call: Call) => Promise<readonly Pin[]>;
  /** `null` where there is none of that id. */
  readonly get: (id: string, call: PinCall) => Promise<CheckedPin | null>;
  readonly create: (typed: PinAsTyped, call: PinCall) => Promise<CheckedPin>;
  /** `null` where there is none of that id. */
  readonly replace: (id: string, typed: PinAsTyped, call: PinCall) => Promise<CheckedPin | null>;
  /** Whether there was one. */
  readonly remove: (id: string, call: Call) => Promise<boolean>;
}

/** The newsroom's synonyms beside those of the file; writes throw as those of pins do. */
export interface SynonymServices {
  readonly list: (call: Call) => Promise<AllSynonyms>;
  /** Under an id of its own: the same spellings are the same entry. */
  readonly add: (input: SynonymsInput, call: Call) => Promise<unknown>;
  readonly put: (
    id: string,
    input: SynonymsInput,
    call: Call,
  ) => Promise<{ readonly status: 'created' | 'updated'; readonly synonyms: CheckedSynonyms }>;
  /** Whether there was one. */
  readonly remove: (id: string, call: Call) => Promise<boolean>;
}

interface Call {
  readonly signal: AbortSignal;
}

/** Those of some articles that whoever asks sees. */
export type SeenArticles = (ids: readonly string[]) => Promise<{ readonly has: (id: string) => boolean }>;

interface PinCall extends Call {
  /** Given, the articles of the pin that are not seen are warned of. */
  readonly seen?: SeenArticles;
}

/** What readers look for, counted without who they are. */
export interface ReaderStatistics {
  /** Never waits for the engine, nor does the other. */
  readonly countSearch: (search: ReaderSearch) => void;
  readonly countClick: (click: ReaderClick) => void;
  readonly read: (request: StatisticsRequest, signal: AbortSignal) => Promise<SearchStatistics>;
}

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
  /** `null`: nothing is counted, or not for whoever asks. */
  readonly statistics: ReaderStatistics | null;
  /** What many readers search for and find something by, the most frequent first; never waits for the engine. */
  readonly popularSearches: () => readonly PopularSearch[];
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
  readonly pins: PinServices;
  readonly synonyms: SynonymServices;
  /** The titles of those of some articles that are seen, by id. */
  readonly titlesOf: (
    ids: readonly string[],
    options: { readonly preview: boolean },
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, string>>;
  /** @throws AppError that says what is missing, where a search could not be answered now. */
  readonly checkReady: (signal: AbortSignal) => Promise<void>;
}
