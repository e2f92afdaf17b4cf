/** What a suggestion is, in the order in which one text that is several of them is shown. */
export const SUGGESTION_KINDS = ['section', 'author', 'tag', 'phrase', 'title'] as const;

export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** A way to go on with what was typed into a search box. */
export interface Suggestion {
  /** As published, with its marks. */
  readonly text: string;
  readonly kind: SuggestionKind;
  /** How many articles have the name, or the phrase or title in their title. */
  readonly count: number;
  /** HTML: the text escaped, what was typed of it in `<mark>`. */
  readonly highlight: string;
  /** What to search for, to find these articles. */
  readonly q: string;
}

export interface Suggestions {
  /** What was typed. */
  readonly query: string;
  /** Best first, no text twice. */
  readonly suggestions: readonly Suggestion[];
  /** The service has not read all titles and names yet: there may be more. */
  readonly partial: boolean;
}
