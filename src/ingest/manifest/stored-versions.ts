import type { FoundDocument } from '../../domain/answer.ts';
import type { Engine } from '../../engine/engine.ts';
import { pagesOf } from '../../engine/pages-of.ts';

/** What the index has under an id. */
export interface StoredVersion {
  readonly id: string;
  readonly version: number | null;
  /** RFC 3339; `null` for an article that is there. */
  readonly removedAt: string | null;
}

const PAGE = 10_000;
const KEEP_ALIVE = '10m';

/**
 * Every article and every tombstone of an index, sorted by id, as of one moment. No text is read.
 *
 * @param index an index or an alias
 */
export async function* storedVersions(
  engine: Engine,
  index: string,
  signal?: AbortSignal,
): AsyncGenerator<StoredVersion, void, void> {
  const options = { timeoutMs: 120_000, ...(signal === undefined ? {} : { signal }) };
  await engine.refresh(index, options);
  const body = { sort: [{ id: 'asc' }], _source: false, docvalue_fields: ['version', 'removedAt'] };
  for await (const page of pagesOf(engine, index, body, { size: PAGE, keepAlive: KEEP_ALIVE, ...options }))
    for (const { id, fields } of page) yield toStored(id, fields);
}

const toStored = (id: string, fields: FoundDocument<unknown>['fields']): StoredVersion => {
  const [version] = fields['version'] ?? [];
  const [removedAt] = fields['removedAt'] ?? [];
  return {
    id,
    version: typeof version === 'number' ? version : null,
    removedAt: typeof removedAt === 'string' ? removedAt : null,
  };
};
