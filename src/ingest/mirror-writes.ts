import { AppError, isTransient } from '../domain/app-error.ts';
import type { CallOptions, DocumentPlace, Engine } from '../engine/engine.ts';
import { unreadable } from '../engine/answer-shapes.ts';
import type { WriteTargetSource } from '../engine/write-targets.ts';
import { bulkLines } from '../engine/bulk-lines.ts';
import type { Retries } from '../engine/retries.ts';

/** A document that the live index has taken. */
export interface WrittenDocument {
  readonly id: string;
  /** The action and the document of the bulk request. */
  readonly lines: string;
  readonly place: DocumentPlace;
}

interface MirrorDeps {
  readonly engine: Engine;
  readonly targets: WriteTargetSource;
  /** The index or alias that has the documents. */
  readonly live: string;
  readonly others: readonly string[];
}

/**
 * Brings what the live index has taken into the indices that are kept in step with it. What one of them does not take
 * is told to `targets.onMissed`; the caller's answer is that of the live index all the same.
 */
export const mirrorWrites = async (
  deps: MirrorDeps,
  written: readonly WrittenDocument[],
  retry: Retries,
  options: CallOptions,
): Promise<void> => {
  if (written.length === 0) return;
  await Promise.all(deps.others.map((index) => mirrorInto(index, deps, written, retry, options)));
};

/** Writers that change the same article again and again mirror their own last change; this is enough for ours. */
const ROUNDS = 10;

/**
 * Copies until the other index has what the live one has. The version alone does not see to that: of two writers that
 * store the same version of an article, each may come first in one of the two indices. So each looks, once its copy is
 * in the other index, whether its write still is the last one in the live index, and else copies that.
 */
const mirrorInto = async (
  index: string,
  { engine, targets, live }: MirrorDeps,
  written: readonly WrittenDocument[],
  retry: Retries,
  options: CallOptions,
): Promise<void> => {
  let left = written;
  for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
    const missed = await copy(engine, index, left, retry, options);
    for (const { because, ids } of missed) targets.onMissed({ index, ids, because });
    const lost = new Set(missed.flatMap(({ ids }) => ids));
    const copied = left.filter(({ id }) => !lost.has(id));
    try {
      left = await changedSince(engine, live, copied, options);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      targets.onMissed({ index, ids: copied.map(({ id }) => id), because: error });
      options.signal?.throwIfAborted();
      return;
    }
  }
  if (left.length > 0) targets.onMissed({ index, ids: left.map(({ id }) => id), because: RESTLESS });
};

const RESTLESS = new AppError(
  'stale_version',
  'The article was written again and again while it was copied into the other index.',
);

interface Missed {
  readonly ids: readonly string[];
  readonly because: AppError;
}

/** Writes documents into an index. @returns what it did not take; what is newer there is no miss */
const copy = async (
  engine: Engine,
  index: string,
  documents: readonly WrittenDocument[],
  retry: Retries,
  options: CallOptions,
): Promise<readonly Missed[]> => {
  const missed: Missed[] = [];
  let left = documents;
  while (left.length > 0) {
    const again: WrittenDocument[] = [];
    let because: AppError | null = null;
    try {
      const lines = left.map((document) => document.lines).join('');
      const items = await engine.bulk(index, lines, options);
      for (const [position, document] of left.entries()) {
        const item = items[position];
        if (item?.error === null) continue;
        const error = item?.error ?? unreadable();
        if (error.code === 'stale_version') continue;
        if (isTransient(error)) {
          again.push(document);
          because = error;
        } else missed.push({ ids: [document.id], because: error });
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!isTransient(error) || options.signal?.aborted === true)
        return [...missed, { ids: left.map(({ id }) => id), because: error }];
      again.push(...left);
      because = error;
    }
    left = again;
    if (because !== null && !(await retry.wait(because))) {
      return [...missed, { ids: left.map(({ id }) => id), because }];
    }
  }
  return missed;
};

/** Those of the documents that were written again in the live index since, as they are there now. */
const changedSince = async (
  engine: Engine,
  live: string,
  documents: readonly WrittenDocument[],
  options: CallOptions,
): Promise<readonly WrittenDocument[]> => {
  const ids = documents.map(({ id }) => id);
  const places = await engine.mget<object>(live, ids, { ...options, fields: [] });
  const changed = documents.filter(({ place }, position) => {
    const now = places[position] ?? null;
    return (
      now !== null &&
      (now.index !== place.index || now.seqNo !== place.seqNo || now.primaryTerm !== place.primaryTerm)
    );
  });
  const found = await engine.mget<object>(
    live,
    changed.map(({ id }) => id),
    options,
  );
  return found.flatMap((stored) =>
    stored === null
      ? []
      : [{ id: stored.id, lines: bulkLines(stored.id, stored.version, stored.source), place: stored }],
  );
};
