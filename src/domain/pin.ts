/** What is to come of some queries: articles that stand first in their order, and articles that are never shown. */
export interface PinInput {
  readonly queries: readonly string[];
  /** Ids of articles. */
  readonly first: readonly string[];
  readonly never: readonly string[];
  /** From this instant on, RFC 3339. */
  readonly from?: string;
  /** Up to this instant, and not at it. */
  readonly until?: string;
}

export interface Pin extends PinInput {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What may not come of a pin as it was meant; it is stored all the same. */
export interface PinWarning {
  readonly code: 'article_not_seen';
  readonly message: string;
  /** The field that it is about, dotted: `first.0`. */
  readonly path: string;
}

export interface CheckedPin extends Pin {
  readonly warnings: readonly PinWarning[];
}

/** What pins make of one search. */
export interface AppliedPins {
  /** Which they are, each with that of its queries which was met. */
  readonly pins: readonly { readonly id: string; readonly query: string }[];
  /** In their order, none of them in `never`. */
  readonly first: readonly string[];
  readonly never: readonly string[];
}

/** How much there may be of everything. */
export const PIN_LIMITS = {
  pins: 2_000,
  queries: 20,
  /** Of a pin, and of all that apply to one search: those behind are not moved. */
  articles: 20,
} as const;
