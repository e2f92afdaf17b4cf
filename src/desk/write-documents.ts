import type { AppError } from '../domain/app-error.ts';
import type { CallOptions, Engine, WritePlace } from '../engine/engine.ts';

/** A document as it is to stand. */
export interface DocumentWrite {
  readonly id: string;
  /** `null` removes it. */
  readonly source: object | null;
  /** Only in place of this write of it; `new`: only where there is none. Absent: whatever is there. */
  readonly expected?: WritePlace | 'new';
}

const action = ({ id, source, expected }: DocumentWrite): object => {
  if (expected === 'new') return { create: { _id: id } };
  const place = {
    _id: id,
    ...(expected !== undefined && { if_seq_no: expected.seqNo, if_primary_term: expected.primaryTerm }),
  };
  return source === null ? { delete: place } : { index: place };
};

/** What became of one: `stale_version` where something else stood there. */
export type WrittenDocument = { readonly place: WritePlace } | { readonly error: AppError };

/**
 * Writes documents of an index of ours.
 *
 * @returns what became of each, in order
 */
export const writeDocuments = async (
  engine: Engine,
  index: string,
  writes: readonly DocumentWrite[],
  options: CallOptions = {},
): Promise<readonly WrittenDocument[]> => {
  if (writes.length === 0) return [];
  const lines = writes.flatMap((write) => [action(write), ...(write.source === null ? [] : [write.source])]);
  const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const items = await engine.bulk(index, ndjson, { ...options, isAlias: false });
  return items.map(({ error, place }) =>
    error === null ? { place: place ?? { seqNo: 0, primaryTerm: 0 } } : { error },
  );
};

/** @throws AppError as the write failed, but for `stale_version`. @returns where it stands; `null` where another was first */
export const writeDocument = async (
  engine: Engine,
  index: string,
  write: DocumentWrite,
  options: CallOptions = {},
): Promise<WritePlace | null> => {
  const [written] = await writeDocuments(engine, index, [write], options);
  if (written === undefined) return null;
  if ('place' in written) return written.place;
  if (written.error.code === 'stale_version') return null;
  throw written.error;
};
