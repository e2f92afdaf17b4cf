import type { Article } from '../domain/article.ts';
import type { FoundDocument, Total } from '../domain/answer.ts';
import type { Shown, Wanted } from '../domain/search-request.ts';
import type {
  AccentedForms,
  Autopsy,
  Facets,
  Corrected,
  Hit,
  Relaxed,
  SearchResult,
  SearchWarning,
  TraceStep,
} from '../domain/search-result.ts';
import { hiddenIn, type View } from '../domain/visibility.ts';
import type { AppliedPins } from '../domain/pin.ts';
import type { Plan } from '../matching/plan-query.ts';
import { createMarker, findMarks } from './find-marks.ts';
import type { Marker } from './find-marks.ts';
import { highlight } from './highlight.ts';
import { snippets } from './snippets.ts';

/** All that a search came to. */
export interface Outcome {
  /** `shapeHits` of what was found. */
  readonly hits: readonly Hit[];
  readonly total: Total;
  /** `null` where none were asked for. */
  readonly facets: Facets | null;
  readonly relaxed: Relaxed | null;
  readonly corrected: Corrected | null;
  readonly suggestion: string | null;
  /** `null` where it was not asked for. */
  readonly trace: readonly TraceStep[] | null;
  /** Those that apply; `null` where there are none, or they were not asked for. */
  readonly pins: AppliedPins | null;
  /** `null` where they were not asked for. */
  readonly accents: readonly AccentedForms[] | null;
  /** Only where nothing was found. */
  readonly autopsy: Autopsy | null;
  /** Whether a shard did not answer, here or where it was decided what to ask. */
  readonly partial: boolean;
  /** `null` where nothing comes after these hits, or cursors are not given. */
  readonly nextCursor: string | null;
  readonly warnings: readonly SearchWarning[];
  readonly tookMs: number;
}

function* shapeHit(
  article: Article,
  score: number | null,
  { snippets: count, snippetSize }: Shown,
  inTitle: Marker,
  inText: Marker,
  similar: number,
  view: View | null,
  isPinned: boolean,
): Generator<void, Hit> {
  const lead = article.lead ?? '';
  const titleMarks = yield* findMarks(article.title, inTitle);
  const leadMarks = yield* findMarks(lead, inText);
  const bodyMarks = count === 0 ? [] : yield* findMarks(article.body, inText);
  const captions: string[] = [];
  for (const caption of article.captions ?? []) {
    const marks = yield* findMarks(caption, inText);
    if (marks.length > 0) captions.push(highlight(caption, marks));
  }
  return {
    id: article.id,
    title: article.title,
    url: article.url ?? null,
    image: article.image ?? null,
    lead: article.lead ?? null,
    section: article.section ?? null,
    authors: article.authors ?? [],
    tags: article.tags ?? [],
    source: article.source ?? null,
    publishedAt: article.publishedAt,
    updatedAt: article.updatedAt ?? null,
    score,
    highlights: {
      title: highlight(article.title, titleMarks),
      lead: leadMarks.length === 0 ? null : highlight(lead, leadMarks),
      body: count === 0 ? [] : snippets(article.body, bodyMarks, count, snippetSize),
      captions,
    },
    similar,
    ...(isPinned && { pinned: true }),
    ...(view === null ? {} : hiddenIn(article, view)),
  };
}

/**
 * The hits of a search, their texts marked: one step each, since texts may be long.
 *
 * @param plan what was run; `null` marks nothing
 * @param similar how many others each hit stands for; none where they were not counted
 * @param view what whoever searches sees; what is hidden in it is marked so
 */
export function* shapeHits(
  found: readonly FoundDocument<Article>[],
  shown: Shown,
  plan: Pick<Plan, 'match' | 'pins'> | null,
  similar: readonly number[] = [],
  view: View | null = null,
): Generator<void, Hit[]> {
  // What nobody asked for is not looked for in whole texts.
  const isMarked = shown.fields.includes('highlights');
  const match = isMarked ? (plan?.match ?? null) : null;
  const inTitle = createMarker(match, 'title');
  const inText = createMarker(match, 'text');
  const pinned = new Set(plan?.pins?.first);
  const byRelevance = shown.sort === 'relevance';
  const hits: Hit[] = [];
  for (const [i, { source, score }] of found.entries()) {
    if (source === null) continue;
    const isPinned = pinned.has(source.id);
    // The score of a pinned article is of its place.
    const shownScore = byRelevance && !isPinned ? score : null;
    hits.push(yield* shapeHit(source, shownScore, shown, inTitle, inText, similar[i] ?? 0, view, isPinned));
    yield;
  }
  return hits;
}

/** What a search came to, as the contract's result. */
export const shapeResult = (
  { q, mode, diacritics }: Wanted,
  { relaxed, corrected, suggestion, trace, pins, accents, autopsy, facets, nextCursor, ...outcome }: Outcome,
): SearchResult => ({
  query: {
    text: q,
    mode,
    diacritics,
    relaxed,
    corrected,
    ...(suggestion === null ? {} : { suggestion }),
    ...(trace === null ? {} : { trace }),
    ...(pins === null ? {} : { pins: pins.pins }),
    ...(accents === null ? {} : { accents }),
    ...(autopsy === null ? {} : { autopsy }),
  },
  total: outcome.total,
  tookMs: outcome.tookMs,
  partial: outcome.partial,
  hits: outcome.hits,
  ...(facets === null ? {} : { facets }),
  ...(nextCursor === null ? {} : { nextCursor }),
  warnings: outcome.warnings,
});
