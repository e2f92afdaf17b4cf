import type { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import type { AlertIndices } from './alert-indices.ts';
import { createAlertReader } from './alert-query.ts';
import { readAlert, readAlerts, writeAlert, type AlertRecord } from './alert-store.ts';
import { followNews } from './follow-news.ts';
import { matchAlerts } from './match-alerts.ts';
import { noteMatches } from './note-matches.ts';
import { positionNow, readPosition, writePosition, type Position, type StoredPosition } from './position.ts';

export interface NewsFinderOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** What searches are read with now. */
  readonly reading: () => Promise<ReadingContext>;
  /** Told how many deliveries were noted. */
  readonly onNoted: (count: number) => void;
  /** Told of an alert that cannot be run. */
  readonly onFault: (record: AlertRecord, error: AppError) => void;
}

/** Looks through what is new, and notes which of it is for which alert. */
export interface NewsFinder {
  /** One look. @returns `false` where another process turned out to have gone on from where this one was */
  readonly look: () => Promise<boolean>;
  /** Where it stands is read anew at the next look: it was another's work meanwhile. */
  readonly forget: () => void;
  /** The alerts as of the last look, by their keys; `null` before there was one that succeeded. */
  readonly alerts: () => ReadonlyMap<string, AlertRecord> | null;
}

/** Where nothing but time has passed, that is written down so often. */
const SAVE_EVERY_MS = 60_000;

class PositionLost extends Error {}

export const createNewsFinder = (
  engine: Engine,
  alias: string,
  indices: AlertIndices,
  { clock, signal, reading, onNoted, onFault }: NewsFinderOptions,
): NewsFinder => {
  const options: CallOptions = signal === undefined ? {} : { signal };
  const reader = createAlertReader();
  let records: readonly AlertRecord[] = [];
  let byKey: ReadonlyMap<string, AlertRecord> | null = null;
  let readAt: string | null = null;
  let stored: StoredPosition | null = null;
  let savedAt = 0;

  const refreshAlerts = async (): Promise<void> => {
    const now = JSON.stringify(await engine.shardCheckpoints(indices.alerts, options));
    if (now === readAt) return;
    records = await readAlerts(engine, indices, options);
    byKey = new Map(records.map((record) => [record.key, record]));
    readAt = now;
  };

  const save = async (position: Position): Promise<void> => {
    if (stored === null) throw new PositionLost();
    const written = await writePosition(engine, indices.deliveries, position, stored.written, options);
    if (written === null) throw new PositionLost();
    stored = written;
    savedAt = performance.now();
  };

  /** Where it goes on; whoever comes first begins. */
  const begin = async (): Promise<Position> => {
    stored ??= await readPosition(engine, indices.deliveries, options);
    stored ??= await writePosition(
      engine,
      indices.deliveries,
      await positionNow(engine, alias, clock, options),
      'new',
      options,
    );
    if (stored === null) throw new PositionLost();
    return stored.position;
  };

  const markFaulty = async (record: AlertRecord, error: AppError): Promise<void> => {
    onFault(record, error);
    const placed = await readAlert(engine, indices, record.alert.id, options);
    if (placed?.record.key !== record.key || placed.record.alert.updatedAt !== record.alert.updatedAt) return;
    const faulty = { ...placed.record, alert: { ...placed.record.alert, fault: error.message } };
    await writeAlert(engine, indices, faulty, placed.place, options);
  };

  let position: Position | null = null;
  const look = async (): Promise<void> => {
    position ??= await begin();
    const before = position;
    await refreshAlerts();
    if (records.length === 0) {
      // The alerts once more after it: one that was made before something was written is known when that is passed by.
      const ahead = await positionNow(engine, alias, clock, options);
      await refreshAlerts();
      if (records.length > 0) return look();
      const isSame = JSON.stringify(ahead.place) === JSON.stringify(before.place);
      if (!isSame || performance.now() - savedAt > SAVE_EVERY_MS) await save(ahead);
      position = ahead;
      return;
    }
    const faulty = new Map<AlertRecord, AppError>();
    await followNews(engine, alias, before, {
      clock,
      ...(signal !== undefined && { signal }),
      onNews: async (news) => {
        await refreshAlerts();
        const able = records.filter((record) => !faulty.has(record));
        const matched = await matchAlerts(engine, reader, await reading(), able, news, {
          ...options,
          onFault: (record, error) => faulty.set(record, error),
        });
        const noted = await noteMatches(engine, matched, {
          articles: news.index,
          deliveries: indices.deliveries,
          now: clock(),
          ...options,
        });
        if (noted > 0) onNoted(noted);
      },
      onReached: async (reached) => {
        const isSame = JSON.stringify({ ...reached, at: '' }) === JSON.stringify({ ...position, at: '' });
        position = reached;
        if (!isSame || performance.now() - savedAt > SAVE_EVERY_MS) await save(reached);
      },
    });
    for (const [record, error] of faulty) await markFaulty(record, error);
  };

  const forget = (): void => {
    stored = null;
    position = null;
    readAt = null;
    byKey = null;
  };
  return {
    look: async () => {
      try {
        await look();
        return true;
      } catch (error) {
        // What was told is told again from where it was written down last.
        forget();
        if (error instanceof PositionLost) return false;
        throw error;
      }
    },
    forget,
    alerts: () => byKey,
  };
};
