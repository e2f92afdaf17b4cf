import type { FieldName } from '../query/ast.ts';

/** Where a syllable is looked for: the index field of its exact and of its folded terms. */
export interface SearchedField {
  readonly exact: string;
  readonly folded: string;
  /** Of its toneless terms, where the index has them. */
  readonly toneless?: string;
  /** Of the pairs of its folded terms, where the index has them. */
  readonly pairs?: string;
  /** Of the exact terms of what is in capitals, where the index has them. */
  readonly capitals?: string;
  /** Where a word of several syllables is looked for as well: it may be somebody's name. */
  readonly names?: SearchedField;
}

export const TITLE: SearchedField = {
  exact: 'title',
  folded: 'title.folded',
  toneless: 'title.toneless',
  pairs: 'title.pairs',
  capitals: 'title.capitals',
};

/** A field of names. */
const name = (field: string): SearchedField => ({ exact: `${field}.exact`, folded: `${field}.folded` });

/** The index fields behind the query language's `title:`, `author:` … */
export const FIELDS: Readonly<Record<FieldName, SearchedField>> = {
  title: TITLE,
  author: name('authors'),
  section: name('section'),
  tag: name('tags'),
  source: name('source'),
};

/** All that is searchable of an article: what a bare word is looked for in. */
export const TEXT: SearchedField = {
  exact: 'text',
  folded: 'text.folded',
  pairs: 'text.pairs',
  capitals: 'text.capitals',
  names: FIELDS.author,
};
