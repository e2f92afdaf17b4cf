import type { Completable } from '../completion/completion-index.ts';
import type { NameKind } from '../completion/completion-book.ts';
import type { Answer, Bucket } from '../domain/answer.ts';
import { visibleAt } from '../domain/visibility.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';
import { nameKey } from '../text/name-key.ts';

/** The names that can be suggested, as far as they are counted, and how many articles there are. */
export interface CountedNames {
  readonly articles: number;
  /** Whether all articles are counted; otherwise the newest are. */
  readonly isWhole: boolean;
  /** The most frequent of a kind: some reckoning, in slices. */
  names(kind: NameKind): Generator<void, readonly Completable[]>;
}

export const NAME_KINDS: readonly NameKind[] = ['section', 'author', 'tag'];

/** The field of each kind, and how many of its names are given: the most frequent ones. */
const NAMES: Readonly<Record<NameKind, { readonly field: string; readonly most: number }>> = {
  section: { field: 'section', most: 1_000 },
  author: { field: 'authors', most: 15_000 },
  tag: { field: 'tags', most: 30_000 },
};

/** Once so many times as many as are given are told apart, the rarest are forgotten. */
const TOLD_APART = 4;

interface Spelling {
  readonly text: string;
  count: number;
  newest: number;
}

type NamesEngine = Pick<Searcher, 'search'>;

export interface CountNamesOptions extends CallOptions {
  /** So many articles are counted in one request, or those of one month: a part of a second in any archive. 50,000. */
  readonly articles?: number;
  /** So many names are answered at once: 10,000. By default Elasticsearch has no more than 65,536. */
  readonly page?: number;
}

/**
 * Counts all sections, authors and tags of an index, each with its newest article: some months at a time, the newest
 * first, in requests none of which takes long. Spellings that are one name are one, in the commonest of them; an article
 * that has two of them is counted twice.
 *
 * @param at what is hidden at this instant is not counted
 * @returns the same count after each of its steps, the last one whole
 */
export async function* countNames(
  engine: NamesEngine,
  index: string,
  at: string,
  { articles = 50_000, page = 10_000, ...options }: CountNamesOptions = {},
): AsyncGenerator<CountedNames, void, void> {
  const tallies = new Map(NAME_KINDS.map((kind) => [kind, createTally(NAMES[kind].most)]));
  const seen = [{ exists: { field: 'publishedAt' } }, visibleAt(at)];
  const { total, aggregations } = await engine.search(
    index,
    {
      size: 0,
      track_total_hits: true,
      query: { bool: { filter: seen } },
      aggs: {
        months: { date_histogram: { field: 'publishedAt', calendar_interval: 'month', min_doc_count: 1 } },
      },
    },
    options,
  );
  const counted = (isWhole: boolean): CountedNames => ({
    articles: total.value,
    isWhole,
    names: (kind) => tallies.get(kind)?.names() ?? createTally(0).names(),
  });
  const spans = spansOf(aggregations['months']?.buckets ?? [], articles);
  for (const span of spans) {
    const query = {
      bool: { filter: [...seen, { range: { publishedAt: { ...span, format: 'epoch_millis' } } }] },
    };
    for (const [kind, tally] of tallies) {
      const search = (aggs: object): Promise<Answer> =>
        engine.search(index, { size: 0, track_total_hits: false, query, aggs }, options);
      for await (const buckets of bucketsOf(search, NAMES[kind].field, page)) tally.add(buckets);
    }
    if (span !== spans.at(-1)) yield counted(false);
  }
  yield counted(true);
}

/** All values of a field that articles have, page by page. */
async function* bucketsOf(
  search: (aggs: object) => Promise<Answer>,
  field: string,
  page: number,
): AsyncGenerator<readonly Bucket[], void, void> {
  for (let after: string | undefined, isMore = true; isMore;) {
    const composite = {
      size: page,
      sources: [{ name: { terms: { field } } }],
      ...(after === undefined ? {} : { after: { name: after } }),
    };
    const { aggregations } = await search({
      names: { composite, aggs: { newest: { max: { field: 'publishedAt' } } } },
    });
    const buckets = aggregations['names']?.buckets ?? [];
    yield buckets;
    after = String(buckets.at(-1)?.key);
    isMore = buckets.length === page;
  }
}

/** Since when, in milliseconds, and before when. */
interface Span {
  readonly gte: number;
  readonly lt?: number;
}

/** Neighbouring months with so many articles together, the newest first. */
const spansOf = (months: readonly Bucket[], most: number): readonly Span[] => {
  const spans: Span[] = [];
  let together = 0;
  let end: number | undefined;
  for (const [i, { key, count }] of months.toReversed().entries()) {
    together += count;
    const before = months[months.length - 2 - i];
    if (before !== undefined && together + before.count <= most) continue;
    const gte = Number(key);
    spans.push(end === undefined ? { gte } : { gte, lt: end });
    end = gte;
    together = 0;
  }
  return spans;
};

/** Adds up names, the most frequent of which are kept. */
const createTally = (most: number) => {
  let spellings = new Map<string, Spelling>();

  const byCount = (): Spelling[] => [...spellings.values()].sort((a, b) => b.count - a.count);

  return {
    add: (buckets: readonly Bucket[]): void => {
      for (const { key, count, within } of buckets) {
        const text = String(key);
        const newest = within['newest']?.value ?? 0;
        const known = spellings.get(text);
        if (known === undefined) spellings.set(text, { text, count, newest });
        else {
          known.count += count;
          known.newest = Math.max(known.newest, newest);
        }
      }
      if (spellings.size <= most * TOLD_APART) return;
      const kept = byCount().slice(0, (most * TOLD_APART) / 2);
      spellings = new Map(kept.map((spelling) => [spelling.text, spelling]));
    },
    names: function* (): Generator<void, readonly Completable[]> {
      const byKey = new Map<string, Spelling>();
      // The commonest spelling comes first.
      for (const [i, { text, count, newest }] of byCount().entries()) {
        if (i % 100 === 0) yield;
        const key = nameKey(text);
        const same = byKey.get(key);
        if (same !== undefined) {
          same.count += count;
          same.newest = Math.max(same.newest, newest);
        } else if (byKey.size < most) byKey.set(key, { text, count, newest });
      }
      return [...byKey.values()];
    },
  };
};
