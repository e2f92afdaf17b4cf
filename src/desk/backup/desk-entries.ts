import { isDeepStrictEqual } from 'node:util';
import type { Engine, WritePlace } from '../../engine/engine.ts';
import { pagesOf } from '../../engine/pages-of.ts';
import type { DocumentWrite } from '../write-documents.ts';

/** A document as it stands. */
export interface Entry {
  readonly source: object;
  readonly place: WritePlace;
}

/** All documents of an index by their ids. */
export type Entries = ReadonlyMap<string, Entry>;

const PAGE = { size: 1_000, keepAlive: '2m' };

/** All that is in an index, page by page. */
export async function* entryPages(
  engine: Engine,
  index: string,
): AsyncGenerator<readonly (Entry & { readonly id: string })[], void, void> {
  await engine.refresh(index);
  for await (const page of pagesOf<object>(engine, index, { seq_no_primary_term: true }, PAGE)) {
    yield page.flatMap(({ id, source, seqNo, primaryTerm }) =>
      source === null ? [] : [{ id, source, place: { seqNo, primaryTerm } }],
    );
  }
}

export const readEntries = async (engine: Engine, index: string): Promise<Entries> => {
  const entries = new Map<string, Entry>();
  for await (const page of entryPages(engine, index)) for (const entry of page) entries.set(entry.id, entry);
  return entries;
};

/** How many entries there are now that a backup has not, how many it has more, and how many are others. */
export interface Differences {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export const compareEntries = (saved: Entries, now: Entries): Differences => {
  const added = [...now.keys()].filter((id) => !saved.has(id)).length;
  const removed = [...saved.keys()].filter((id) => !now.has(id)).length;
  const changed = [...saved].filter(([id, { source }]) => {
    const there = now.get(id);
    return there !== undefined && !isDeepStrictEqual(there.source, source);
  }).length;
  return { added, removed, changed };
};

/** What makes of the one the other: each write only in place of what was read. */
export const writesTo = (saved: Entries, now: Entries): readonly DocumentWrite[] => [
  ...[...saved].flatMap(([id, { source }]): DocumentWrite[] => {
    const there = now.get(id);
    return there !== undefined && isDeepStrictEqual(there.source, source)
      ? []
      : [{ id, source, expected: there?.place ?? 'new' }];
  }),
  ...[...now]
    .filter(([id]) => !saved.has(id))
    .map(([id, { place }]): DocumentWrite => ({ id, source: null, expected: place })),
];
