import { randomUUID } from 'node:crypto';
import type { AlertChannelKind } from '../../domain/alert.ts';
import type { Article } from '../../domain/article.ts';
import { isTombstone } from '../../domain/tombstone.ts';
import { secondOf, type Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { isSeen } from '../../search/reader.ts';
import type { AlertRecord } from './alert-store.ts';
import { MOST_TRIES, pauseAfter } from './back-off.ts';
import { toAlerted, type Message, type Send } from './channel.ts';
import { changeNotes, dueNotes, type Note, type PlacedNote } from './delivery-store.ts';
import { textKey } from './text-key.ts';
import { viewOf } from './alert-query.ts';

/** What became of a try to send a message; `dropped`: none of its articles is to be seen any more. */
export type SendOutcome = 'sent' | 'failed' | 'dead' | 'dropped';

export interface SenderOptions {
  readonly clock: Clock;
  /** Aborted: what is on its way is given up, and sent by whoever comes after. */
  readonly signal: AbortSignal;
  readonly channels: Readonly<Partial<Record<AlertChannelKind, Send>>>;
  /** The alerts by their keys; `null`: they are not known yet. */
  readonly alerts: () => ReadonlyMap<string, AlertRecord> | null;
  readonly onSent: (channel: AlertChannelKind, outcome: SendOutcome, articles: number) => void;
  /** Told of what could not be written down. */
  readonly onFault: (error: unknown) => void;
}

export interface Sender {
  /** Begins to send what is due, as far as there are places. */
  readonly look: () => Promise<void>;
  /** Waits for what is on its way. */
  readonly settled: () => Promise<void>;
}

/** The most articles of one message. */
export const MOST_ARTICLES = 50;

/** So many messages are on their way at once, of each alert one. */
const PLACES = 32;

/** Milliseconds for writing down what came of a message. */
const CONCLUDE_MS = 10_000;

/** So many notes are looked at at once. */
const PAGE = 1_000;

/**
 * Sends what is noted and due. A message has the articles that are due for an alert at the same time, and an id, which is
 * written down before it is sent first: it is the same each time that it is tried, whoever does.
 */
export const createSender = (
  engine: Engine,
  alias: string,
  deliveries: string,
  { clock, signal, channels, alerts, onSent, onFault }: SenderOptions,
): Sender => {
  const options: CallOptions = { signal };
  const onTheirWay = new Map<string, Promise<void>>();

  const change = (changes: Parameters<typeof changeNotes>[2]) =>
    changeNotes(engine, deliveries, changes, options);
  /** What came of it is written down also where the service is about to end. */
  const conclude = (changes: Parameters<typeof changeNotes>[2]) =>
    changeNotes(engine, deliveries, changes, { timeoutMs: CONCLUDE_MS });

  /** Those of its articles that are to be seen, in the text that was noted. */
  const articlesOf = async (
    record: AlertRecord,
    notes: readonly PlacedNote[],
  ): Promise<ReadonlyMap<string, Article>> => {
    const ids = [...new Set(notes.map(({ note }) => note.article))];
    const view = viewOf(record, secondOf(clock));
    const stored = await engine.mget<Article>(alias, ids, options);
    const seen = new Map<string, Article>();
    for (const one of stored)
      if (one !== null && !isTombstone(one.source) && isSeen(one.source, view)) seen.set(one.id, one.source);
    return new Map(
      notes.flatMap(({ id, note }): [string, Article][] => {
        const article = seen.get(note.article);
        return article !== undefined && textKey(article) === note.text ? [[id, article]] : [];
      }),
    );
  };

  /** @returns whether the next one may be tried */
  const send = async (record: AlertRecord, due: readonly PlacedNote[]): Promise<boolean> => {
    const articles = await articlesOf(record, due);
    // What is hidden or another text by now is noted anew when it is that again.
    await change(due.filter(({ id }) => !articles.has(id)).map((read) => ({ read, note: null })));
    const { kind } = record.alert.channel;
    if (articles.size < due.length) onSent(kind, 'dropped', due.length - articles.size);
    const left = due.filter(({ id }) => articles.has(id));
    if (left.length === 0) return true;
    const id = left[0]?.note.message ?? `msg_${randomUUID()}`;
    const claimed = (
      await change(left.map((read) => ({ read, note: { ...read.note, message: id } })))
    ).filter((note) => note !== null);
    if (claimed.length === 0) return true;
    const shown = claimed
      .flatMap((note) => articles.get(note.id) ?? [])
      .toSorted((a, b) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt));
    const message: Message = { id, record, articles: shown.map(toAlerted) };
    const channel = channels[kind];
    const sent =
      // It was another when they were noted: a feed has what it is for, and nothing is sent.
      kind === 'feed'
        ? { kind: 'sent' as const }
        : channel === undefined
          ? { kind: 'failed' as const, reason: NO_CHANNEL, isFinal: false, retryAfterMs: null }
          : await channel(message, signal);
    const now = clock();
    if (sent.kind === 'sent') {
      const sentAt = new Date(now).toISOString();
      await conclude(claimed.map((read) => ({ read, note: { ...ended(read.note), state: 'sent', sentAt } })));
      onSent(kind, 'sent', claimed.length);
      return true;
    }
    const tries = Math.max(...claimed.map(({ note }) => note.tries)) + 1;
    const pause = sent.isFinal || tries >= MOST_TRIES ? null : pauseAfter(tries, sent.retryAfterMs);
    const failed = (note: Note): Note => {
      const { dueAt: _dueAt, ...rest } = note;
      const next = { ...rest, tries, reason: sent.reason };
      return pause === null
        ? { ...next, state: 'dead' }
        : { ...next, dueAt: new Date(now + pause).toISOString() };
    };
    await conclude(claimed.map((read) => ({ read, note: failed(read.note) })));
    onSent(kind, pause === null ? 'dead' : 'failed', claimed.length);
    return false;
  };

  /** Message after message, as long as they arrive. */
  const sendAll = async (
    record: AlertRecord,
    messages: readonly (readonly PlacedNote[])[],
  ): Promise<void> => {
    for (const notes of messages) {
      signal.throwIfAborted();
      if (!(await send(record, notes))) return;
    }
  };

  return {
    look: async () => {
      const known = alerts();
      if (known === null || onTheirWay.size >= PLACES) return;
      await engine.refresh(deliveries, options);
      const now = new Date(clock()).toISOString();
      const due = await dueNotes(
        engine,
        deliveries,
        { now, size: PAGE, except: [...onTheirWay.keys()] },
        options,
      );
      const able = (key: string): AlertRecord | null => {
        const record = known.get(key);
        return record?.alert.enabled === true ? record : null;
      };
      // Nobody waits any more for those of an alert that is switched off, or no more.
      await change(due.filter(({ note }) => able(note.alert) === null).map((read) => ({ read, note: null })));
      for (const [key, messages] of byAlert(due)) {
        const record = able(key);
        if (record === null || onTheirWay.size >= PLACES) continue;
        const sending = sendAll(record, messages)
          .catch((error: unknown) => {
            if (!signal.aborted) onFault(error);
          })
          .finally(() => onTheirWay.delete(key));
        onTheirWay.set(key, sending);
      }
    },
    settled: async () => {
      await Promise.all(onTheirWay.values());
    },
  };
};

const NO_CHANNEL = 'no mail server is set (TIMBAO_SMTP_URL)';

/** A note without what belongs to waiting. */
const ended = ({ dueAt: _dueAt, reason: _reason, ...note }: Note): Note => note;

/** The messages of each alert: what was tried together before, and what is due for the first time. */
const byAlert = (due: readonly PlacedNote[]): ReadonlyMap<string, readonly (readonly PlacedNote[])[]> => {
  const alerts = new Map<string, PlacedNote[][]>();
  for (const one of due) {
    const { alert, message } = one.note;
    const messages = alerts.get(alert) ?? [];
    alerts.set(alert, messages);
    const open = messages.find((notes) => notes[0]?.note.message === message && notes.length < MOST_ARTICLES);
    if (open === undefined) messages.push([one]);
    else open.push(one);
  }
  return alerts;
};
