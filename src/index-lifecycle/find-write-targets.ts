import type { Engine } from '../engine/engine.ts';
import type { WriteTargets, WriteTargetSource } from '../engine/write-targets.ts';
import { toAbortError } from '../engine/to-app-error.ts';
import { indexNames } from './index-names.ts';

/** Several requests may wait for the same answer: it has no deadline of one of them, and each waits as long as it can. */
const TIMEOUT_MS = 5_000;

/** For so long the aliases are not asked again. */
const FRESH_MS = 1_000;

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
  let asked: { readonly at: number; readonly targets: Promise<WriteTargets> } | null = null;

  const ask = async (): Promise<WriteTargets> => {
    const entries = await engine.getAliases([names.next, names.former], { timeoutMs: TIMEOUT_MS });
    return { live, others: entries.map((entry) => entry.alias) };
  };
  return {
    current: ({ signal } = {}) => {
      const now = performance.now();
      if (asked === null || now - asked.at > FRESH_MS) {
        const one = { at: now, targets: ask() };
        asked = one;
        one.targets.catch(() => {
          if (asked === one) asked = null;
        });
      }
      return unlessAborted(asked.targets, signal);
    },
    // Whatever it was, an index that is no more is not tried a second time.
    onMissed: () => {
      asked = null;
    },
  };
};

/** Waits for what goes on without the caller, as long as the caller does. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(toAbortError(signal as AbortSignal));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', giveUp));
  });
