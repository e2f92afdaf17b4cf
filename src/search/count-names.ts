import type { Completable } from '../completion/completion-index.ts';
import { visibleAt } from '../domain/visibility.ts';
import type { Searcher } from '../engine/engine.ts';
import { nameKey } from '../text/name-key.ts';

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

/**
 * Reads all sections, authors and tags off the index, each with its count and its newest article. Spellings that are one
 * name are one, in the commonest of them; an article that has two of them is counted twice.
 *
 * @param at what is hidden at this instant is not counted
 */
export const countNames = async (
  engine: Pick<Searcher, 'search'>,
  index: string,
  at: string,
  signal?: AbortSignal,
): Promise<CountedNames> => {
  const aggs = Object.fromEntries(
    Object.entries(NAMES).map(([name, terms]) => [
      name,
      { terms, aggs: { newest: { max: { field: 'publishedAt' } } } },
    ]),
  );
  const query = { bool: { filter: [{ exists: { field: 'publishedAt' } }, visibleAt(at)] } };
  const answer = await engine.search(
    index,
    { size: 0, track_total_hits: true, query, aggs },
    signal === undefined ? {} : { signal },
  );
  const namesOf = (name: keyof typeof NAMES): Completable[] => {
    const byKey = new Map<string, Completable>();
    // The commonest spelling comes first.
    for (const { key, count, within } of answer.aggregations[name]?.buckets ?? []) {
      const text = String(key);
      const newest = within['newest']?.value ?? 0;
      const spelt = nameKey(text);
      const same = byKey.get(spelt);
      byKey.set(
        spelt,
        same === undefined
          ? { text, count, newest }
          : { text: same.text, count: same.count + count, newest: Math.max(same.newest, newest) },
      );
    }
    return [...byKey.values()];
  };
  return {
    articles: answer.total.value,
    section: namesOf('section'),
    author: namesOf('author'),
    tag: namesOf('tag'),
  };
};
