import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { CopyPlan, RenewDocument } from './copy-pages.ts';
import { copyNotes, newCopyState, readCopyState, writeCopyState, type CopyState } from './copy-state.ts';
import { createFromRelease, type CreateIndexOptions } from './create-index.ts';
import { fitToMapping } from './fit-to-mapping.ts';
import { indexNames } from './index-names.ts';
import { requireRoles } from './index-roles.ts';

/** A copy that is under way, taken over by this process. */
export interface Copying {
  readonly plan: CopyPlan;
  readonly state: CopyState;
}

/**
 * Creates the index that is to follow the live one: empty, as released, and written to from now on.
 *
 * @param renew see {@link CopyPlan}
 * @throws AppError `index_mismatch` where a rebuild is under way already.
 */
export const startRebuild = async (
  engine: Engine,
  options: CreateIndexOptions,
  renew: RenewDocument,
): Promise<Copying> => {
  const { alias } = options;
  const names = indexNames(alias);
  const { live, next } = await requireRoles(engine, alias);
  if (next !== null) throw await underWay(engine, next);
  const state = newCopyState(live, randomUUID());
  const target = await createFromRelease(engine, options, {
    // Of several rebuilds that begin at once, one gets the alias: it has one write index at most.
    aliases: { [names.next]: { is_write_index: true }, [names.write]: { is_write_index: false } },
    notes: copyNotes(state),
  });
  if (target === null) {
    const winner = (await requireRoles(engine, alias)).next;
    throw winner === null ? nothingUnderWay() : await underWay(engine, winner);
  }
  return { plan: await planCopy(engine, live, target, names.next, renew), state };
};

/**
 * Takes over the rebuild that is under way, from a process that has ended or that still runs: that one stops.
 *
 * @throws AppError `index_mismatch` where none is under way, or the live index is another one since.
 */
export const resumeRebuild = async (
  engine: Engine,
  alias: string,
  renew: RenewDocument,
): Promise<Copying> => {
  const { live, next } = await requireRoles(engine, alias);
  if (next === null) throw nothingUnderWay();
  const noted = await readCopyState(engine, next);
  if (noted !== null && noted.from !== live) {
    throw new AppError(
      'index_mismatch',
      `${next} was copied from ${noted.from}, and the live index is ${live} now. Give it up with: timbao index rebuild --abandon`,
    );
  }
  return takeOver(engine, live, next, indexNames(alias).next, renew);
};

/** Takes over the work on an index that is a copy of the live one, or is to become one. */
export const takeOver = async (
  engine: Engine,
  live: string,
  target: string,
  targetAlias: string,
  renew: RenewDocument,
): Promise<Copying> => {
  const noted = await readCopyState(engine, target);
  const owner = randomUUID();
  // Without a note that fits, everything is looked at once more: documents that are there already are left alone.
  const state = noted === null || noted.from !== live ? newCopyState(live, owner) : { ...noted, owner };
  await writeCopyState(engine, target, state);
  return { plan: await planCopy(engine, live, target, targetAlias, renew), state };
};

/** Gives up the rebuild that is under way. @returns the index that was removed. */
export const abandonRebuild = async (engine: Engine, alias: string): Promise<string> => {
  const { live, next } = await requireRoles(engine, alias);
  if (next === null) throw nothingUnderWay();
  await engine.deleteIndex(next);
  // A promotion that was killed may have left the writes held.
  await engine.allowWrites(live);
  return next;
};

/** @param targetAlias see {@link CopyPlan} */
export const planCopy = async (
  engine: Engine,
  source: string,
  target: string,
  targetAlias: string,
  renew: RenewDocument,
): Promise<CopyPlan> => {
  const fit = fitToMapping(await engine.getMapping(target));
  return { source, target, targetAlias, renew: (document) => fit(renew(document)) };
};

const nothingUnderWay = (): AppError =>
  new AppError('index_mismatch', 'No rebuild is under way. Begin one with: timbao index rebuild');

const underWay = async (engine: Engine, next: string): Promise<AppError> => {
  const state = await readCopyState(engine, next);
  const soFar =
    state === null
      ? ''
      : ` It has copied ${state.copied.toLocaleString('en-US')} documents; its last sign of life was at ${state.updatedAt}.`;
  const onward =
    state?.isComplete === true
      ? 'Put it into service with: timbao index promote'
      : 'Where its process has ended, go on with it: timbao index rebuild --resume';
  return new AppError(
    'index_mismatch',
    `A rebuild is under way: ${next}.${soFar} ${onward}. Or give it up: timbao index rebuild --abandon`,
  );
};
