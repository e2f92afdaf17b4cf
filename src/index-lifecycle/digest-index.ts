import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';
import { createChecksum } from './checksum.ts';
import { countDocuments, writesOf, type DocumentCounts } from './compare-counts.ts';

/** What a backup says of the index in it, so that what is restored can be held against it. */
export interface IndexDigest extends DocumentCounts {
  /**
   * Over the id of every document, its version, and which write of the index it comes from: snapshots keep all three, and
   * two writes never have one number, so that contents need not be read.
   */
  readonly checksum: string;
  /** Writes that the index had had: a snapshot with more has something in it that was not counted. */
  readonly writes: number;
}

export interface DigestOptions {
  readonly signal?: AbortSignal;
  /** Told after every page, with the documents read so far. */
  readonly onProgress?: (documents: number) => void;
}

/** Where writes come in meanwhile, it is counted anew so often. */
const TRIES = 3;

/** Counts an index, and takes its checksum. */
export const digestIndex = async (
  engine: Engine,
  index: string,
  options: DigestOptions = {},
): Promise<IndexDigest> => {
  for (let attempt = 1; ; attempt++) {
    const writes = await writesOf(engine, index);
    const counts = await countDocuments(engine, index);
    const checksum = await checksumOf(engine, index, options);
    if (attempt === TRIES || (await writesOf(engine, index)) === writes)
      return { ...counts, checksum, writes };
  }
};

const PAGE = { size: 5_000, keepAlive: '10m', timeoutMs: 120_000 };

const checksumOf = async (
  engine: Engine,
  index: string,
  { signal, onProgress }: DigestOptions,
): Promise<string> => {
  const checksum = createChecksum();
  const body = { _source: false, version: true, seq_no_primary_term: true };
  let documents = 0;
  for await (const page of pagesOf(engine, index, body, PAGE)) {
    signal?.throwIfAborted();
    for (const { id, version, seqNo } of page) checksum.add(JSON.stringify([id, version, seqNo]));
    documents += page.length;
    onProgress?.(documents);
  }
  return checksum.text();
};

/** How what was restored stands to what its backup says. */
export interface ComparedDigests {
  readonly said: IndexDigest;
  readonly found: IndexDigest;
  /** Writes between the counting and the backup: by so many documents the two may differ. */
  readonly writesMeanwhile: number;
  readonly isSame: boolean;
}

/** To the last document; where writes came between the counting and the backup, as near as they allow. */
export const compareDigests = (said: IndexDigest, found: IndexDigest): ComparedDigests => {
  const writesMeanwhile = found.writes - said.writes;
  const isNear = (kind: 'articles' | 'tombstones'): boolean =>
    Math.abs(found[kind] - said[kind]) <= writesMeanwhile;
  return {
    said,
    found,
    writesMeanwhile,
    isSame:
      isNear('articles') && isNear('tombstones') && (writesMeanwhile > 0 || found.checksum === said.checksum),
  };
};
