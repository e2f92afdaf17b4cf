import { setTimeout as sleep } from 'node:timers/promises';
import { repeatLook } from '../search/repeat-look.ts';
import type { DeskEntry, DeskStore } from './desk-store.ts';

export interface HeldEntriesOptions {
  /** Milliseconds between two looks at what others have written: 3,000. */
  readonly everyMs?: number;
  /** Milliseconds from the start that whoever needs them waits for the first look: 2,000. */
  readonly patienceMs?: number;
  /** Aborted: nothing is read any more. */
  readonly signal?: AbortSignal;
  /** Told once when they cannot be read, and again after they could be in between. */
  readonly onFault?: (error: unknown) => void;
  /** Told after every look whether it succeeded. */
  readonly onLooked?: (isDone: boolean) => void;
}

/** Entries as every search needs them, held in memory and kept in step with what any instance writes. */
export interface HeldEntries<Held> {
  /** As far as they are known, once the first look is over, for which it waits a moment. */
  readonly known: () => Promise<Held>;
  /** Begins to follow them in the background. */
  readonly start: () => void;
  /** Reads them now, for whoever has just written one; never fails. */
  readonly reread: () => Promise<void>;
}

/**
 * @param hold what is made of them
 * @param nothing what is held before anything is read
 */
export const holdEntries = <Entry extends DeskEntry, Held>(
  store: DeskStore<Entry>,
  hold: (entries: readonly Entry[]) => Held,
  nothing: Held,
  { everyMs = 3_000, patienceMs = 2_000, signal, onFault = () => {}, onLooked }: HeldEntriesOptions = {},
): HeldEntries<Held> => {
  const options = signal === undefined ? {} : { signal };
  let held = nothing;
  let mark: string | null = null;
  let hasLooked = false;
  let begun = 0;
  let taken = 0;

  const reread = async (): Promise<void> => {
    const number = ++begun;
    // Before they are read: what is written meanwhile changes it, and is read at the next look.
    const now = await store.mark(options);
    if (now === mark) return;
    const next = hold(await store.all(options));
    // Of two that read at once, what the one that began later saw is newer.
    if (number < taken) return;
    [held, mark, taken] = [next, now, number];
  };

  const repeated = repeatLook(
    () =>
      reread().finally(() => {
        hasLooked = true;
      }),
    {
      everyMs,
      onFault,
      ...(onLooked !== undefined && { onLooked }),
      ...(signal !== undefined && { signal }),
    },
  );
  let startedAt: number | null = null;
  const start = (): void => {
    startedAt ??= performance.now();
    repeated.start();
  };

  return {
    known: async () => {
      start();
      const left = (startedAt ?? 0) + patienceMs - performance.now();
      if (hasLooked || left <= 0) return held;
      const over = new AbortController();
      await Promise.race([
        repeated.look().catch(() => {}),
        sleep(left, undefined, { ref: false, signal: over.signal }).catch(() => {}),
      ]);
      over.abort();
      return held;
    },
    start,
    // What was written is written: where it cannot be read, the next look will.
    reread: () => reread().catch(onFault),
  };
};
