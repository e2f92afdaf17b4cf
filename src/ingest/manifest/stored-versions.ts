import type { FoundDocument } from '../../domain/answer.ts';
import type { Engine } from '../../engine/engine.ts';

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
  let pit = await engine.openPointInTime(index, KEEP_ALIVE, options);
  try {
    let after: readonly unknown[] | null = null;
    for (;;) {
      const body: object = {
        size: PAGE,
        pit: { id: pit, keep_alive: KEEP_ALIVE },
        sort: [{ id: 'asc' }],
        _source: false,
        docvalue_fields: ['version', 'removedAt'],
        track_total_hits: false,
        ...(after === null ? {} : { search_after: after }),
      };
      const answer = await engine.search(null, body, options);
      const { hits } = answer;
      pit = answer.pit ?? pit;
      for (const { id, fields } of hits) yield toStored(id, fields);
      after = hits.at(-1)?.sort ?? null;
      if (hits.length < PAGE || after === null) return;
    }
  } finally {
    await engine.closePointInTime(pit);
  }
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
