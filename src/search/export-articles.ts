import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { ArticleExport, Removal } from '../domain/article-export.ts';
import { articleVersionOf } from '../domain/article-version.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { buildExactCount, buildTombstones } from '../dsl/build-walk.ts';
import type { PointInTime } from '../dsl/build-walk.ts';
import type { CallOptions } from '../engine/engine.ts';
import { checkLimits } from '../query/limits.ts';
import { isPartial, totalOf } from '../results/shape-result.ts';
import { askForAllPages } from './ask-again.ts';
import { findArticles } from './find-articles.ts';
import { noteMissing } from './note-missing.ts';
import type { PointsInTime } from './points-in-time.ts';
import { readQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';
import { shardAway, walkAll } from './walk-hits.ts';

export interface ExportContext extends SearchContext {
  readonly points: PointsInTime;
}

/**
 * Finds what a search finds, freezes it, and gives it piece by piece: as little is held as a batch of articles,
 * however many there are.
 *
 * @throws AppError as a search does; `engine_unavailable` where a part of the index does not answer
 */
export const exportArticles = async (
  context: ExportContext,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<ArticleExport> => {
  const { points } = context;
  const options: CallOptions = signal === undefined ? {} : { signal };
  const heard = noteMissing(context.engine);
  const query = readQuery(request);
  checkLimits(query.node);
  const first = { ...request, page: 1, size: 1, facets: [] };
  const found = await findArticles({ ...context, engine: heard.engine }, first, query, signal);
  if (heard.isMissing()) throw shardAway();
  const { body } = askForAllPages(request, query.node, found.reading, context.abbreviations);
  const pit = await points.open(options);
  const close = (): Promise<void> => points.close(pit);
  try {
    // What cannot be searched for finds nothing, though a search without words would find everything.
    const total = totalOf(found.answer).value === 0 ? 0 : await count(context, body, pit, options);
    return {
      total,
      relaxed: found.relaxed,
      articles: articlesOf(context, body, pit, total, options),
      removals: removalsOf(context, pit, options),
      close,
    };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
};

type Body = Parameters<typeof walkAll>[1];

const count = async (
  { engine }: ExportContext,
  body: Body,
  pit: PointInTime,
  options: CallOptions,
): Promise<number> => {
  const answer = await engine.search<Article>(null, buildExactCount(body, pit), options);
  if (isPartial(answer)) throw shardAway();
  return totalOf(answer).value;
};

async function* articlesOf(
  { engine }: ExportContext,
  body: Body,
  pit: PointInTime,
  total: number,
  options: CallOptions,
): AsyncGenerator<Article, void, void> {
  let given = 0;
  if (total > 0) {
    for await (const { _source: article } of walkAll(engine, body, pit, options)) {
      if (article === undefined) continue;
      given++;
      yield article;
    }
  }
  if (given !== total) {
    throw new AppError('internal', `The export has ${given} articles, but ${total} were counted.`);
  }
}

async function* removalsOf(
  { engine }: ExportContext,
  pit: PointInTime,
  options: CallOptions,
): AsyncGenerator<Removal, void, void> {
  for await (const { _id, _version } of walkAll(engine, buildTombstones(), pit, options)) {
    yield { delete: _id ?? '', version: articleVersionOf(_version ?? 0) };
  }
}
