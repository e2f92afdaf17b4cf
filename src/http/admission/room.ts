/** Something of which there is so much and no more, such as memory. */
export interface Room {
  /**
   * Waits until there is so much of it, first come first served.
   *
   * @returns how to give it back
   * @throws the signal's reason
   */
  take(amount: number, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  readonly amount: number;
  readonly enter: () => void;
}

/** @param most An amount above this is taken once all is there. */
export const createRoom = (most: number): Room => {
  let left = most;
  const waiting = new Set<Waiting>();

  const occupy = (amount: number): (() => void) => {
    left -= amount;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      left += amount;
      letIn();
    };
  };
  const letIn = (): void => {
    for (const each of waiting) {
      if (each.amount > left) return;
      each.enter();
    }
  };
  return {
    take: (wanted, signal) => {
      const amount = Math.min(wanted, most);
      if (waiting.size === 0 && amount <= left) return Promise.resolve(occupy(amount));
      return new Promise((resolve, reject) => {
        const end = (): void => {
          waiting.delete(entry);
          signal.removeEventListener('abort', giveUp);
        };
        const giveUp = (): void => {
          end();
          reject(signal.reason as Error);
          // What waits behind it may need less.
          letIn();
        };
        const entry: Waiting = {
          amount,
          enter: () => {
            end();
            resolve(occupy(amount));
          },
        };
        if (signal.aborted) return giveUp();
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.add(entry);
      });
    },
  };
};
