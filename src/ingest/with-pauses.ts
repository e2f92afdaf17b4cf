/** Stands in a stream where nothing came for a while. */
export const PAUSE = Symbol('pause');

/**
 * A stream with one {@link PAUSE} wherever its next item takes longer than `ms` milliseconds. Left early, it does not
 * wait for an item that may never come.
 */
export async function* withPauses<T>(
  items: AsyncIterable<T>,
  ms: number,
): AsyncGenerator<T | typeof PAUSE, void, void> {
  const iterator = items[Symbol.asyncIterator]();
  let isWaiting = false;
  try {
    for (;;) {
      isWaiting = true;
      const next = iterator.next();
      // It is awaited further down, unless this stream is left before.
      next.catch(() => {});
      if ((await firstOf(next, ms)) === PAUSE) yield PAUSE;
      const result = await next;
      isWaiting = false;
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    const end = iterator.return?.();
    if (isWaiting) end?.catch(() => {});
    else await end;
  }
}

const firstOf = async (next: Promise<unknown>, ms: number): Promise<typeof PAUSE | null> => {
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<typeof PAUSE>((resolve) => {
    timer = setTimeout(() => resolve(PAUSE), ms);
  });
  try {
    return await Promise.race([next.then(() => null), pause]);
  } finally {
    clearTimeout(timer);
  }
};
