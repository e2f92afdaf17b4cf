const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit status of a process that SIGINT ended, as shells count it. */
const INTERRUPTED = 130;

/** Exit status of a process that a fault ended while it was stopping for another one. */
const FAULTY = 1;

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
  /** Stop, in good order, on an error that nobody has caught. Told of it; without this the process ends on the spot. */
  readonly onFault?: (error: unknown) => void;
}

/** That a process is asked to stop: by a person, by its parent's end, or by a fault of its own. */
export interface Stop {
  /** Aborted then; for whoever has work to end. */
  readonly signal: AbortSignal;
  /**
   * Fulfilled then, and by nothing else: an event on the signal may be anybody's.
   *
   * @throws the fault, where that is why
   */
  readonly asked: Promise<void>;
  dispose(): void;
}

/**
 * Listens to Ctrl-C, SIGTERM and the closing of the terminal. Asked again while it still stops, the process ends on the
 * spot.
 *
 * @param onStop Told once, with the name of the signal, or `parent` where that is gone.
 */
export const stopSignal = (
  onStop: (name: string) => void,
  { endWithParent = false, onFault }: StopOptions = {},
): Stop => {
  const controller = new AbortController();
  const asked = withResolvers();
  let askedAt = 0;
  const stopFor = (name: string): void => {
    askedAt = performance.now();
    onStop(name);
    controller.abort();
    asked.resolve();
  };
  const listener = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) stopFor(name);
    else if (performance.now() - askedAt > SAME_KEY_MS) process.exit(INTERRUPTED);
  };
  const onUncaught = (error: unknown): void => {
    onFault?.(error);
    if (controller.signal.aborted) process.exit(FAULTY);
    askedAt = performance.now();
    controller.abort();
    asked.reject(error);
  };
  for (const name of SIGNALS) process.on(name, listener);
  if (onFault !== undefined) process.on('uncaughtException', onUncaught);
  const parent = process.ppid;
  const watch = endWithParent
    ? setInterval(() => {
        if (process.ppid !== parent && !controller.signal.aborted) stopFor('parent');
      }, LOOK_AFTER_PARENT_MS).unref()
    : undefined;
  return {
    signal: controller.signal,
    asked: asked.promise,
    dispose: () => {
      clearInterval(watch);
      for (const name of SIGNALS) process.off(name, listener);
      process.off('uncaughtException', onUncaught);
    },
  };
};

/** `Promise.withResolvers`, which Node.js 20 does not have. */
const withResolvers = () => {
  let resolve = (): void => {};
  let reject = (_error: unknown): void => {};
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  // Commands look at the signal alone.
  promise.catch(() => {});
  return { promise, resolve, reject };
};
