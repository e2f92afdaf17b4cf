const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit status of a process that SIGINT ended, as shells count it. */
const INTERRUPTED = 130;

/**
 * npm passes Ctrl-C on to a program that the terminal has told already: what comes this soon after the
 * first signal is the same key pressed once.
 */
const SAME_KEY_MS = 1_000;

/**
 * Aborts when the process is asked to stop (Ctrl-C, SIGTERM, the terminal closed). Asked again while it
 * still stops, the process ends on the spot.
 *
 * @param onStop Told once, with the name of the signal.
 */
export const stopSignal = (onStop: (name: string) => void): { signal: AbortSignal; dispose(): void } => {
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
  return {
    signal: asked.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
};
