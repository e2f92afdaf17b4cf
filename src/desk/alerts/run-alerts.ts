import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertChannelKind } from '../../domain/alert.ts';
import type { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/visibility.ts';
import type { Engine } from '../../engine/engine.ts';
import { repeatLook } from '../../search/repeat-look.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import { alertIndices } from './alert-indices.ts';
import type { AlertRecord } from './alert-store.ts';
import type { Send } from './channel.ts';
import { changeNotes, expiredNotes } from './delivery-store.ts';
import { createNewsFinder } from './find-news.ts';
import { createLeader } from './leader.ts';
import { createSender, type SendOutcome } from './send-due.ts';

export interface AlertsOptions {
  readonly clock: Clock;
  /** Aborted: nothing is looked at or sent any more. */
  readonly signal: AbortSignal;
  /** What searches are read with now. */
  readonly reading: () => Promise<ReadingContext>;
  readonly channels: Readonly<Partial<Record<AlertChannelKind, Send>>>;
  /** Milliseconds between two looks: 1,000. */
  readonly everyMs?: number;
  /** Milliseconds after which another service takes over from one that is gone. */
  readonly termMs?: number;
  readonly onFault: (error: unknown) => void;
  readonly onLooked: (work: 'alerts' | 'deliveries', isDone: boolean) => void;
  readonly onNoted: (count: number) => void;
  readonly onSent: (channel: AlertChannelKind, outcome: SendOutcome, articles: number) => void;
  readonly onLeading: (isLeading: boolean) => void;
  readonly onFaultyAlert: (record: AlertRecord, error: AppError) => void;
}

/** The work that alerts are. Of several services on one index one alone does it. */
export interface RunningAlerts {
  /** Begins in the background. */
  readonly start: () => void;
  /** Looks through what is new, now. */
  readonly findNews: () => Promise<void>;
  /** Sends what is due, now, and waits until it is sent. */
  readonly sendDue: () => Promise<void>;
  /** Ends what is on its way, once the signal is aborted, and lets another service take over. */
  readonly close: () => Promise<void>;
}

/** A note that is older says nothing any more: whatever comes then is another text, or as good as one. */
const KEEP_MS = 400 * 86_400_000;
const CLEAR_EVERY_MS = 3_600_000;
const CLEAR_PAGE = 1_000;

/** What is on its way at the end may take so long to be given up. */
const CLOSE_MS = 5_000;

/** @param alias the setting TIMBAO_INDEX */
export const runAlerts = (
  engine: Engine,
  alias: string,
  {
    clock,
    signal,
    reading,
    channels,
    everyMs = 1_000,
    termMs,
    onFault,
    onLooked,
    onNoted,
    onSent,
    onLeading,
    onFaultyAlert,
  }: AlertsOptions,
): RunningAlerts => {
  const indices = alertIndices(alias);
  const leader = createLeader(engine, indices.deliveries, termMs);
  const finder = createNewsFinder(engine, alias, indices, {
    clock,
    signal,
    reading,
    onNoted,
    onFault: onFaultyAlert,
  });
  const sender = createSender(engine, alias, indices.deliveries, {
    clock,
    signal,
    channels,
    alerts: finder.alerts,
    onSent,
    onFault,
  });

  /** Where nobody has made an alert yet, there is nothing to be done, nor anywhere to say who does it. */
  const leads = async (): Promise<boolean> => {
    if (leader.isLeading()) return true;
    finder.forget();
    const isLeading = (await engine.indexExists(indices.alerts, { signal })) && (await leader.leads());
    onLeading(isLeading);
    return isLeading;
  };

  const findNews = async (): Promise<void> => {
    if (await leads()) if (!(await finder.look())) leader.lose();
  };

  let clearedAt = -Infinity;
  const clear = async (): Promise<void> => {
    if (performance.now() - clearedAt < CLEAR_EVERY_MS) return;
    clearedAt = performance.now();
    const before = new Date(clock() - KEEP_MS).toISOString();
    const expired = await expiredNotes(engine, indices.deliveries, before, CLEAR_PAGE, { signal });
    await changeNotes(
      engine,
      indices.deliveries,
      expired.map((read) => ({ read, note: null })),
      { signal },
    );
    if (expired.length === CLEAR_PAGE) clearedAt = -Infinity;
  };

  const sendDue = async (): Promise<void> => {
    // The finder becomes the leader: it knows the alerts.
    if (!leader.isLeading()) return;
    await sender.look();
    await clear();
  };

  const loops = [
    repeatLook(findNews, { everyMs, signal, onFault, onLooked: (isDone) => onLooked('alerts', isDone) }),
    repeatLook(sendDue, { everyMs, signal, onFault, onLooked: (isDone) => onLooked('deliveries', isDone) }),
  ] as const;
  const [finding, sending] = loops;
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    findNews: finding.look,
    sendDue: async () => {
      await sending.look();
      await sender.settled();
    },
    close: async () => {
      const end = async (): Promise<void> => {
        await Promise.allSettled([sender.settled(), finding.look(), sending.look()]);
        await leader.release().catch(() => {});
      };
      await Promise.race([end(), sleep(CLOSE_MS, undefined, { ref: false })]);
      onLeading(false);
    },
  };
};
