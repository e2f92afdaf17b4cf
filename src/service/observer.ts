import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Log } from '../create-log.ts';
import type { StatisticsObserver } from '../desk/stats/create-statistics.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { EngineCall } from '../engine/create-engine.ts';
import type { BulkItem } from '../engine/engine.ts';
import type { AnswerOrigin } from '../search/answer-cache.ts';
import type { Searched } from '../search/searched.ts';
import type { Task } from '../task.ts';
import { createAlertMetrics, type AlertMetrics } from './alert-metrics.ts';
import { createBackgroundMetrics, type OnLooked } from './background-metrics.ts';
import { createEngineMetrics } from './engine-metrics.ts';
import { createFileMetrics, type OnFileRead } from './file-metrics.ts';
import { createSearchMetrics } from './search-metrics.ts';
import { createSlowSearchLog } from './slow-search-log.ts';
import { createStatisticsMetrics } from './statistics-metrics.ts';

/** Who is told of what goes on inside, for those who run the service to see. */
export interface Observer extends StatisticsObserver {
  readonly onCall: (call: EngineCall) => void;
  readonly onWritten: (items: readonly BulkItem[]) => void;
  readonly onLooked: OnLooked;
  readonly onFileRead: OnFileRead;
  readonly alerts: AlertMetrics;
  readonly onSearched: (request: SearchRequest, searched: Searched, task: Task | undefined) => void;
  readonly onAnswered: (origin: AnswerOrigin) => void;
  readonly onSearchFailed: (error: unknown) => void;
}

/** Nobody. */
export const NO_OBSERVER: Observer = {
  onCall: () => {},
  onWritten: () => {},
  onLooked: () => {},
  onFileRead: () => {},
  alerts: { onNoted: () => {}, onSent: () => {}, onLeading: () => {} },
  onSearched: () => {},
  onAnswered: () => {},
  onSearchFailed: () => {},
  onCounted: () => {},
  onCountersWritten: () => {},
};

/** Figures for `/metrics`, and lines for what was slow. */
export const createObserver = (
  registry: Registry,
  log: Log,
  { slowSearchMs }: Pick<Config, 'slowSearchMs'>,
): Observer => {
  const searches = createSearchMetrics(registry);
  const logSlow = createSlowSearchLog(log, slowSearchMs);
  return {
    ...createEngineMetrics(registry),
    onLooked: createBackgroundMetrics(registry),
    onFileRead: createFileMetrics(registry),
    ...createStatisticsMetrics(registry),
    alerts: createAlertMetrics(registry),
    onSearched: (request, searched, task) => {
      searches.onSearched(searched, task);
      logSlow(request, searched, task);
    },
    onAnswered: searches.onAnswered,
    onSearchFailed: searches.onFailed,
  };
};
