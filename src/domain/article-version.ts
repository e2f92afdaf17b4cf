/**
 * The greatest version that an article may have: its removal's number must still be one that JavaScript holds exactly.
 * Enough for a revision count, and for a time stamp in microseconds.
 */
export const MAX_ARTICLE_VERSION = 2 ** 52 - 1;

/** The version of an article that carries none: it replaces another of version 0, and never a numbered one. */
const UNNUMBERED = 0;

/**
 * The version that an article is stored under in the engine (`external_gte`): twice its own, which leaves room for its
 * removal before the next one.
 */
export const storedVersionOf = ({ version = UNNUMBERED }: { readonly version?: number }): number =>
  2 * version;

/**
 * The version that the removal of an article is stored under: at the same version the removal wins, in whatever order
 * the two arrive; the next version brings the article back. Those of version 0 have no order among themselves, so that
 * one can be removed and put again.
 */
export const removalVersionOf = (version: number): number => (version === UNNUMBERED ? 0 : 2 * version + 1);

/** The version of the article that is stored, or was removed, under a version of the engine. */
export const articleVersionOf = (storedVersion: number): number => Math.floor(storedVersion / 2);
