import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type {
  AccentedForms,
  Autopsy,
  Facets,
  Hit,
  SearchResult,
  SearchWarning,
} from '../domain/search-result.ts';
import type { Match } from '../matching/match.ts';
import { createMarker, findMarks } from './find-marks.ts';
import type { Marker } from './find-marks.ts';
import { highlight } from './highlight.ts';
import { snippets } from './snippets.ts';

/** What an engine's answer must hold to be shaped; Elasticsearch's search response does. */
export interface EngineAnswer {
  readonly timed_out: boolean;
  readonly _shards: { readonly total: number; readonly successful: number; readonly failed: number };
  readonly aggregations?: unknown;
  readonly hits: {
    readonly max_score?: number | null | undefined;
    readonly total?: number | { readonly value: number; readonly relation: string } | undefined;
    readonly hits: readonly {
      readonly _score?: number | null | undefined;
      readonly _source?: Article | undefined;
      /** Of a collapsed search, the set that the hit stands for. */
      readonly fields?: unknown;
      /** Where hits are sorted otherwise than by relevance. */
      readonly sort?: readonly (string | number | boolean | null)[] | undefined;
    }[];
  };
}

/** What is known of a search beside its answer. */
export interface Asked {
  readonly request: SearchRequest;
  /** `shapeHits` of the same answer. */
  readonly hits: readonly Hit[];
  /** `shapeFacets` of the same answer; `null` where none were asked for. */
  readonly facets: Facets | null;
  readonly relaxed: 'marks' | 'words' | null;
  readonly suggestion: string | null;
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

const shapeHit = (
  article: Article,
  score: number | null,
  { snippets: count, snippetSize }: SearchRequest,
  inTitle: Marker,
  inText: Marker,
  similar: number,
): Hit => {
  const lead = article.lead ?? '';
  const leadMarks = findMarks(lead, inText);
  return {
    id: article.id,
    title: article.title,
    url: article.url ?? null,
    section: article.section ?? null,
    authors: article.authors ?? [],
    tags: article.tags ?? [],
    source: article.source ?? null,
    publishedAt: article.publishedAt,
    score,
    highlights: {
      title: highlight(article.title, findMarks(article.title, inTitle)),
      lead: leadMarks.length === 0 ? null : highlight(lead, leadMarks),
      body: count === 0 ? [] : snippets(article.body, findMarks(article.body, inText), count, snippetSize),
      captions: (article.captions ?? []).flatMap((caption) => {
        const marks = findMarks(caption, inText);
        return marks.length === 0 ? [] : [highlight(caption, marks)];
      }),
    },
    similar,
  };
};

/** The number of matches an engine's answer states. */
export const totalOf = ({ hits: { total } }: EngineAnswer): { value: number; exact: boolean } =>
  typeof total === 'object'
    ? { value: total.value, exact: total.relation === 'eq' }
    : { value: total ?? 0, exact: true };

/** Whether a shard failed, could not be asked or ran out of time: there may be more than an engine's answer has. */
export const isPartial = ({ timed_out, _shards }: Pick<EngineAnswer, 'timed_out' | '_shards'>): boolean =>
  timed_out || _shards.failed > 0 || _shards.successful < _shards.total;

/** The articles of an engine's answer, best first. */
export const articlesOf = ({ hits }: EngineAnswer): Article[] =>
  hits.hits.flatMap(({ _source }) => (_source === undefined ? [] : [_source]));

/**
 * The hits of an engine's answer, their texts marked.
 *
 * @param match what was run; `null` marks nothing
 * @param similar how many others each hit stands for; none where they were not counted
 */
export const shapeHits = (
  answer: EngineAnswer,
  request: SearchRequest,
  match: Match | null,
  similar: readonly number[] = [],
): Hit[] => {
  const inTitle = createMarker(match, 'title');
  const inText = createMarker(match, 'text');
  const byRelevance = request.sort === 'relevance';
  return answer.hits.hits.flatMap(({ _source, _score }, i) =>
    _source === undefined
      ? []
      : [shapeHit(_source, byRelevance ? (_score ?? null) : null, request, inTitle, inText, similar[i] ?? 0)],
  );
};

/** An engine's answer as the contract's result. */
export const shapeResult = (answer: EngineAnswer, asked: Asked): SearchResult => {
  const { request } = asked;
  return {
    query: {
      text: request.q,
      mode: request.mode,
      diacritics: request.diacritics,
      relaxed: asked.relaxed,
      ...(asked.suggestion === null ? {} : { suggestion: asked.suggestion }),
      ...(asked.accents === null ? {} : { accents: asked.accents }),
      ...(asked.autopsy === null ? {} : { autopsy: asked.autopsy }),
    },
    total: totalOf(answer),
    tookMs: asked.tookMs,
    partial: asked.partial,
    hits: asked.hits,
    ...(asked.facets === null ? {} : { facets: asked.facets }),
    ...(asked.nextCursor === null ? {} : { nextCursor: asked.nextCursor }),
    warnings: asked.warnings,
  };
};
