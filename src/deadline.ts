/** When the work for a signal has to be over, by `performance.now()`. */
const ends = new WeakMap<AbortSignal, number>();

/** Until when something has to be done. Whoever works for it is told by the signal. */
export interface Deadline {
  /** Aborted when the time is up, with the reason given; or with its parent. */
  readonly signal: AbortSignal;
  /** Takes the time limit away: what follows takes as long as it takes, as a stream does. */
  lift(): void;
  /** The work is over: nothing is waited for any more. */
  end(): void;
}

/**
 * @param ms from now; `Infinity` for none
 * @param reason made when the time is up
 * @param parent ends it, too; its own reason is passed on where that is an error
 */
export const startDeadline = (ms: number, reason: () => Error, parent?: AbortSignal): Deadline => {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = (): void => {
    // A server's signal gives a bare text as its reason, and that, thrown, would pass by every error handler.
    const cause: unknown = parent?.reason;
    controller.abort(cause instanceof Error ? cause : new DOMException('The caller has left.', 'AbortError'));
  };
  let timer: NodeJS.Timeout | undefined;
  const lift = (): void => {
    clearTimeout(timer);
    ends.delete(signal);
  };
  if (ms !== Infinity) timer = setTimeout(() => controller.abort(reason()), ms);
  const end = Math.min(performance.now() + ms, (parent && ends.get(parent)) ?? Infinity);
  if (end !== Infinity) ends.set(signal, end);
  // Not `AbortSignal.any`: a parent that lives as long as the service would gather what is left of each of them.
  if (parent?.aborted === true) follow();
  else parent?.addEventListener('abort', follow, { once: true });
  return {
    signal,
    lift,
    end: () => {
      lift();
      parent?.removeEventListener('abort', follow);
    },
  };
};

/** A signal of its own for a part of some work: it ends with the whole, and has its deadline. */
export const startPart = (whole: AbortSignal): Deadline =>
  startDeadline(Infinity, () => new DOMException('Never.', 'TimeoutError'), whole);

/** Milliseconds that a signal leaves; `Infinity` where it has no deadline. */
export const timeLeft = (signal: AbortSignal | undefined): number => {
  const end = signal === undefined ? undefined : ends.get(signal);
  return end === undefined ? Infinity : Math.max(0, end - performance.now());
};
