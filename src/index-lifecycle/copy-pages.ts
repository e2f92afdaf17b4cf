import { isDeepStrictEqual } from 'node:util';
import { AppError, isTransient } from '../domain/app-error.ts';
import type { Engine, StoredDocument } from '../engine/engine.ts';
import { unreadable } from '../engine/answer-shapes.ts';
import { bulkLines, type VersionType } from '../engine/bulk-lines.ts';
import type { RetryOptions } from '../engine/retries.ts';
import { tryAgain } from '../engine/try-again.ts';
import { takenOver } from './copy-state.ts';

export interface CopyPlan {
  /** The index that is copied. */
  readonly source: string;
  /**
   * The alias by which the copy is written: `articles-next`. Once the copy is something else it is gone, and a process
   * that was late with its writes is turned away.
   */
  readonly targetAlias: string;
  /** The index behind it. */
  readonly target: string;
  /** What is stored in the copy for a document. */
  readonly renew: RenewDocument;
}

/** A stored document, an article or a tombstone, made as it would be stored today. */
export type RenewDocument = (source: object) => object;

export interface CopyPagesOptions extends RetryOptions {
  /** Documents a request begins with; it grows and shrinks with their size: 50. */
  readonly pageSize?: number;
}

/** A step of the copying. */
export interface CopiedPage {
  readonly shard: number;
  /** All writes of the shard up to this one are in the copy now. */
  readonly checkpoint: number;
  readonly documents: number;
  /** What the copy would not take. */
  readonly refused: readonly RefusedDocument[];
}

export interface RefusedDocument {
  readonly id: string;
  readonly error: AppError;
}

interface Found {
  readonly id: string;
  readonly version: number;
  readonly seqNo: number;
  readonly source: object;
}

/** About what a page has: enough for a request to be worth its while, and little to hold in memory. */
const PAGE_BYTES = 4 * 1024 * 1024;
const LARGEST_PAGE = 1_000;
const SMALLEST_PAGE = 5;

/**
 * Copies what was written to the source after `checkpoints` and is done by now, in the order in which it was written; a
 * page for each step. Nothing that comes in meanwhile is missed: it has a higher number than any write before it, and is
 * found the next time. No clock and no writer's knowledge of the copy has a part in it.
 *
 * A document goes into the copy under its own version, and never in place of one that is as new or newer. Where the copy
 * has the same version with another content (articles without versions, of which there is no saying which is newer),
 * the source decides.
 *
 * @param checkpoints those of an earlier page, by shard; empty: from the beginning
 */
export async function* copyPages(
  engine: Engine,
  plan: CopyPlan,
  checkpoints: readonly number[],
  options: CopyPagesOptions = {},
): AsyncGenerator<CopiedPage, void, void> {
  const again = <T>(run: () => Promise<T>): Promise<T> => tryAgain(run, options);
  const shards = await again(() => engine.shardCheckpoints(plan.source));
  const behind = shards.filter(({ shard, checkpoint }) => checkpoint > (checkpoints[shard] ?? -1));
  if (behind.length === 0) return;
  // What is done up to the shards' checkpoints is findable after this.
  await again(() => engine.refresh(plan.source));
  let size = options.pageSize ?? 50;
  for (const { shard, checkpoint: end } of behind) {
    let reached = checkpoints[shard] ?? -1;
    while (reached < end) {
      options.signal?.throwIfAborted();
      const from = reached;
      const page = await again(() => readPage(engine, plan.source, shard, from, end, size));
      const { refused, bytes } = await writePage(engine, plan, page, options);
      reached = page.length < size ? end : (page.at(-1)?.seqNo ?? end);
      yield { shard, checkpoint: reached, documents: page.length, refused };
      if (page.length > 0) size = nextSize(size, bytes / page.length);
    }
  }
}

const nextSize = (size: number, bytesEach: number): number =>
  Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, size * 2, Math.floor(PAGE_BYTES / Math.max(bytesEach, 1))));

const readPage = async (
  engine: Engine,
  index: string,
  shard: number,
  from: number,
  to: number,
  size: number,
): Promise<Found[]> => {
  const { hits, partial } = await engine.search<object>(
    index,
    {
      size,
      query: { range: { _seq_no: { gt: from, lte: to } } },
      sort: [{ _seq_no: 'asc' }],
      version: true,
      seq_no_primary_term: true,
      track_total_hits: false,
    },
    { shard, timeoutMs: 120_000 },
  );
  if (partial) {
    throw new AppError('engine_unavailable', `Shard ${shard} of ${index} did not answer.`);
  }
  return hits.map(({ id, version, seqNo, source }) => ({ id, version, seqNo, source: source ?? {} }));
};

interface Written {
  readonly refused: readonly RefusedDocument[];
  /** Those that the copy has in this version or a newer one. */
  readonly present: readonly Found[];
  readonly bytes: number;
}

/** Two requests at once: an index takes documents on as many processors as it gets requests. */
const writePage = async (
  engine: Engine,
  plan: CopyPlan,
  page: readonly Found[],
  options: CopyPagesOptions,
): Promise<Pick<Written, 'refused' | 'bytes'>> => {
  const middle = Math.ceil(page.length / 2);
  const halves = await Promise.all(
    [page.slice(0, middle), page.slice(middle)].map((half) =>
      writeAll(engine, plan, half, 'external', options),
    ),
  );
  const present = halves.flatMap((half) => half.present);
  const refusedTies = await settleTies(engine, plan, present, options);
  return {
    refused: [...halves.flatMap((half) => half.refused), ...refusedTies],
    bytes: halves.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

const BULK_TIMEOUT_MS = 120_000;

/** One bulk request, again for those documents that the engine is too busy for. */
const writeAll = async (
  engine: Engine,
  plan: CopyPlan,
  documents: readonly Found[],
  versionType: VersionType,
  options: CopyPagesOptions,
): Promise<Written> => {
  const refused: RefusedDocument[] = [];
  const present: Found[] = [];
  let bytes = 0;
  let left = documents;
  await tryAgain(async () => {
    if (left.length === 0) return;
    const ndjson = left
      .map(({ id, version, source }) => bulkLines(id, version, plan.renew(source), versionType))
      .join('');
    bytes = Math.max(bytes, Buffer.byteLength(ndjson));
    const items = await engine.bulk(plan.targetAlias, ndjson, { timeoutMs: BULK_TIMEOUT_MS });
    const again: Found[] = [];
    let because: AppError | null = null;
    for (const [position, document] of left.entries()) {
      const item = items[position];
      if (item?.id !== document.id) throw unreadable();
      const { error } = item;
      if (error === null) continue;
      if (error.code === 'index_missing') throw takenOver(plan.target);
      if (error.code === 'stale_version') present.push(document);
      else if (isTransient(error)) {
        again.push(document);
        because = error;
      } else refused.push({ id: document.id, error });
    }
    left = again;
    if (because !== null) throw because;
  }, options);
  return { refused, present, bytes };
};

/**
 * Sees to the documents that the copy has under the same version with another content: puts into it what the source has
 * now. Writers write to the source first, so that a write which the source does not show yet will reach the copy after
 * this one; where the source has changed since it was read, it is read again.
 */
const settleTies = async (
  engine: Engine,
  plan: CopyPlan,
  present: readonly Found[],
  options: CopyPagesOptions,
): Promise<readonly RefusedDocument[]> => {
  const again = <T>(run: () => Promise<T>): Promise<T> => tryAgain(run, options);
  const copies = await again(() =>
    engine.mget<object>(
      plan.target,
      present.map(({ id }) => id),
    ),
  );
  const refused: RefusedDocument[] = [];
  let open = present.flatMap(({ id, version, source }, position) => {
    const copy = copies[position] ?? null;
    const isSettled =
      copy !== null && (copy.version > version || isDeepStrictEqual(copy.source, plan.renew(source)));
    return isSettled ? [] : [id];
  });
  while (open.length > 0) {
    options.signal?.throwIfAborted();
    const ids = open;
    const stored = (await again(() => engine.mget<object>(plan.source, ids))).filter(isThere);
    const written = await writeAll(engine, plan, stored, 'external_gte', options);
    refused.push(...written.refused);
    const since = await again(() =>
      engine.mget<object>(
        plan.source,
        stored.map(({ id }) => id),
        { fields: [] },
      ),
    );
    open = stored
      .filter(
        ({ index, seqNo }, position) => since[position]?.index !== index || since[position]?.seqNo !== seqNo,
      )
      .map(({ id }) => id);
  }
  return refused;
};

const isThere = <T>(document: StoredDocument<T> | null): document is StoredDocument<T> => document !== null;
