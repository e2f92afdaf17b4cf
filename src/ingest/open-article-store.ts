import type { Engine } from '../engine/engine.ts';
import type { WriteTargetSource } from '../engine/write-targets.ts';
import { findWriteTargets } from '../index-lifecycle/find-write-targets.ts';
import { createSetAssigner, type SetAssigner } from './assign-sets.ts';
import { indexNames, type IndexNames } from '../index-lifecycle/index-names.ts';

/** Where articles are kept: all that reading and writing them needs. */
export interface ArticleStoreDeps {
  readonly engine: Engine;
  readonly names: IndexNames;
  readonly targets: WriteTargetSource;
  /** Finds out which articles are nearly the same. */
  readonly sets: SetAssigner;
}

/** @param alias The setting TIMBAO_INDEX. */
export const openArticleStore = (engine: Engine, alias: string): ArticleStoreDeps => {
  const names = indexNames(alias);
  return { engine, names, targets: findWriteTargets(engine, alias), sets: createSetAssigner(engine) };
};
