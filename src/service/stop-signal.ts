const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit status of a process that SIGINT ended, as shells count it. */
const INTERRUPTED = 130;

/**
 * npm passes Ctrl-C on to a program that the terminal has told already: what comes this soon after the
 * first signal is the same key pressed once.
 */
const SAME_KEY_MS = 1_000;

/** How often a process started by npm looks whether npm is still there. */
const LOOK_AFTER_PARENT_MS = 500;

export interface StopOptions {
  /**
   * Stop when the parent process is gone. npm ends on SIGTERM without a word to the program it runs, which
   * would go on unseen, and the engine with it.
   */
  readonly endWithParent?: boolean;
}

/**
 * Aborts when the process is asked to stop (Ctrl-C, SIGTERM, the terminal closed). Asked again while it
 * still stops, the process ends on the spot.
 *
 * @param onStop Told once, with the name of the signal, or `parent` where that is gone.
 */
export const stopSignal = (
  onStop: (name: string) => void,
  { endWithParent = false }: StopOptions = {},
): { signal: AbortSignal; dispose(): void } => {
  const asked = new AbortController();
  let askedAt = 0;
  const listener = (name: NodeJS.Signals): void => {
    if (!asked.signal.aborted) {
      askedAt = Date.now();
      onStop(name);
      asked.abort();
    } else if (Date.now() - askedAt > SAME_KEY_MS) {
      process.exit(INTERRUPTED);
    }
  };
  for (const name of SIGNALS) process.on(name, listener);
  const parent = process.ppid;
  const watch = endWithParent
    ? setInterval(() => {
        if (process.ppid === parent || asked.signal.aborted) return;
        onStop('parent');
        asked.abort();
      }, LOOK_AFTER_PARENT_MS).unref()
    : undefined;
  return {
    signal: asked.signal,
    dispose: () => {
      clearInterval(watch);
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
};
