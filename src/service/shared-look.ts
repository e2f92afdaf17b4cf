import { startDeadline } from '../deadline.ts';
import { engineTimeout } from '../engine/to-app-error.ts';
import { unlessAborted } from '../engine/unless-aborted.ts';
import { beginPart, taskOf } from '../task.ts';

/** So long a look takes at most, whoever waits for it. */
const LOOK_MS = 5_000;

/**
 * One look for all who ask while it is under way: an engine that stood still for a minute is not to find those of every
 * probe of that minute.
 *
 * @returns how to ask; whoever asks waits no longer than until their own signal is aborted
 */
export const sharedLook = (
  look: (signal: AbortSignal) => Promise<void>,
  limitMs = LOOK_MS,
): ((signal: AbortSignal) => Promise<void>) => {
  let underWay: Promise<void> | null = null;

  const begin = async (asked: AbortSignal): Promise<void> => {
    const deadline = startDeadline(limitMs, () => engineTimeout());
    const { signal } = deadline;
    const task = taskOf(asked);
    // It is done for whoever asked first.
    if (task !== undefined) beginPart(signal, task);
    try {
      await look(signal);
    } finally {
      deadline.end();
      underWay = null;
    }
  };
  return async (signal) => {
    signal.throwIfAborted();
    underWay ??= begin(signal);
    await unlessAborted(underWay, signal);
  };
};
