/**
 * A published article, as the service stores and returns it: text in NFC, eth repaired to đ,
 * otherwise as written.
 */
export interface Article {
  /** Chosen by the caller: 1–128 of `[A-Za-z0-9._:-]`. */
  readonly id: string;
  readonly title: string;
  /** The sapo: the opening paragraph set in bold. */
  readonly lead?: string;
  /** Plain text, paragraphs separated by `\n\n`. */
  readonly body: string;
  /** Image captions: searchable, kept out of `body`. */
  readonly captions: readonly string[];
  readonly url?: string;
  readonly image?: string;
  readonly section?: string;
  readonly source?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** RFC 3339 with the offset of Vietnam time, `2022-01-21T00:00:00+07:00`. */
  readonly publishedAt: string;
  /** RFC 3339 with the offset of Vietnam time. */
  readonly updatedAt?: string;
  /** Hidden before this instant, RFC 3339 with the offset of Vietnam time; and before `publishedAt` in any case. */
  readonly visibleFrom?: string;
  /** Hidden from this instant on. */
  readonly visibleUntil?: string;
  /** The CMS's revision, an integer ≥ 0; an older one never overwrites a newer one. */
  readonly version?: number;
}
