import { Counter, Histogram, type Registry } from 'prom-client';
import { AppError, type AppErrorCode } from '../domain/app-error.ts';
import type { TraceStep } from '../domain/search-result.ts';
import { RUNGS } from '../search/ladder.ts';
import type { AnswerOrigin } from '../search/answer-cache.ts';
import { rungShown, type Searched } from '../search/searched.ts';
import type { Task } from '../task.ts';

/** What is told of each search. */
export interface SearchMetrics {
  readonly onSearched: (searched: Searched, task: Task | undefined) => void;
  readonly onAnswered: (origin: AnswerOrigin) => void;
  readonly onFailed: (error: unknown) => void;
}

/** From one that the engine has in memory to one that is about to be given up. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Outcome =
  | 'as_typed'
  | 'corrected'
  | 'loosened'
  /** Nothing was searched for: what is newest, or in a section. */
  | 'browsed'
  /** With a cursor. */
  | 'continued'
  | 'empty'
  /** The request itself could not be answered. */
  | 'refused'
  /** Nobody waited for it any more. */
  | 'given_up'
  | 'failed';

const NO_RUNG = 'none';

/** Searches by how they were read to find anything, what each reading came to, and how long they took. */
export const createSearchMetrics = (registry: Registry): SearchMetrics => {
  const registers = [registry];
  const searches = new Counter({
    name: 'timbao_searches_total',
    help: 'Searches by what came of them, and the rung whose finds were shown',
    labelNames: ['outcome', 'rung'] as const,
    registers,
  });
  const readings = new Counter({
    name: 'timbao_search_readings_total',
    help: 'Readings of a query that were tried, by their rung: shown, passed over for one that found more, or empty',
    labelNames: ['rung', 'outcome'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'timbao_search_duration_seconds',
    help: 'Time from a query to its answer, as it was parsed to as it was shaped',
    buckets: SECONDS,
    registers,
  });
  const engine = new Histogram({
    name: 'timbao_search_engine_duration_seconds',
    help: 'Of that, the time of its calls to the engine; of those at the same time the sum',
    buckets: SECONDS,
    registers,
  });
  const answers = new Counter({
    name: 'timbao_search_answers_total',
    help: 'Answers to searches by where they came from: made, kept from an earlier search, shared with one at the same time',
    labelNames: ['origin'] as const,
    registers,
  });
  for (const origin of ['made', 'kept', 'shared'] satisfies AnswerOrigin[]) answers.inc({ origin }, 0);
  // Where nothing ever was counted, there is nothing to compare with.
  searches.inc({ outcome: 'as_typed', rung: RUNGS[0]?.name ?? NO_RUNG }, 0);
  for (const outcome of ['empty', 'failed'] satisfies Outcome[]) searches.inc({ outcome, rung: NO_RUNG }, 0);

  return {
    onSearched: (searched, task) => {
      const outcome = outcomeOf(searched);
      searches.inc({ outcome, rung: (outcome === 'empty' ? null : rungShown(searched)) ?? NO_RUNG });
      const shown = rungShown(searched);
      for (const step of searched.steps) readings.inc({ rung: step.rung, outcome: cameTo(step, shown) });
      duration.observe(searched.result.tookMs / 1_000);
      if (task !== undefined) engine.observe(task.engineMs / 1_000);
    },
    onAnswered: (origin) => answers.inc({ origin }),
    onFailed: (error) => searches.inc({ outcome: failureOf(error), rung: NO_RUNG }),
  };
};

const outcomeOf = ({ node, steps, result }: Searched): Outcome => {
  if (result.total.value === 0) return 'empty';
  if (node === null) return 'browsed';
  if (steps.length === 0) return 'continued';
  if (result.query.relaxed !== null) return 'loosened';
  return result.query.corrected === null ? 'as_typed' : 'corrected';
};

const REFUSALS: ReadonlySet<AppErrorCode> = new Set([
  'query_too_complex',
  'invalid_parameters',
  'cursor_expired',
  'too_many_cursors',
]);

const failureOf = (error: unknown): Outcome => {
  if (error instanceof DOMException && error.name === 'AbortError') return 'given_up';
  return error instanceof AppError && REFUSALS.has(error.code) ? 'refused' : 'failed';
};

const cameTo = ({ rung, total }: TraceStep, shown: string | null): 'shown' | 'passed_over' | 'empty' => {
  if (total.value === 0) return 'empty';
  return rung === shown ? 'shown' : 'passed_over';
};
