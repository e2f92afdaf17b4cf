/** A word of a query, as typed between spaces. */
export interface TypedToken {
  /** As typed; one that holds several index terms (`05-CT/TW`) is left alone. */
  readonly text: string;
  /** Never changed, but a neighbour all the same: numbers, parts of quotes, values of fields. */
  readonly fixed: boolean;
}

/**
 * What a slip was: other tones or letter marks, letters that sound alike (s/x, n/ng), a letter's key, Telex or VNI keys
 * left raw, words written as one, a word torn in two; `missing` is none: marks that some of the words have, and others
 * were typed without.
 */
export type SlipKind = 'marks' | 'missing' | 'sound' | 'letters' | 'telex' | 'vni' | 'joined' | 'torn';

/** Tokens `[from, to)` become `text`: `thuydien` → `thủy điện`, `bon g` → `bong`. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  /** NFC, in the letter case typed. */
  readonly text: string;
}

/** What was most likely meant. */
export interface Correction {
  /** In order, without overlaps; at least one. */
  readonly replacements: readonly Replacement[];
  /** How much likelier it is than what was typed, slips paid for: the natural log of the ratio. */
  readonly gain: number;
  readonly kinds: readonly SlipKind[];
}
