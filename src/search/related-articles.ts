import { inSlices } from '../in-slices.ts';
import type { RelatedArticles, RelatedRequest } from '../domain/related.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import { isTombstone, type Tombstone } from '../domain/tombstone.ts';
import { hiddenIn, type View } from '../domain/visibility.ts';
import { buildRelated } from '../dsl/build-related.ts';
import type { Engine } from '../engine/engine.ts';
import { areNearlySame, fingerprintSteps } from '../likeness/fingerprint.ts';
import { createReader, isSeen } from './reader.ts';

export interface RelatedContext {
  readonly engine: Pick<Engine, 'get' | 'search' | 'msearch'>;
  /** The alias that is read. */
  readonly index: string;
  /** What whoever asks sees. */
  readonly view: View;
}

/**
 * What shares less with the article than this, of all that the article has in common with itself, is about something
 * else. A share of its own score holds for short articles and long ones, in small archives and large.
 */
const LEAST_SHARE = 0.1;

/** Asked for beyond what is shown, since some may turn out to be the same text. */
const SPARE = 5;

/**
 * Past coverage of what an article is about, the nearest first; not the same text again, printed elsewhere.
 *
 * @returns `null` where there is no article of that id
 * @throws AppError as a search does
 */
export const relatedArticles = async (
  { engine, index, view }: RelatedContext,
  id: string,
  request: RelatedRequest,
  signal?: AbortSignal,
): Promise<RelatedArticles | null> => {
  const options = signal === undefined ? {} : { signal };
  const stored = await engine.get<StoredArticle | Tombstone>(index, id, options);
  if (stored === null || isTombstone(stored.source) || !isSeen(stored.source, view)) return null;
  const article = stored.source;
  const body = buildRelated(article, { ...request, size: request.size + SPARE });
  const answer = await createReader(engine, view).search<StoredArticle>(index, body, options);
  const itself = answer.hits.find((hit) => hit.source?.id === id);
  // One that was written a moment ago is not found yet; hardly any two share more than half.
  const whole = itself?.score ?? 2 * (answer.hits[0]?.score ?? 0);
  const near = answer.hits
    .filter(({ score }) => (score ?? 0) >= LEAST_SHARE * whole)
    .flatMap(({ source }) => (source === null || source.id === id ? [] : [source]));
  const others = await inSlices(withoutCopies(near, article), signal);
  return {
    id,
    related: others.slice(0, request.size).map((other) => ({
      id: other.id,
      title: other.title,
      lead: other.lead ?? null,
      url: other.url ?? null,
      image: other.image ?? null,
      section: other.section ?? null,
      source: other.source ?? null,
      publishedAt: other.publishedAt,
      ...hiddenIn(other, view),
    })),
    partial: answer.partial,
  };
};

/** Two writers at the same moment may not have seen that theirs is one text. */
function* withoutCopies(
  articles: readonly StoredArticle[],
  of: StoredArticle,
): Generator<void, readonly StoredArticle[]> {
  const others: StoredArticle[] = [];
  const fingerprint = yield* fingerprintSteps(of);
  for (const article of articles) {
    if (!areNearlySame(yield* fingerprintSteps(article), fingerprint)) others.push(article);
    yield;
  }
  return others;
}
