/** What a suggestion is. */
export const SUGGESTION_KINDS = ['section', 'author', 'tag', 'phrase', 'popular', 'title'] as const;

export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** The languages in which the query of a suggestion can be written. */
export const QUERY_LANGUAGES = ['en', 'vi'] as const;

export type QueryLanguage = (typeof QUERY_LANGUAGES)[number];

/** An article that has the suggested title. */
export interface SuggestedArticle {
  readonly id: string;
  readonly url: string | null;
}

export interface SuggestRequest {
  readonly typed: string;
  /** The most suggestions. */
  readonly most: number;
  readonly lang: QueryLanguage;
}

/** A way to go on with what was typed into a search box. */
export interface Suggestion {
  /** As published, with its marks. */
  readonly text: string;
  readonly kind: SuggestionKind;
  /** How many articles have the name, or the phrase or title in their title; of a popular search how many it finds. */
  readonly count: number;
  /** HTML: the text escaped, what was typed of it in `<mark>`. */
  readonly highlight: string;
  /** What to search for, to find these articles. */
  readonly q: string;
  /** Of a title: its article, the newest where several have it; otherwise `null`. */
  readonly id: string | null;
  /** The same article's own address, where it has one. */
  readonly url: string | null;
}

export interface Suggestions {
  /** What was typed. */
  readonly query: string;
  /** Best first; no text twice, but as a phrase and as a name. */
  readonly suggestions: readonly Suggestion[];
  /** The service has not read all titles and names yet: there may be more. */
  readonly partial: boolean;
}
