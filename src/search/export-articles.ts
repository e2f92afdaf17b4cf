import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { ArticleExport, Removal } from '../domain/article-export.ts';
import { articleVersionOf } from '../domain/article-version.ts';
import { firstHitOf } from '../domain/search-request.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { toArticle } from '../domain/stored-article.ts';
import { buildExactCount, buildForAllPages, buildTombstones } from '../dsl/build-walk.ts';
import type { PointInTime } from '../dsl/point-in-time.ts';
import type { CallOptions } from '../engine/engine.ts';
import { climb, correctedIn, relaxedIn } from './ladder.ts';
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
  const query = readQuery(context, request.wanted);
  const { found, partial } = await climb(context, query, firstHitOf(request), options);
  if (partial) throw shardAway();
  const plan = found?.plan ?? null;
  const body = buildForAllPages(request, plan);
  const pit = await points.open(options);
  const close = (): Promise<void> => points.close(pit);
  try {
    // What cannot be searched for finds nothing, though a search without words would find everything.
    const isEmpty = found === null || found.answer.total.value === 0;
    const total = isEmpty ? 0 : await count(context, body, pit, options);
    return {
      total,
      relaxed: relaxedIn(found),
      corrected: correctedIn(found, query),
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
  const answer = await engine.search(null, buildExactCount(body, pit), options);
  if (answer.partial) throw shardAway();
  return answer.total.value;
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
    for await (const { source } of walkAll(engine, body, pit, options)) {
      if (source === null) continue;
      given++;
      yield toArticle(source);
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
  for await (const { id, version } of walkAll(engine, buildTombstones(), pit, options)) {
    yield { delete: id, version: articleVersionOf(version) };
  }
}
