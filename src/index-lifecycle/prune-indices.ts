import type { Engine } from '../engine/engine.ts';
import { indexNames, isIndexOf } from './index-names.ts';
import { requireRoles } from './index-roles.ts';

/** An index that nothing leads to any more. */
export interface PrunableIndex {
  readonly index: string;
  readonly role: 'leftover' | 'former';
}

export interface KeptIndex {
  readonly index: string;
  /** An alias of somebody else that leads to it. */
  readonly alias: string;
}

export interface PrunePlan {
  readonly remove: readonly PrunableIndex[];
  /** Leftovers that are not ours to remove. */
  readonly keep: readonly KeptIndex[];
}

/**
 * Which indices can go: those made for this alias that are neither live nor being built nor the former one, and that one
 * too where `former` is set. An index that another alias leads to stays.
 */
export const planPrune = async (
  engine: Engine,
  alias: string,
  { former: withFormer = false }: { readonly former?: boolean } = {},
): Promise<PrunePlan> => {
  const { live, next, former } = await requireRoles(engine, alias);
  const ours = new Set(Object.values(indexNames(alias)));
  const remove: PrunableIndex[] = [];
  const keep: KeptIndex[] = [];
  for (const index of await engine.listIndices(`${alias}-v*`)) {
    if (!isIndexOf(index, alias) || index === live || index === next) continue;
    if (index === former && !withFormer) continue;
    const other = (await engine.aliasesOf(index)).find((name) => !ours.has(name));
    if (other === undefined) remove.push({ index, role: index === former ? 'former' : 'leftover' });
    else keep.push({ index, alias: other });
  }
  return { remove, keep };
};

/** Removes them, unless one has come into use since they were looked up. @returns those that were removed. */
export const pruneIndices = async (
  engine: Engine,
  alias: string,
  indices: readonly PrunableIndex[],
): Promise<string[]> => {
  const removed: string[] = [];
  for (const { index } of indices) {
    const { live, next } = await requireRoles(engine, alias);
    if (index !== live && index !== next && (await engine.deleteIndex(index))) removed.push(index);
  }
  return removed;
};
