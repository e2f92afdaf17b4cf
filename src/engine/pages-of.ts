import type { FoundDocument } from '../domain/answer.ts';
import { AppError } from '../domain/app-error.ts';
import type { CallOptions, Engine } from './engine.ts';

/** What reading page by page needs of an engine. */
export type PagedEngine = Pick<Engine, 'search' | 'openPointInTime' | 'closePointInTime'>;

export interface PageOptions extends CallOptions {
  /** Documents in a page. */
  readonly size: number;
  /** How long whoever reads may take for a page: `2m`. */
  readonly keepAlive: string;
}

/** The quickest order: as they are stored. */
const AS_STORED = [{ _shard_doc: 'asc' }];

/**
 * All that a search finds in an index, page by page, as of one moment: a point in time is opened, and closed when all is
 * read or the reader has had enough. No page is empty.
 *
 * @param index an index or an alias
 * @param body what is searched for, and which fields of it are wanted; its `sort`, if it has one, is without ties
 * @throws AppError `engine_unavailable` where a part of the index does not answer, and as an engine does
 */
export async function* pagesOf<T>(
  engine: PagedEngine,
  index: string,
  body: Readonly<Record<string, unknown>>,
  { size, keepAlive, ...options }: PageOptions,
): AsyncGenerator<readonly FoundDocument<T>[], void, void> {
  let pit = await engine.openPointInTime(index, keepAlive, options);
  try {
    let after: readonly unknown[] | undefined;
    for (;;) {
      const answer = await engine.search<T>(
        null,
        {
          sort: AS_STORED,
          ...body,
          size,
          pit: { id: pit, keep_alive: keepAlive },
          track_total_hits: false,
          ...(after === undefined ? {} : { search_after: after }),
        },
        options,
      );
      if (answer.partial) {
        throw new AppError(
          'engine_unavailable',
          'Part of the index does not answer, so that not all of it can be read. Try again in a moment.',
          { retryAfter: 5 },
        );
      }
      const { hits } = answer;
      pit = answer.pit ?? pit;
      after = hits.at(-1)?.sort;
      if (hits.length > 0) yield hits;
      if (hits.length < size) return;
    }
  } finally {
    // Failing is no matter: the engine closes what nobody uses.
    await engine.closePointInTime(pit).catch(() => {});
  }
}
