import type { FieldName } from '../query/ast.ts';

/**
 * How much of a typed syllable's marks an article's syllable must have:
 * `exact`: the same; `superset`: at least those; `folded`: any.
 */
export type Level = 'exact' | 'superset' | 'folded';

/** One syllable (or number, or foreign word) to be found, and how strictly. */
export interface Syllable {
  readonly type: 'syllable';
  /** As typed, in NFC. */
  readonly text: string;
  /** Its exact term: see `text/syllable.ts`. */
  readonly exact: string;
  readonly folded: string;
  readonly level: Level;
  /** It is written in capitals, or it is another word: `TƯ` is trung ương, `tư` is not. */
  readonly isCapital?: true;
}

/** The same syllable, whatever its letter case. */
export const inAnyCase = ({ type, text, exact, folded, level }: Syllable): Syllable => ({
  type,
  text,
  exact,
  folded,
  level,
});

/** Syllables in this order, with at most `slop` others between the first and the last. */
export interface Sequence {
  readonly type: 'sequence';
  readonly syllables: readonly Syllable[];
  readonly slop: number;
  /**
   * Why they must: they were quoted; they were typed or listed as one (`COVID-19`, a spelt-out abbreviation); or they
   * are one word of the language (`học sinh`).
   */
  readonly as: 'phrase' | 'unit' | 'word';
}

/** One of these. */
export interface Any {
  readonly type: 'any';
  readonly children: readonly Match[];
  /** Whether they are ways to write one word, as it was typed first: `ô tô`, `ôtô`. */
  readonly isOneWord?: true;
  /** Whether they are different things of which any will do: `bão OR lũ`. */
  readonly isChoice?: true;
}

/** Syllables that begin so. */
export interface Prefix {
  readonly type: 'prefix';
  /** As typed, in NFC. */
  readonly text: string;
  readonly exact: string;
  readonly folded: string;
  readonly level: 'exact' | 'folded';
  /** What must stand right before it: `05` of `05-CT*`. */
  readonly before: readonly Syllable[];
}

/** Syllables that have anything, or nothing, between their segments. */
export interface Wildcard {
  readonly type: 'wildcard';
  /** As typed, in NFC, with its stars. */
  readonly text: string;
  /** What stands between the stars; empty where it begins or ends with one. */
  readonly segments: readonly { readonly exact: string; readonly folded: string }[];
  readonly level: 'exact' | 'folded';
}

/** Both, in any order, with at most `distance` tokens between them. */
export interface Near {
  readonly type: 'near';
  readonly distance: number;
  readonly children: readonly [Placed, Placed];
}

/** What can be told where it stands in a text. */
export type Placed =
  Syllable | Sequence | Near | { readonly type: 'any'; readonly children: readonly Placed[] };

/** At least so many times in a text. */
export interface AtLeast {
  readonly type: 'atleast';
  readonly times: number;
  readonly child: Placed;
}

/**
 * What an article must hold, decided to the last syllable: the query's tree with marks read, abbreviations
 * spelt out and words split. The request to the engine and the marks in the highlights are both made from
 * it, so that what is marked is what matched.
 */
export type Match =
  | Syllable
  | Sequence
  | Prefix
  | Wildcard
  | Near
  | AtLeast
  | { readonly type: 'all'; readonly children: readonly Match[] }
  | Any
  | { readonly type: 'not'; readonly child: Match }
  | { readonly type: 'field'; readonly field: FieldName; readonly child: Match }
  | { readonly type: 'dates'; readonly from?: string; readonly to?: string };
