import type { Engine } from '../engine/engine.ts';
import { requireRoles } from './index-roles.ts';

const PAGE = 1_000;

const olderThan = (before: Date): object => ({ range: { removedAt: { lt: before.toISOString() } } });

/** How many tombstones the live index has of articles that were removed before then. */
export const countTombstones = async (engine: Engine, alias: string, before: Date): Promise<number> => {
  const { live } = await requireRoles(engine, alias);
  await engine.refresh(live);
  return engine.count(live, olderThan(before));
};

/**
 * Clears away the tombstones of articles that were removed before then, in every index that is in use. After that an
 * older version of such an article can be written again: its age has to be more than any replay reaches back.
 *
 * @returns how many the live index had.
 */
export const clearTombstones = async (engine: Engine, alias: string, before: Date): Promise<number> => {
  const { live, next, former } = await requireRoles(engine, alias);
  // The live one first: what is gone there is not copied into the others again.
  const cleared = await clearIn(engine, live, before);
  for (const index of [next, former]) if (index !== null) await clearIn(engine, index, before);
  return cleared;
};

const clearIn = async (engine: Engine, index: string, before: Date): Promise<number> => {
  let cleared = 0;
  for (;;) {
    await engine.refresh(index);
    const { hits } = await engine.search(index, {
      size: PAGE,
      query: olderThan(before),
      seq_no_primary_term: true,
      _source: false,
      track_total_hits: false,
    });
    // An article that was put again since it was looked up has another number, and stays.
    const lines = hits.map(({ id, index: _index, seqNo, primaryTerm }) =>
      JSON.stringify({ delete: { _index, _id: id, if_seq_no: seqNo, if_primary_term: primaryTerm } }),
    );
    if (lines.length === 0) return cleared;
    const items = await engine.bulk(index, `${lines.join('\n')}\n`, { isAlias: false });
    const deleted = items.filter(({ result }) => result === 'deleted').length;
    cleared += deleted;
    if (deleted === 0) return cleared;
  }
};
