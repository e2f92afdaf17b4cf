import type { Delivery, DeliveryState } from '../../domain/alert.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CallOptions, Engine, WritePlace } from '../../engine/engine.ts';
import { ifThere } from '../../engine/if-there.ts';
import { writeDocuments } from '../write-documents.ts';

/** A delivery as it is stored. */
export interface Note {
  readonly kind: 'delivery';
  /** The key of the alert. */
  readonly alert: string;
  /** The id of the article. */
  readonly article: string;
  /** Which text of it. */
  readonly text: string;
  readonly state: DeliveryState;
  readonly notedAt: string;
  readonly dueAt?: string;
  readonly sentAt?: string;
  readonly tries: number;
  readonly reason?: string;
  /** The message that it goes out with, from the first try on. */
  readonly message?: string;
}

/** A note, and where it stands. */
export interface PlacedNote {
  readonly id: string;
  readonly note: Note;
  readonly place: WritePlace;
}

/** What a note is known by: an alert, an article, a text. */
const noteId = ({ alert, article, text }: Pick<Note, 'alert' | 'article' | 'text'>): string =>
  `${alert}:${article}:${text}`;

/** How it is named to those who have the alert. */
const shownId = ({ article, text }: Note): string => `${article}:${text}`;

const SEQUENCED = { seq_no_primary_term: true };

/**
 * Notes what is not noted yet.
 *
 * @returns how many were
 * @throws AppError where one of them could not be noted
 */
export const createNotes = async (
  engine: Engine,
  index: string,
  notes: readonly Note[],
  options: CallOptions = {},
): Promise<number> => {
  const writes = notes.map((note) => ({ id: noteId(note), source: note, expected: 'new' as const }));
  let created = 0;
  for (const written of await writeDocuments(engine, index, writes, options)) {
    if ('place' in written) created++;
    else if (written.error.code !== 'stale_version') throw written.error;
  }
  return created;
};

/**
 * Changes notes as they were read; `null` removes one.
 *
 * @returns where each stands now; `null` for one that was changed by somebody else meanwhile
 */
export const changeNotes = async (
  engine: Engine,
  index: string,
  changes: readonly { readonly read: PlacedNote; readonly note: Note | null }[],
  options: CallOptions = {},
): Promise<readonly (PlacedNote | null)[]> => {
  const writes = changes.map(({ read, note }) => ({ id: read.id, source: note, expected: read.place }));
  const written = await writeDocuments(engine, index, writes, options);
  return changes.map(({ read, note }, i) => {
    const one = written[i];
    if (one === undefined || note === null) return null;
    if ('place' in one) return { id: read.id, note, place: one.place };
    if (one.error.code === 'stale_version') return null;
    throw one.error;
  });
};

/** Notes that wait to be sent and are due, the longest due first. */
export const dueNotes = async (
  engine: Engine,
  index: string,
  { now, size, except }: { readonly now: string; readonly size: number; readonly except: readonly string[] },
  options: CallOptions = {},
): Promise<readonly PlacedNote[]> => {
  const query = {
    bool: {
      filter: [{ term: { state: 'waiting' } }, { range: { dueAt: { lte: now } } }],
      must_not: [{ terms: { alert: except } }],
    },
  };
  const sort = [{ dueAt: 'asc' }, { notedAt: 'asc' }];
  return (await find(engine, index, { size, query, sort, track_total_hits: false }, options)).notes;
};

const find = async (
  engine: Engine,
  index: string,
  body: object,
  options: CallOptions,
): Promise<{ readonly total: number; readonly notes: readonly PlacedNote[] }> => {
  const { hits, partial, total } = await engine.search<Note>(index, { ...SEQUENCED, ...body }, options);
  if (partial) throw new AppError('engine_unavailable', 'The deliveries cannot be read right now.');
  const notes = hits.flatMap(({ id, source, seqNo, primaryTerm }) =>
    source === null ? [] : [{ id, note: source, place: { seqNo, primaryTerm } }],
  );
  return { total: total.value, notes };
};

/** The deliveries of an alert, the newest first. */
export const listNotes = async (
  engine: Engine,
  index: string,
  key: string,
  {
    state,
    size,
    from = 0,
  }: { readonly state?: DeliveryState; readonly size: number; readonly from?: number },
  options: CallOptions = {},
): Promise<{ readonly total: number; readonly notes: readonly PlacedNote[] }> => {
  const filter = [{ term: { alert: key } }, ...(state === undefined ? [] : [{ term: { state } }])];
  const sort = [{ notedAt: 'desc' }, { article: 'asc' }];
  const read = async () => {
    await engine.refresh(index, options);
    return find(
      engine,
      index,
      { size, from, query: { bool: { filter } }, sort, track_total_hits: true },
      options,
    );
  };
  return ifThere(read(), { total: 0, notes: [] });
};

export const readNote = async (
  engine: Engine,
  index: string,
  key: string,
  id: string,
  options: CallOptions = {},
): Promise<PlacedNote | null> => {
  const stored = await ifThere(engine.get<Note>(index, `${key}:${id}`, options), null);
  if (stored === null) return null;
  const { seqNo, primaryTerm, source } = stored;
  return { id: stored.id, note: source, place: { seqNo, primaryTerm } };
};

/** Notes that are no longer needed to tell whether an article was sent: those older than that, sent or dead. */
export const expiredNotes = async (
  engine: Engine,
  index: string,
  before: string,
  size: number,
  options: CallOptions = {},
): Promise<readonly PlacedNote[]> => {
  const query = {
    bool: {
      filter: [{ terms: { state: ['sent', 'dead'] } }, { range: { notedAt: { lt: before } } }],
    },
  };
  return (await find(engine, index, { size, query, track_total_hits: false }, options)).notes;
};

/**
 * As those see it who have the alert.
 *
 * @param title that of the article; `null` where it is not to be seen any more
 */
export const toDelivery = (note: Note, title: string | null): Delivery => ({
  id: shownId(note),
  article: { id: note.article, title },
  state: note.state,
  notedAt: note.notedAt,
  dueAt: note.state === 'waiting' ? (note.dueAt ?? null) : null,
  sentAt: note.sentAt ?? null,
  tries: note.tries,
  reason: note.reason ?? null,
  message: note.message ?? null,
});
