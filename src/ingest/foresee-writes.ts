import { createHash } from 'node:crypto';
import type { Article } from '../domain/article.ts';
import { removalVersionOf, storedVersionOf } from '../domain/article-version.ts';
import { isTombstone, type Tombstone } from '../domain/tombstone.ts';
import { ifThere } from '../engine/if-there.ts';
import { articleLine } from './article-line.ts';
import type { WriteOutcome, WriteRequest, WriteStatus } from './bulk-writer.ts';
import type { ArticleStoreDeps } from './open-article-store.ts';

const BATCH = 200;

/** What would stand under an id: what is stored, or what an earlier request of the same run would have left. */
interface Standing {
  readonly version: number;
  /** Of an article, its checksum; `null` where it was removed. */
  readonly checksum: string | null;
}

/**
 * Tells what would become of writes, as `writeArticles` makes them with `skipUnchanged`, and makes none. A missing
 * index counts as an empty one. Remembers some hundred bytes of every article that it has seen.
 */
export async function* foreseeWrites<Tag>(
  deps: ArticleStoreDeps,
  requests: AsyncIterable<WriteRequest<Tag>>,
): AsyncGenerator<WriteOutcome<Tag>, void, void> {
  const left = new Map<string, Standing | null>();
  let batch: WriteRequest<Tag>[] = [];
  for await (const request of requests) {
    batch.push(request);
    if (batch.length < BATCH) continue;
    yield* await foreseeBatch(deps, batch, left);
    batch = [];
  }
  yield* await foreseeBatch(deps, batch, left);
}

const foreseeBatch = async <Tag>(
  { engine, names }: ArticleStoreDeps,
  batch: readonly WriteRequest<Tag>[],
  left: Map<string, Standing | null>,
): Promise<WriteOutcome<Tag>[]> => {
  const ids = [...new Set(batch.map(idOf))].filter((id) => id !== null && !left.has(id)) as string[];
  const stored = ids.length === 0 ? [] : await ifThere(engine.mget<Article | Tombstone>(names.read, ids), []);
  const articles = new Map(stored.flatMap((found) => (found === null ? [] : [[found.id, found] as const])));
  return batch.map((request) => {
    const { tag } = request;
    if ('error' in request) return { tag, status: 'failed', article: null, error: request.error };
    const id = idOf(request) ?? '';
    const found = articles.get(id);
    const standing = left.get(id) ?? (found === undefined ? null : toStanding(found.version, found.source));
    if ('remove' in request) {
      const version = request.version === undefined ? undefined : removalVersionOf(request.version);
      const isNewer = standing !== null && version !== undefined && standing.version > version;
      const isStale = isNewer && standing.checksum !== null;
      if (!isNewer) left.set(id, { version: version ?? standing?.version ?? 0, checksum: null });
      return { tag, status: isStale ? 'stale' : 'deleted', article: null, error: null };
    }
    const { article } = request;
    const status = statusOf(article, standing);
    if (status !== 'stale') left.set(id, toStanding(storedVersionOf(article), article));
    return { tag, status, article, error: null };
  });
};

const idOf = (request: WriteRequest<unknown>): string | null =>
  'error' in request ? null : 'remove' in request ? request.remove : request.article.id;

const toStanding = (version: number, source: Article | Tombstone): Standing => ({
  version,
  checksum: isTombstone(source) ? null : checksumOf(source),
});

const checksumOf = (article: Article): string =>
  createHash('sha256').update(articleLine(article)).digest('base64').slice(0, 16);

const statusOf = (article: Article, standing: Standing | null): WriteStatus => {
  if (standing === null) return 'created';
  if (storedVersionOf(article) < standing.version) return 'stale';
  if (standing.checksum === null) return 'created';
  return checksumOf(article) === standing.checksum ? 'unchanged' : 'updated';
};
