import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';
import { tryAgain } from '../engine/try-again.ts';
import { createChecksum, type Checksum } from './checksum.ts';
import type { CopyPlan } from './copy-pages.ts';

/** One document that is not in the copy as it is in the source. */
export interface ContentDifference {
  readonly id: string;
  /** `field` names the first field that differs. */
  readonly kind: 'missing' | 'version' | 'content';
  readonly field?: string;
}

export interface ComparedContents {
  /** Documents compared, tombstones among them. */
  readonly compared: number;
  /** Every document was compared, not a sample. */
  readonly isFull: boolean;
  readonly differences: readonly ContentDifference[];
  /**
   * Over what was compared on either side, in whatever order: ids, versions and contents. Where writes go on, that of two
   * moments differs.
   */
  readonly checksums: { readonly source: string; readonly target: string };
}

export interface CompareOptions {
  /** Compare every document; otherwise a sample. */
  readonly full?: boolean;
  /** Documents of a sample: 1,000. */
  readonly sample?: number;
  /** Documents that are compared in any case. */
  readonly also?: readonly string[];
  /** Which documents the sample has; by chance unless given. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Brings the copy up to the source, before a difference is looked at once more. */
  readonly catchUp: () => Promise<void>;
  /** Told after every batch, with the documents compared so far. */
  readonly onProgress?: (compared: number) => void;
}

const BATCH = 200;
/** A write that came in between the two readings of a document is no difference. */
const LOOKS = 5;
const PAUSE_MS = 200;

/**
 * Compares documents of an index with their copies: version and content, as the copy should have it. Documents that are
 * written meanwhile are looked at again.
 */
export const compareContents = async (
  engine: Engine,
  plan: CopyPlan,
  { full = false, sample = 1_000, also = [], seed, signal, catchUp, onProgress }: CompareOptions,
): Promise<ComparedContents> => {
  const sums = { source: createChecksum(), target: createChecksum() };
  const suspects = new Set(also);
  let compared = 0;
  const ids = full ? everyId(engine, plan.source) : sampledIds(engine, plan.source, sample, seed);
  for await (const batch of inBatches(ids)) {
    signal?.throwIfAborted();
    const pairs = await readPairs(engine, plan, batch);
    for (const { id, source, target } of pairs) {
      compared++;
      addTo(sums.source, id, source);
      addTo(sums.target, id, target);
      if (differenceOf(id, source, target) !== null) suspects.add(id);
    }
    onProgress?.(compared);
  }
  return {
    compared,
    isFull: full,
    differences: await lookAgain(engine, plan, [...suspects], catchUp),
    checksums: { source: sums.source.text(), target: sums.target.text() },
  };
};

const lookAgain = async (
  engine: Engine,
  plan: CopyPlan,
  suspects: readonly string[],
  catchUp: () => Promise<void>,
): Promise<ContentDifference[]> => {
  let found: ContentDifference[] = [];
  let ids = suspects;
  for (let look = 1; look <= LOOKS && ids.length > 0; look++) {
    await catchUp();
    found = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      const pairs = await readPairs(engine, plan, ids.slice(from, from + BATCH));
      for (const { id, source, target } of pairs) {
        const difference = differenceOf(id, source, target);
        if (difference !== null) found.push(difference);
      }
    }
    ids = found.map(({ id }) => id);
    if (ids.length > 0 && look < LOOKS) await sleep(PAUSE_MS);
  }
  return found;
};

interface Side {
  readonly version: number;
  readonly content: object;
}

interface Pair {
  readonly id: string;
  readonly source: Side | null;
  readonly target: Side | null;
}

const readPairs = async (engine: Engine, plan: CopyPlan, ids: readonly string[]): Promise<Pair[]> => {
  const [sources, targets] = await tryAgain(() =>
    Promise.all([engine.mget<object>(plan.source, ids), engine.mget<object>(plan.target, ids)]),
  );
  return ids.map((id, position) => {
    const source = sources[position] ?? null;
    const target = targets[position] ?? null;
    return {
      id,
      source: source === null ? null : { version: source.version, content: plan.renew(source.source) },
      target: target === null ? null : { version: target.version, content: target.source },
    };
  });
};

const differenceOf = (id: string, source: Side | null, target: Side | null): ContentDifference | null => {
  // Gone from the source meanwhile, as a tombstone that was cleared away: nothing to compare with.
  if (source === null) return null;
  if (target === null) return { id, kind: 'missing' };
  if (source.version !== target.version) return { id, kind: 'version' };
  if (isDeepStrictEqual(source.content, target.content)) return null;
  return { id, kind: 'content', field: firstDifference(source.content, target.content) };
};

const firstDifference = (source: object, target: object): string => {
  const left = new Map<string, unknown>(Object.entries(source));
  const right = new Map<string, unknown>(Object.entries(target));
  return (
    [...new Set([...left.keys(), ...right.keys()])].find(
      (field) => !isDeepStrictEqual(left.get(field), right.get(field)),
    ) ?? ''
  );
};

async function* inBatches(ids: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const id of ids) {
    batch.push(id);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function* sampledIds(
  engine: Engine,
  index: string,
  size: number,
  seed: number = Math.floor(Math.random() * 2 ** 31),
): AsyncGenerator<string> {
  const { hits } = await engine.search(index, {
    size,
    query: { function_score: { random_score: { seed, field: '_seq_no' } } },
    _source: false,
    track_total_hits: false,
  });
  for (const { id } of hits) yield id;
}

const IDS_A_PAGE = 5_000;

/** All ids of an index as of now, one moment for all. */
async function* everyId(engine: Engine, index: string): AsyncGenerator<string> {
  await engine.refresh(index);
  const options = { size: IDS_A_PAGE, keepAlive: '10m', timeoutMs: 120_000 };
  for await (const page of pagesOf(engine, index, { _source: false }, options))
    for (const { id } of page) yield id;
}

/** Keys in order, so that the same content is the same text. */
const addTo = (sum: Checksum, id: string, side: Side | null): void => {
  if (side === null) return;
  sum.add(JSON.stringify([id, side.version, Object.entries(side.content).sort(byKey)]));
};

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
