/** What a search finds in one index. */
export interface FoundArticles {
  readonly total: number;
  /** The first of them, best first. */
  readonly hits: readonly ScoredHit[];
}

export interface ScoredHit {
  readonly id: string;
  /** `null` where the order is not by relevance. */
  readonly score: number | null;
}

/** Runs a search on an index as a reader's search runs. */
export type RunSearch = (index: string, query: string) => Promise<FoundArticles>;

export interface ComparedSearch {
  readonly query: string;
  readonly source: number;
  readonly target: number;
  /** The share of the first hits that both indices have, 0–1. */
  readonly overlap: number;
  readonly isSame: boolean;
}

export interface ComparedSearches {
  readonly searches: readonly ComparedSearch[];
  /** Over all searches, 0–1. */
  readonly meanOverlap: number;
  readonly isSame: boolean;
}

/** Equal scores and articles that arrive meanwhile change places: below these it is another result. */
export const SEARCH_THRESHOLDS = {
  /** Of one search, the share of the first hits that both have. */
  overlap: 0.5,
  /** Of all searches together. */
  meanOverlap: 0.9,
  /** By so much of the larger one the totals may differ, and by 2 in any case. */
  totals: 0.05,
  /** Scores that are no further apart than this factor are equal. */
  equalScores: 1.02,
} as const;

/**
 * Compares what searches find in an index and in its copy.
 *
 * @param mayFindMore whether the copy is of a newer mapping, which is there to find more: only what it lacks counts
 */
export const compareSearches = async (
  run: RunSearch,
  source: string,
  target: string,
  queries: readonly string[],
  mayFindMore = false,
): Promise<ComparedSearches> => {
  const searches: ComparedSearch[] = [];
  for (const query of queries) {
    const [inSource, inTarget] = await Promise.all([run(source, query), run(target, query)]);
    searches.push(compare(query, inSource, inTarget, mayFindMore));
  }
  const meanOverlap =
    searches.length === 0 ? 1 : searches.reduce((sum, { overlap }) => sum + overlap, 0) / searches.length;
  return {
    searches,
    meanOverlap,
    isSame: meanOverlap >= SEARCH_THRESHOLDS.meanOverlap && searches.every(({ isSame }) => isSame),
  };
};

const compare = (
  query: string,
  source: FoundArticles,
  target: FoundArticles,
  mayFindMore: boolean,
): ComparedSearch => {
  const isOneSided = mayFindMore && target.total >= source.total;
  const longer = isOneSided ? source.hits.length : Math.max(source.hits.length, target.hits.length);
  const missing = isOneSided
    ? missingIn(target, source)
    : Math.max(missingIn(target, source), missingIn(source, target));
  const overlap = longer === 0 ? 1 : 1 - missing / longer;
  const allowed = Math.max(2, Math.max(source.total, target.total) * SEARCH_THRESHOLDS.totals);
  const isSame =
    overlap >= SEARCH_THRESHOLDS.overlap &&
    (isOneSided ||
      (Math.abs(source.total - target.total) <= allowed && (source.total === 0) === (target.total === 0)));
  return { query, source: source.total, target: target.total, overlap, isSame };
};

/**
 * How many of the first hits of one index the other one does not have among its first. Those that are as good as the
 * last one do not count: which of them are shown is by chance.
 */
const missingIn = (other: FoundArticles, { total, hits }: FoundArticles): number => {
  const last = total > hits.length ? (hits.at(-1)?.score ?? null) : null;
  const there = new Set(other.hits.map(({ id }) => id));
  return hits.filter(
    ({ id, score }) =>
      !there.has(id) && (last === null || score === null || score > last * SEARCH_THRESHOLDS.equalScores),
  ).length;
};
