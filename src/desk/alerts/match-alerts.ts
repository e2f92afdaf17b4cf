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
  /** What an article must be for it. */
  readonly filter: object;
}

/**
 * So many alerts are filters of one search, whose articles are counted by them: that is some six times less work than a
 * search for each of them is, and than one search of them all is twice less.
 */
const TOGETHER = 100;

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
      const filter = [...ageClauses(record.alert, at), ...read(context, record)];
      const { query } = narrowTo(viewOf(record, at), { query: { bool: { filter } } });
      asked.push({ record, filter: query });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onFault(record, error);
    }
    await pause();
  }
  const ask = async (groups: readonly (readonly Asked[])[]): Promise<readonly Matched[]> => {
    if (groups.length === 0) return [];
    try {
      const bodies = groups.map((group) => toBody(ids, group));
      const answers = await engine.msearch(index, bodies, options);
      return groups.flatMap((group, i) => {
        const answer = answers[i];
        return answer === undefined ? [] : matchedIn(index, group, answer);
      });
    } catch (error) {
      if (!(error instanceof AppError) || !OF_THE_SEARCH.has(error.code) || isTransient(error)) throw error;
      const all = groups.flat();
      const [only, another] = all;
      if (only !== undefined && another === undefined) {
        // Where nothing is answered any more, the search is not to blame.
        await engine.search(index, { size: 0, track_total_hits: false }, options);
        onFault(only.record, error);
        return [];
      }
      // One that the engine refuses must not keep the others from being run.
      const middle = Math.ceil(all.length / 2);
      return [...(await ask(inGroups(all.slice(0, middle)))), ...(await ask(inGroups(all.slice(middle))))];
    }
  };
  return ask(inGroups(asked));
};

const OF_THE_SEARCH: ReadonlySet<AppError['code']> = new Set(['query_too_complex', 'engine_rejected']);

const inGroups = (asked: readonly Asked[]): (readonly Asked[])[] =>
  Array.from({ length: Math.ceil(asked.length / TOGETHER) }, (_, i) =>
    asked.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );

/** The names of what is counted. */
const ALERTS = 'alerts';
const IDS = 'ids';

/** All of the articles, with the number of their last write; and of each alert the ids of those that are for it. */
const toBody = (ids: readonly string[], group: readonly Asked[]): object => ({
  size: ids.length,
  query: { ids: { values: ids } },
  sort: ['_doc'],
  _source: false,
  seq_no_primary_term: true,
  track_total_hits: false,
  aggs: {
    [ALERTS]: {
      filters: { filters: Object.fromEntries(group.map(({ filter }, i) => [String(i), filter])) },
      aggs: { [IDS]: { terms: { field: 'id', size: ids.length } } },
    },
  },
});

/** @throws AppError `engine_unavailable` where a part of the index did not answer */
const matchedIn = (
  index: string,
  group: readonly Asked[],
  { hits, partial, aggregations }: Answer,
): readonly Matched[] => {
  if (partial) throw new AppError('engine_unavailable', `Part of ${index} did not answer.`);
  const seqNos = new Map(hits.map(({ id, seqNo }) => [id, seqNo]));
  return (aggregations[ALERTS]?.buckets ?? []).flatMap(({ key, within }) => {
    const record = group[Number(key)]?.record;
    return (within[IDS]?.buckets ?? []).flatMap(({ key: id }): Matched[] => {
      const seqNo = seqNos.get(String(id));
      return record === undefined || seqNo === undefined ? [] : [{ record, id: String(id), seqNo }];
    });
  });
};
