import type { Article } from './article.ts';
import type { Corrected, Relaxed } from './search-result.ts';

/** That an article was removed: the line that removes it elsewhere. */
export interface Removal {
  readonly delete: string;
  readonly version: number;
}

/** Every article that a search finds, as it is when the export begins. */
export interface ArticleExport {
  /** How many there are, to the last one. */
  readonly total: number;
  /** What was loosened to find them, if anything. */
  readonly relaxed: Relaxed | null;
  /** Another spelling than typed that finds them. */
  readonly corrected: Corrected | null;
  /** In the order of the search. Ends by itself after `total` articles, or throws: never early without a word. */
  readonly articles: AsyncGenerator<Article, void, void>;
  /** What was removed, by id, where that was asked for. To be read after `articles`. */
  readonly removals: AsyncGenerator<Removal, void, void>;
  /** Lets go of the engine; also where nothing was read. */
  close(): Promise<void>;
}
