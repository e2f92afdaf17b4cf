import { AppError } from '../../domain/app-error.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RestorableBackup } from '../../index-lifecycle/backups.ts';
import { restoreIndex } from '../../index-lifecycle/restore-index.ts';
import { POSITION_ID, positionInCopy, type RestoredIndex } from '../alerts/position.ts';
import { DESK_KINDS, deskIndexName, type DeskKind } from '../desk-index.ts';
import { writeDocuments, type DocumentWrite } from '../write-documents.ts';
import { besideKind } from './desk-contents.ts';
import {
  compareEntries,
  entryPages,
  readEntries,
  writesTo,
  type Differences,
  type Entries,
} from './desk-entries.ts';

/** What a backup has of one kind, beside what there is now. */
export interface UnpackedKind {
  readonly kind: DeskKind;
  readonly saved: Entries;
  /** `null`: nothing of that kind is there. */
  readonly now: Entries | null;
  readonly differences: Differences;
}

export interface UnpackOptions {
  /** The setting TIMBAO_INDEX. */
  readonly alias: string;
  readonly replicas: number;
  readonly signal?: AbortSignal;
}

/** Where an index is unpacked to, to be read and then removed. One that is left over gives way to the next. */
const unpackedName = (index: string): string => `${index}-unpacked`;

/** What is written in one request. */
const TOGETHER = 1_000;

/**
 * Unpacks what a backup has of the desk beside what there is, which it leaves alone.
 *
 * @throws AppError as `restoreIndex` does; then nothing of it is left
 */
export const unpackDesk = async (
  engine: Engine,
  backup: RestorableBackup,
  { alias, replicas, signal }: UnpackOptions,
): Promise<readonly UnpackedKind[]> => {
  const unpacked: UnpackedKind[] = [];
  const isSaved = (name: string): boolean => backup.desk?.indices.includes(name) === true;
  try {
    for (const kind of DESK_KINDS) {
      const index = deskIndexName(alias, kind);
      if (!isSaved(index)) continue;
      const beside = besideKind(kind).map((each) => deskIndexName(alias, each));
      for (const each of [index, ...beside].filter(isSaved)) {
        await engine.deleteIndex(unpackedName(each));
        const request = { index: each, as: unpackedName(each), replicas };
        await restoreIndex(engine, backup.name, request, signal === undefined ? {} : { signal });
      }
      const saved = await readEntries(engine, unpackedName(index));
      const now = (await engine.indexExists(index)) ? await readEntries(engine, index) : null;
      unpacked.push({ kind, saved, now, differences: compareEntries(saved, now ?? new Map()) });
    }
  } catch (error) {
    await removeUnpacked(engine, alias).catch(() => {});
    throw error;
  }
  return unpacked;
};

/** Removes what was unpacked. */
export const removeUnpacked = async (engine: Engine, alias: string): Promise<void> => {
  for (const kind of DESK_KINDS)
    for (const each of [kind, ...besideKind(kind)])
      await engine.deleteIndex(unpackedName(deskIndexName(alias, each)));
};

/** What has become of one kind. */
export interface BroughtBack {
  readonly kind: DeskKind;
  readonly entries: number;
  /** What was noted for alerts and is known again; of these so many wait to be sent. */
  readonly notes: number;
  readonly waiting: number;
}

/**
 * Makes one kind what it is in the backup. Notes of deliveries are added to those that there are, and none is replaced: what
 * was sent stays sent.
 *
 * @param articles what the articles of the same backup have been restored to; `null` where they have not
 * @throws AppError `stale_version` where somebody changed something since it was unpacked
 */
export const bringBack = async (
  engine: Engine,
  alias: string,
  { kind, saved, now }: UnpackedKind,
  articles: RestoredIndex | null,
): Promise<BroughtBack> => {
  const index = deskIndexName(alias, kind);
  let [notes, waiting] = [0, 0];
  // Before the alerts: where there are none, nobody works with their notes.
  for (const beside of besideKind(kind)) {
    const added = await addMissing(engine, deskIndexName(alias, beside), articles);
    notes += added.notes;
    waiting += added.waiting;
  }
  await ensureLike(engine, index);
  const writes = writesTo(saved, now ?? new Map());
  for (let from = 0; from < writes.length; from += TOGETHER) {
    const written = await writeDocuments(engine, index, writes.slice(from, from + TOGETHER));
    const failed = written.flatMap((each) => ('error' in each ? each.error : [])).at(0);
    if (failed?.code === 'stale_version') throw changedMeanwhile(kind);
    if (failed !== undefined) throw failed;
  }
  await engine.refresh(index);
  return { kind, entries: saved.size, notes, waiting };
};

const changedMeanwhile = (kind: DeskKind): AppError =>
  new AppError(
    'stale_version',
    `Somebody changed the ${kind} at this moment, and that was left as it is; others may be as in the backup already. Look again: timbao backup restore --without-articles --dry-run`,
  );

/** Makes an index like the one that was unpacked, where there is none. */
const ensureLike = async (engine: Engine, index: string): Promise<void> => {
  if (await engine.indexExists(index)) return;
  const mappings = await engine.getMapping(unpackedName(index));
  const settings = { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } };
  await engine.createIndex(index, { settings, mappings });
};

/** Adds to the notes of deliveries those that are missing. */
const addMissing = async (
  engine: Engine,
  index: string,
  articles: RestoredIndex | null,
): Promise<{ readonly notes: number; readonly waiting: number }> => {
  if (!(await engine.indexExists(unpackedName(index)))) return { notes: 0, waiting: 0 };
  await ensureLike(engine, index);
  let [notes, waiting] = [0, 0];
  for await (const page of entryPages(engine, unpackedName(index))) {
    const writes = page.flatMap(({ id, source }): DocumentWrite[] => {
      const { kind, position } = source as { readonly kind?: string; readonly position?: unknown };
      // Who did the work when the backup was made says nothing of who does it now.
      if (kind === 'lease') return [];
      if (id !== POSITION_ID || articles === null) return [{ id, source, expected: 'new' }];
      return [{ id, source: { kind, position: positionInCopy(position, articles) }, expected: 'new' }];
    });
    const written = await writeDocuments(engine, index, writes);
    for (const [i, each] of written.entries()) {
      if ('error' in each && each.error.code !== 'stale_version') throw each.error;
      const { kind, state } = (writes[i]?.source ?? {}) as {
        readonly kind?: string;
        readonly state?: string;
      };
      if ('error' in each || kind !== 'delivery') continue;
      notes++;
      if (state === 'waiting') waiting++;
    }
  }
  await engine.refresh(index);
  return { notes, waiting };
};
