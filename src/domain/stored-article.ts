import type { Article } from './article.ts';

/** What is reckoned from an article's text when it is stored, so that what is nearly the same can be found. */
export interface Likeness {
  /** Articles with nearly the same text have at least one of these in common. */
  readonly bands: readonly string[];
  /** Names the set of those that are nearly the same; an article like no other has a set of its own. */
  readonly set: string;
}

/** An article as the index has it. */
export interface StoredArticle extends Article {
  readonly likeness?: Likeness;
}

/** The article alone, as it was written. */
export const toArticle = ({ likeness: _likeness, ...article }: StoredArticle): Article => article;

/** The fields of a stored article that are not the article's own: for Elasticsearch to leave out. */
export const DERIVED_FIELDS = ['likeness'] as const;

/** The index field of `Likeness.bands`, and that of `Likeness.set`. */
export const BANDS_FIELD = 'likeness.bands';
export const SET_FIELD = 'likeness.set';
