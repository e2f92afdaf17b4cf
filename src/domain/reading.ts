/**
 * How the marks of a query's syllables are held against an article's.
 *
 * - `exact`: every syllable has just the marks typed (`diacritics=strict`)
 * - `written`: some marks were typed, and a syllable without any was meant so: as `exact`, but spellings from the list
 *   need not be typed with all of their marks
 * - `meant`: those typed with marks have just these, those without may have any
 * - `superset`: those typed with marks have at least these, those without may have any
 * - `folded`: marks make no difference, as where none was typed
 * - `ignored`: the same, also to what is excluded, in a field, or spelt out (`diacritics=ignore`)
 */
export type Marks = (typeof MARKS)[number];

export const MARKS = ['exact', 'written', 'meant', 'superset', 'folded', 'ignored'] as const;

/**
 * What of a query an article must hold.
 *
 * - `words`: all of it, syllables that are one word side by side
 * - `syllables`: all of it, each syllable anywhere
 * - `most`: most of its words, and all of its numbers
 * - `some`: most of it, numbers or words
 */
export type Extent = (typeof EXTENTS)[number];

export const EXTENTS = ['words', 'syllables', 'most', 'some'] as const;

/** How a query is read. The same query in the same reading is the same search. */
export interface Reading {
  readonly marks: Marks;
  readonly extent: Extent;
}
