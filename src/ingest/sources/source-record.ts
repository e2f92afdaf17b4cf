/** One article as a source gave it, read but not yet checked. */
export interface SourceRecord {
  /** Where it stands, for messages: `tin/bai-1.txt`, `tin.jsonl:12`. */
  readonly from: string;
  /** How much of the input it took: what progress is counted in. */
  readonly bytes: number;
  /** Contract-shaped, as far as it could be read; `undefined` where it could not at all. */
  readonly article?: unknown;
  /** What it was read from, where that is text that could not be read. */
  readonly text?: string;
  /** Why it is no article, in a sentence that says what to do; `undefined` leaves that to the schema. */
  readonly problem?: string;
}

/** What the articles of a portal's text have in common and its pages do not say. */
export interface PortalDefaults {
  readonly section?: string;
  readonly source?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
}

export const NO_DEFAULTS: PortalDefaults = { authors: [], tags: [] };
