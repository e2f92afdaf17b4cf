import type { StoredArticle } from '../domain/stored-article.ts';
import { isTombstone, type Tombstone } from '../domain/tombstone.ts';
import { fingerprintOf, likenessTerms } from '../likeness/fingerprint.ts';

/**
 * A stored document as it would be stored today: what is derived from an article when it comes in is derived anew. The
 * text itself was cleaned when it came in, and is left as it is: cleaned twice, a text about `&amp;` would lose it. An
 * article stays in its set of nearly the same ones; one that was stored before there were sets begins one.
 */
export const renewDocument = (document: object): object => {
  const stored = document as StoredArticle | Tombstone;
  if (isTombstone(stored)) return stored;
  const { bands, key } = likenessTerms(fingerprintOf(stored));
  return { ...stored, likeness: { bands, set: stored.likeness?.set ?? key } };
};
