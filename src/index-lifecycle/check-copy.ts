import type { Engine } from '../engine/engine.ts';
import { compareContents, type ComparedContents } from './compare-contents.ts';
import { compareCounts, type ComparedCounts } from './compare-counts.ts';
import { compareSearches, type ComparedSearches, type RunSearch } from './compare-searches.ts';
import type { CopyState } from './copy-state.ts';
import { followIndex, type FollowOptions } from './follow-index.ts';
import type { Copying } from './rebuild-index.ts';

/** What has to hold before a copy goes into service. */
export interface CheckedCopy {
  readonly counts: ComparedCounts;
  readonly contents: ComparedContents;
  readonly searches: ComparedSearches;
  readonly isPassed: boolean;
}

export interface CheckOptions extends FollowOptions {
  /** Compare every document, not a sample. */
  readonly full?: boolean;
  readonly runSearch: RunSearch;
  /** Searches that are run on both. */
  readonly queries: readonly string[];
  /** Whether the copy is of a newer mapping than the live index. */
  readonly isNewer?: boolean;
  readonly onCompared?: (compared: number) => void;
}

/** How often the counts are taken again where writes come in between. */
const COUNTS = 5;

/**
 * Compares a copy with the live index while writes go on: numbers of articles and tombstones, contents (a sample, or
 * all), and what searches find.
 *
 * @returns what was found, and how far the copy is now.
 */
export const checkCopy = async (
  engine: Engine,
  { plan, state }: Copying,
  { full = false, isNewer = false, runSearch, queries, onCompared, ...follow }: CheckOptions,
): Promise<{ readonly checked: CheckedCopy; readonly state: CopyState }> => {
  let reached = state;
  const catchUp = async (): Promise<void> => {
    reached = await followIndex(engine, plan, reached, follow);
  };
  const contents = await compareContents(engine, plan, {
    full,
    also: reached.refused,
    catchUp,
    ...(follow.signal === undefined ? {} : { signal: follow.signal }),
    ...(onCompared === undefined ? {} : { onProgress: onCompared }),
  });
  let counts = await compareCounts(engine, plan.source, plan.target);
  for (let count = 1; count < COUNTS && !counts.isSame; count++) {
    await catchUp();
    counts = await compareCounts(engine, plan.source, plan.target);
  }
  const searches = await compareSearches(runSearch, plan.source, plan.target, queries, isNewer);
  const isPassed = counts.isSame && contents.differences.length === 0 && searches.isSame;
  return { checked: { counts, contents, searches, isPassed }, state: reached };
};
