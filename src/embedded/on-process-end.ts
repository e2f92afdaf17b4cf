const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// Which listeners are of this module: several engines in one process must not take each other for a service.
const OURS = new WeakSet<(...args: never[]) => unknown>();

/**
 * Has work done when this process is about to end.
 *
 * - `onSignal`: on SIGINT, SIGTERM or SIGHUP, when nobody else in the process listens for that signal (a service
 *   with a graceful stop of its own does); afterwards the process ends by that signal.
 * - `onExit`: at the very end, synchronous: also after an uncaught error or `process.exit`.
 */
export function onProcessEnd(handlers: { onSignal: () => Promise<void>; onExit: () => void }): {
  dispose(): void;
} {
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      if (process.listeners(signal).some((other) => !OURS.has(other))) return;
      void handlers.onSignal().finally(() => {
        dispose();
        // Without a listener left, the signal does what it does by default.
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      });
    };
    OURS.add(listener);
    process.on(signal, listener);
    return { signal, listener };
  });
  process.on('exit', handlers.onExit);

  const dispose = (): void => {
    process.off('exit', handlers.onExit);
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
  return { dispose };
}
