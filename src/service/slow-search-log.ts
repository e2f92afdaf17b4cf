import type { Log } from '../create-log.ts';
import { countTerms, outlineQuery } from '../query/outline-query.ts';
import { rungShown, type Searched } from '../search/searched.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { Task } from '../task.ts';

/** Told of each search that was answered. */
export type SlowSearchLog = (request: SearchRequest, searched: Searched, task: Task | undefined) => void;

/**
 * A line for each search that took too long, with what may have been the reason: the shape of its query, the readings
 * that were tried, the part of the engine. What was typed is in it at `debug` only.
 *
 * @param fromMs from how many milliseconds on; 0: none is slow
 */
export const createSlowSearchLog =
  (log: Log, fromMs: number): SlowSearchLog =>
  ({ wanted, shown }, searched, task) => {
    const { node, steps, result } = searched;
    if (fromMs === 0 || result.tookMs < fromMs) return;
    const rung = rungShown(searched);
    log.warn(
      {
        requestId: task?.id,
        ms: result.tookMs,
        ...(task !== undefined && { engineMs: Math.round(task.engineMs), engineCalls: task.calls }),
        query: node === null ? 'none' : outlineQuery(node),
        terms: node === null ? 0 : countTerms(node),
        mode: wanted.mode,
        diacritics: wanted.diacritics,
        rungs: steps.map((step) => ({
          rung: step.rung,
          words: step.words.length,
          hits: step.total.value,
          ...(step.rung === rung && { shown: true }),
        })),
        hits: result.total.value,
        partial: result.partial,
        sort: shown.sort,
        page: shown.page,
        size: shown.size,
        facets: shown.facets,
        ...(log.isLevelEnabled('debug') && { q: wanted.q }),
      },
      'slow search',
    );
  };
