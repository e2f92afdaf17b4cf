import { randomUUID } from 'node:crypto';
import type { AlertOwner, AlertPut, AlertServices, StoredAlert } from '../../domain/alert.ts';
import { AppError } from '../../domain/app-error.ts';
import { toArticle, type StoredArticle } from '../../domain/stored-article.ts';
import { isTombstone } from '../../domain/tombstone.ts';
import { secondOf, TIMED_FIELDS, type Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { createReader, isSeen } from '../../search/reader.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import { ensureAlertIndices, alertIndices } from './alert-indices.ts';
import { alertClauses, viewOf } from './alert-query.ts';
import {
  isOf,
  MOST_ALERTS,
  newKey,
  newSecret,
  readAlert,
  readAlerts,
  removeAlert,
  writeAlert,
  type AlertRecord,
  type PlacedAlert,
} from './alert-store.ts';
import { changeNotes, listNotes, readNote, toDelivery } from './delivery-store.ts';
import { positionNow, writePosition } from './position.ts';
import { previewAlert } from './preview-alert.ts';

export interface AlertServicesOptions {
  readonly clock: Clock;
  /** What searches are read with now. */
  readonly reading: () => Promise<ReadingContext>;
  /** Whether there is a server for mails. */
  readonly hasMail: boolean;
}

/** What of an article says whether it is to be seen, and its title. */
const SEEN_BY = ['title', ...TIMED_FIELDS, 'section', 'authors', 'tags', 'source'];

/** Of several that change an alert at once, each gets its turn. */
const MOST_TRIES = 5;

/**
 * @param alias the setting TIMBAO_INDEX
 * @param owner the part of the archive that is to be seen; `null`: all of it
 */
export const createAlertServices = (
  engine: Engine,
  alias: string,
  { clock, reading, hasMail }: AlertServicesOptions,
  owner: AlertOwner = null,
): AlertServices => {
  const indices = alertIndices(alias);
  const optionsOf = (signal: AbortSignal | undefined): CallOptions =>
    signal === undefined ? {} : { signal };

  const find = async (id: string, options: CallOptions): Promise<PlacedAlert | null> => {
    const placed = await readAlert(engine, indices, id, options);
    return placed !== null && isOf(placed.record, owner) ? placed : null;
  };

  /** Whether the engine runs it, asked before it is stored. */
  const assertRuns = async (record: AlertRecord, options: CallOptions): Promise<void> => {
    const { channel } = record.alert;
    if (channel.kind === 'email' && !hasMail) {
      throw new AppError('invalid_parameters', 'No mail server is set (TIMBAO_SMTP_URL).', {
        errors: [{ path: 'channel', message: 'cannot be e-mail: no mail server is set (TIMBAO_SMTP_URL)' }],
      });
    }
    const filter = alertClauses(await reading(), record.alert);
    const reader = createReader(engine, viewOf(record, secondOf(clock)));
    const body = { size: 0, query: { bool: { filter } }, track_total_hits: false, terminate_after: 1 };
    await reader.search(alias, body, options);
  };

  const begin = async (options: CallOptions): Promise<void> => {
    await ensureAlertIndices(engine, indices, options);
    // What is written from now on is looked at, also where no service runs yet.
    const position = await positionNow(engine, alias, clock, options);
    await writePosition(engine, indices.deliveries, position, 'new', options);
  };

  const putAlert = async (
    id: string | null,
    { secret: given, ...input }: AlertPut,
    options: CallOptions,
  ): Promise<StoredAlert> => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const placed = id === null ? null : await readAlert(engine, indices, id, options);
      const before = placed?.record ?? null;
      if (before !== null && !isOf(before, owner))
        throw new AppError('forbidden', `The id “${before.alert.id}” is taken. Choose another one.`);
      const now = new Date(clock()).toISOString();
      const isSigned = input.channel.kind === 'webhook';
      const kept = given ?? before?.secret ?? null;
      const secret = isSigned ? (kept ?? newSecret()) : null;
      const record: AlertRecord = {
        alert: {
          ...input,
          id: before?.alert.id ?? id ?? randomUUID(),
          createdAt: before?.alert.createdAt ?? now,
          updatedAt: now,
          fault: null,
        },
        key: before?.key ?? newKey(),
        secret,
        // Whoever changes it sees more or the same: it goes on with what it was made for.
        within: before === null ? owner : before.within,
      };
      await assertRuns(record, options);
      if (before === null) {
        await begin(options);
        if ((await engine.count(indices.alerts, undefined, options)) >= MOST_ALERTS)
          throw new AppError('invalid_parameters', `There are ${MOST_ALERTS} alerts already. Remove some.`);
      }
      if (await writeAlert(engine, indices, record, placed?.place ?? 'new', options))
        return {
          alert: record.alert,
          isNew: before === null,
          secret: isSigned && kept === null ? secret : null,
        };
    }
    throw new AppError('stale_version', 'The alert was changed by somebody else meanwhile. Read it again.');
  };

  /** Of some articles those that are to be seen, by their ids. */
  const seenArticles = async (
    record: AlertRecord,
    ids: readonly string[],
    options: CallOptions,
    fields?: readonly string[],
  ): Promise<ReadonlyMap<string, StoredArticle>> => {
    const view = viewOf(record, secondOf(clock));
    const wanted = { ...options, ...(fields !== undefined && { fields: [...fields, 'removedAt'] }) };
    const stored = await engine.mget<StoredArticle>(alias, [...new Set(ids)], wanted);
    return new Map(
      stored.flatMap((one) =>
        one !== null && !isTombstone(one.source) && isSeen(one.source, view)
          ? [[one.id, one.source] as const]
          : [],
      ),
    );
  };

  return {
    listAlerts: async (signal) => {
      const records = await readAlerts(engine, indices, optionsOf(signal));
      return records.filter((record) => isOf(record, owner)).map(({ alert }) => alert);
    },
    getAlert: async (id, signal) => (await find(id, optionsOf(signal)))?.record.alert ?? null,
    putAlert: (id, input, signal) => putAlert(id, input, optionsOf(signal)),
    deleteAlert: async (id, signal) => {
      const options = optionsOf(signal);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const placed = await find(id, options);
        if (placed === null) return false;
        if (await removeAlert(engine, indices, placed, options)) return true;
      }
      throw new AppError('stale_version', 'The alert was changed by somebody else meanwhile. Read it again.');
    },
    previewAlert: async (id, { days, size }, signal) => {
      const options = optionsOf(signal);
      const placed = await find(id, options);
      if (placed === null) return null;
      const at = secondOf(clock);
      return previewAlert(engine, alias, await reading(), placed.record, { ...options, days, size, at });
    },
    listDeliveries: async (id, wanted, signal) => {
      const options = optionsOf(signal);
      const placed = await find(id, options);
      if (placed === null) return null;
      const { total, notes } = await listNotes(
        engine,
        indices.deliveries,
        placed.record.key,
        wanted,
        options,
      );
      const ids = notes.map(({ note }) => note.article);
      const seen = await seenArticles(placed.record, ids, options, SEEN_BY);
      return {
        total,
        deliveries: notes.map(({ note }) => toDelivery(note, seen.get(note.article)?.title ?? null)),
      };
    },
    resendDelivery: async (id, delivery, signal) => {
      const options = optionsOf(signal);
      const placed = await find(id, options);
      const read =
        placed === null
          ? null
          : await readNote(engine, indices.deliveries, placed.record.key, delivery, options);
      if (read?.note.state !== 'dead') return false;
      const { message: _message, reason: _reason, ...rest } = read.note;
      const note = { ...rest, state: 'waiting' as const, tries: 0, dueAt: new Date(clock()).toISOString() };
      const [changed] = await changeNotes(engine, indices.deliveries, [{ read, note }], options);
      return changed !== null;
    },
    alertedArticles: async (id, size, signal) => {
      const options = optionsOf(signal);
      const placed = await find(id, options);
      if (placed === null) return null;
      const { notes } = await listNotes(engine, indices.deliveries, placed.record.key, { size }, options);
      const ids = notes.map(({ note }) => note.article);
      const seen = await seenArticles(placed.record, ids, options);
      return { alert: placed.record.alert, articles: [...seen.values()].map(toArticle) };
    },
  };
};
