import type { Engine } from '../engine/engine.ts';
import type { WriteTargets, WriteTargetSource } from '../engine/write-targets.ts';
import { indexNames } from './index-names.ts';
import { recentAnswer } from './recent-answer.ts';

/** Several requests may wait for the same answer: it has no deadline of one of them, and each waits as long as it can. */
const TIMEOUT_MS = 5_000;

/**
 * Where writes go: to the live index by the alias that is searched, which always leads to one index, and to those that
 * are kept in step with it by theirs. All of them are aliases: what was removed meanwhile is not created anew, and what
 * has another part since is not written in its old one.
 *
 * A list that is a second old loses nothing: it only names the indices that are kept in step, and before one of these goes
 * into service it is brought up to the live one.
 */
export const findWriteTargets = (engine: Engine, alias: string): WriteTargetSource => {
  const names = indexNames(alias);
  const live = { name: names.read, isAlias: true };
  const targets = recentAnswer(async (): Promise<WriteTargets> => {
    const entries = await engine.getAliases([names.next, names.former], { timeoutMs: TIMEOUT_MS });
    return { live, others: entries.map((entry) => entry.alias) };
  });
  return {
    current: ({ signal } = {}) => targets.get(signal),
    // Whatever it was, an index that is no more is not tried a second time.
    onMissed: () => targets.forget(),
  };
};
