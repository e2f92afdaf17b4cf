import { isTombstone } from '../../domain/tombstone.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { pauseNowAndThen } from '../../in-slices.ts';
import { createNotes, type Note } from './delivery-store.ts';
import type { Matched } from './match-alerts.ts';
import { textKey, type KeyedText } from './text-key.ts';
import { dueAt } from './throttle.ts';

export interface NotingOptions extends CallOptions {
  /** The index that the articles are in. */
  readonly articles: string;
  /** That of the deliveries. */
  readonly deliveries: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const FIELDS = ['title', 'lead', 'body', 'removedAt'];

/** So many notes are written in one request. */
const TOGETHER = 1_000;

/**
 * Notes for each matched article that it is to be sent, unless this text of it was noted for the alert before. What was
 * written anew since it was matched is left to the look that tells of that write.
 *
 * @returns how many were noted
 */
export const noteMatches = async (
  engine: Engine,
  matched: readonly Matched[],
  { articles, deliveries, now, ...options }: NotingOptions,
): Promise<number> => {
  if (matched.length === 0) return 0;
  const ids = [...new Set(matched.map(({ id }) => id))];
  const stored = await engine.mget<KeyedText>(articles, ids, { ...options, fields: FIELDS });
  const texts = new Map<string, { readonly seqNo: number; readonly key: string }>();
  const pause = pauseNowAndThen();
  for (const article of stored) {
    if (article === null) continue;
    const { id, seqNo, source } = article;
    if (!isTombstone(source)) texts.set(id, { seqNo, key: textKey(source) });
    await pause();
  }
  const notedAt = new Date(now).toISOString();
  const notes = matched.flatMap(({ record: { alert, key }, id, seqNo }): Note[] => {
    const text = texts.get(id);
    if (text?.seqNo !== seqNo) return [];
    const note = { kind: 'delivery', alert: key, article: id, text: text.key } as const;
    // A feed is read: there is nothing to be sent.
    if (alert.channel.kind === 'feed')
      return [{ ...note, state: 'sent', notedAt, sentAt: notedAt, tries: 0 }];
    const due = new Date(dueAt(alert.throttle, now)).toISOString();
    return [{ ...note, state: 'waiting', notedAt, dueAt: due, tries: 0 }];
  });
  let created = 0;
  for (let from = 0; from < notes.length; from += TOGETHER)
    created += await createNotes(engine, deliveries, notes.slice(from, from + TOGETHER), options);
  return created;
};
