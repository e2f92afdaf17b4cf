import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { countIfReadable } from '../index-lifecycle/compare-counts.ts';
import { planPrune, pruneIndices } from '../index-lifecycle/prune-indices.ts';
import { clearTombstones, countTombstones } from '../index-lifecycle/clear-tombstones.ts';
import { isConfirmed, type Ask } from './confirm.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { countText, sizeText } from './progress-line.ts';

export interface PruneDeps {
  readonly config: { readonly index: string };
  readonly out: { write(text: string): unknown };
  readonly ask: Ask | null;
}

export interface PruneFlags {
  readonly yes?: boolean;
  readonly former?: boolean;
  readonly dryRun?: boolean;
  /** `90d` */
  readonly tombstonesOlderThan?: string;
}

/** `timbao index prune` @returns the exit status. */
export const prune = async (engine: Engine, deps: PruneDeps, flags: PruneFlags): Promise<ExitStatus> => {
  const { config, out } = deps;
  const before =
    flags.tombstonesOlderThan === undefined ? null : cutoff(flags.tombstonesOlderThan, new Date());
  const plan = await planPrune(engine, config.index, { former: flags.former === true });
  const tombstones = before === null ? 0 : await countTombstones(engine, config.index, before);
  for (const { index, alias } of plan.keep) {
    out.write(`${index} stays: the alias “${alias}”, which is none of Tìm Báo’s, leads to it.\n`);
  }
  if (plan.remove.length === 0 && tombstones === 0) {
    out.write('There is nothing to remove.\n');
    return EXIT.done;
  }
  out.write('To be removed for good:\n');
  for (const { index, role } of plan.remove) {
    out.write(
      `  ${index} (${role === 'former' ? 'the former one: no rollback after that' : 'a leftover'}, ${await contentsText(engine, index)})\n`,
    );
  }
  if (before !== null) {
    out.write(
      `  ${countText(tombstones)} tombstones of articles removed before ${before.toISOString()}: older versions of these articles can be written again\n`,
    );
  }
  if (flags.dryRun === true) {
    out.write('Nothing was removed: this was a dry run.\n');
    return EXIT.done;
  }
  if (flags.yes !== true && !(await isConfirmed(deps.ask, 'Remove them?'))) {
    out.write('Nothing was removed.\n');
    return EXIT.failed;
  }
  for (const index of await pruneIndices(engine, config.index, plan.remove)) out.write(`Removed ${index}.\n`);
  if (before !== null) {
    const cleared = await clearTombstones(engine, config.index, before);
    out.write(`Removed ${countText(cleared)} tombstones.\n`);
  }
  return EXIT.done;
};

/** One that was being restored, or is damaged, has nothing to count, and can go all the same. */
const contentsText = async (engine: Engine, index: string): Promise<string> => {
  const counts = await countIfReadable(engine, index);
  return counts === null
    ? 'which cannot be read'
    : `${countText(counts.articles)} articles, ${sizeText(await engine.storeSize(index))}`;
};

const DAY_MS = 86_400_000;
const UNITS = { d: DAY_MS, w: 7 * DAY_MS, h: DAY_MS / 24 } as const;

/** The moment that lies `age` (`90d`, `12w`, `36h`) before now. */
const cutoff = (age: string, now: Date): Date => {
  const match = /^(\d{1,5})([dwh])$/.exec(age);
  const unit = match?.[2];
  if (match?.[1] === undefined || (unit !== 'd' && unit !== 'w' && unit !== 'h')) {
    throw new AppError(
      'invalid_parameters',
      `“${age}” is no age of tombstones; write it as 90d, 12w or 36h.`,
    );
  }
  return new Date(now.getTime() - Number(match[1]) * UNITS[unit]);
};
