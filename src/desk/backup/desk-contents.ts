import type { Engine } from '../../engine/engine.ts';
import type { DeskCopy } from '../../index-lifecycle/backups.ts';
import { DESK_KINDS, deskIndexName, type DeskKind } from '../desk-index.ts';

/** What belongs to a kind beside its entries: of alerts, what was noted for them. */
export const besideKind = (kind: DeskKind): readonly string[] => (kind === 'alerts' ? ['deliveries'] : []);

/**
 * What a backup is to hold of the desk: the indices of all kinds that there is one of. Statistics are not among them: they are
 * deleted after some days, and copies would not be.
 *
 * @param alias the setting TIMBAO_INDEX
 */
export const deskContents = async (engine: Engine, alias: string): Promise<DeskCopy> => {
  const indices: string[] = [];
  const counts: Partial<Record<DeskKind, number>> = {};
  for (const kind of DESK_KINDS) {
    const index = deskIndexName(alias, kind);
    if (!(await engine.indexExists(index))) continue;
    await engine.refresh(index);
    counts[kind] = await engine.count(index);
    indices.push(index);
    for (const beside of besideKind(kind)) {
      const other = deskIndexName(alias, beside);
      if (await engine.indexExists(other)) indices.push(other);
    }
  }
  return { indices, counts };
};
