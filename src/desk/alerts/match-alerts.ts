import type { Answer } from '../../domain/answer.ts';
import { AppError, isTransient } from '../../domain/app-error.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { pauseNowAndThen } from '../../in-slices.ts';
import { narrowTo } from '../../search/reader.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import { ageClauses, viewOf, type AlertReader } from './alert-query.ts';
import type { AlertRecord } from './alert-store.ts';
import type { News } from './follow-news.ts';

/** An article that an alert is for, and which write of it was looked at. */
export interface Matched {
  readonly record: AlertRecord;
  readonly id: string;
  readonly seqNo: number;
}

export interface MatchOptions extends CallOptions {
  /** Told of an alert that the engine will not run. */
  readonly onFault: (record: AlertRecord, error: AppError) => void;
}

interface Asked {
  readonly record: AlertRecord;
  readonly body: object;
}

/** So many alerts are asked in one call. */
const TOGETHER = 1_000;

/** Finds out which alerts some articles are for, in one call to the engine. */
export const matchAlerts = async (
  engine: Engine,
  read: AlertReader,
  context: ReadingContext,
  records: readonly AlertRecord[],
  { index, ids, at }: News,
  { onFault, ...options }: MatchOptions,
): Promise<readonly Matched[]> => {
  const asked: Asked[] = [];
  const pause = pauseNowAndThen();
  for (const record of records) {
    if (!record.alert.enabled || record.alert.fault !== null) continue;
    try {
      const filter = [
        { ids: { values: ids } },
        ...ageClauses(record.alert, at),
        ...read(context, record, at),
      ];
      const body = {
        size: ids.length,
        query: { bool: { filter } },
        sort: ['_doc'],
        _source: false,
        seq_no_primary_term: true,
        track_total_hits: false,
      };
      asked.push({ record, body: narrowTo(viewOf(record, at), body) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onFault(record, error);
    }
    await pause();
  }
  const ask = async (some: readonly Asked[]): Promise<readonly (readonly [AlertRecord, Answer])[]> => {
    if (some.length === 0) return [];
    try {
      const answers = await engine.msearch(
        index,
        some.map(({ body }) => body),
        options,
      );
      return some.flatMap(({ record }, i) => {
        const answer = answers[i];
        return answer === undefined ? [] : [[record, answer] as const];
      });
    } catch (error) {
      if (!(error instanceof AppError) || !OF_THE_SEARCH.has(error.code) || isTransient(error)) throw error;
      const [only, another] = some;
      if (only !== undefined && another === undefined) {
        // Where nothing is answered any more, the search is not to blame.
        await engine.search(index, { size: 0, track_total_hits: false }, options);
        onFault(only.record, error);
        return [];
      }
      // One that the engine refuses must not keep the others from being run.
      const middle = Math.ceil(some.length / 2);
      return [...(await ask(some.slice(0, middle))), ...(await ask(some.slice(middle)))];
    }
  };
  const matched: Matched[] = [];
  for (let from = 0; from < asked.length; from += TOGETHER) {
    for (const [record, { hits, partial }] of await ask(asked.slice(from, from + TOGETHER))) {
      if (partial) throw new AppError('engine_unavailable', `Part of ${index} did not answer.`);
      for (const { id, seqNo } of hits) matched.push({ record, id, seqNo });
    }
  }
  return matched;
};

const OF_THE_SEARCH: ReadonlySet<AppError['code']> = new Set(['query_too_complex', 'engine_rejected']);
