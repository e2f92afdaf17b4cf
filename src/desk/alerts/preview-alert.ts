import type { AlertPreview, PreviewedMessage } from '../../domain/alert.ts';
import type { Article } from '../../domain/article.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CallOptions, Searcher } from '../../engine/engine.ts';
import { createReader } from '../../search/reader.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import { alertClauses, seenSince, viewOf } from './alert-query.ts';
import type { AlertRecord } from './alert-store.ts';
import { ALERTED_FIELDS, toAlerted } from './channel.ts';
import { MOST_ARTICLES } from './send-due.ts';
import { dueAt } from './throttle.ts';

export interface PreviewOptions extends CallOptions {
  readonly days: number;
  /** The most articles that are told, 1–10,000. */
  readonly size: number;
  /** RFC 3339 */
  readonly at: string;
}

const DAY_MS = 86_400_000;

/**
 * What an alert would have sent of the articles that readers came to see in the last days, as they are now: each at the
 * time when it came to be seen, by its throttle. Sends and notes nothing.
 */
export const previewAlert = async (
  engine: Searcher,
  index: string,
  context: ReadingContext,
  record: AlertRecord,
  { days, size, at, ...options }: PreviewOptions,
): Promise<AlertPreview> => {
  const { alert } = record;
  const within = Math.min(days, alert.maxAgeDays ?? days);
  const since = new Date(Date.parse(at) - within * DAY_MS).toISOString();
  const body = {
    size,
    query: { bool: { filter: [...alertClauses(context, alert), seenSince(since)] } },
    sort: [{ publishedAt: 'desc' }, { id: 'asc' }],
    _source: [...ALERTED_FIELDS, 'visibleFrom'],
    track_total_hits: true,
  };
  const { hits, total, partial } = await createReader(engine, viewOf(record, at)).search<Article>(
    index,
    body,
    options,
  );
  if (partial) throw new AppError('engine_unavailable', 'Part of the index does not answer.');
  const articles = hits.flatMap(({ source }) => source ?? []);
  return { days: within, total: total.value, messages: inMessages(articles, alert.throttle) };
};

/** When readers came to see an article. */
const seenAt = ({ publishedAt, visibleFrom = publishedAt }: Article): number =>
  Math.max(Date.parse(publishedAt), Date.parse(visibleFrom));

const inMessages = (
  articles: readonly Article[],
  throttle: AlertRecord['alert']['throttle'],
): PreviewedMessage[] => {
  const gathered = new Map<number, Article[]>();
  for (const article of articles) {
    const at = dueAt(throttle, seenAt(article));
    const together = gathered.get(at) ?? [];
    gathered.set(at, together);
    together.push(article);
  }
  return [...gathered]
    .toSorted(([a], [b]) => b - a)
    .flatMap(([at, together]) =>
      Array.from({ length: Math.ceil(together.length / MOST_ARTICLES) }, (_, i) => ({
        at: new Date(at).toISOString(),
        articles: together.slice(i * MOST_ARTICLES, (i + 1) * MOST_ARTICLES).map(toAlerted),
      })),
    );
};
