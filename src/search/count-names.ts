import type { Completable } from '../completion/completion-index.ts';
import type { Searcher } from '../engine/engine.ts';

/** The names that can be suggested, and how many articles there are. */
export interface CountedNames {
  readonly articles: number;
  readonly section: readonly Completable[];
  readonly author: readonly Completable[];
  readonly tag: readonly Completable[];
}

/**
 * How many names of each field are read, the most frequent ones. Together they stay below the 65,536 buckets that
 * Elasticsearch answers by default.
 */
const NAMES = {
  section: { field: 'section', size: 1_000 },
  author: { field: 'authors', size: 15_000 },
  tag: { field: 'tags', size: 30_000 },
} as const;

/** Reads all sections, authors and tags off the index, each with its count and its newest article. */
export const countNames = async (
  engine: Pick<Searcher, 'search'>,
  index: string,
  signal?: AbortSignal,
): Promise<CountedNames> => {
  const aggs = Object.fromEntries(
    Object.entries(NAMES).map(([name, terms]) => [
      name,
      { terms, aggs: { newest: { max: { field: 'publishedAt' } } } },
    ]),
  );
  const query = { exists: { field: 'publishedAt' } };
  const answer = await engine.search(
    index,
    { size: 0, track_total_hits: true, query, aggs },
    signal === undefined ? {} : { signal },
  );
  const namesOf = (name: keyof typeof NAMES): Completable[] =>
    (answer.aggregations[name]?.buckets ?? []).map(({ key, count, within }) => ({
      text: String(key),
      count,
      newest: within['newest']?.value ?? 0,
    }));
  return {
    articles: answer.total.value,
    section: namesOf('section'),
    author: namesOf('author'),
    tag: namesOf('tag'),
  };
};
