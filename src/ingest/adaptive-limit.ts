/** How many batches may be on their way at once, found out as they go. */
export interface AdaptiveLimit {
  /** A whole number from 1. */
  current(): number;
  /** @param msPerByte how long a full batch took that went through at its first try */
  onDone(msPerByte: number): void;
  /** The engine was too busy for a batch, or out of reach. */
  onTrouble(): void;
}

/** A batch that takes this many times as long as the quickest one only waits for the others: no further one is sent. */
const CROWDED = 2.5;
/** Beyond this, the engine is held up by more than us: half as many. */
const HELD_UP = 6;
/** By how much a batch weighs in what counts as the quickest: what was quick once, on a small index, is forgotten. */
const FORGET = 0.0005;

/**
 * Additive increase, multiplicative decrease: one more at once after a round without trouble, half as many when the
 * engine refuses or becomes slow. It begins with one, so that an engine out of reach is not asked by many.
 */
export const createAdaptiveLimit = (most: number): AdaptiveLimit => {
  let limit = 1;
  let quickest: number | null = null;
  let doneInRound = 0;

  const halve = (): void => {
    limit = Math.max(1, Math.floor(limit / 2));
    doneInRound = 0;
  };
  return {
    current: () => limit,
    onDone: (msPerByte) => {
      quickest =
        quickest === null || msPerByte < quickest ? msPerByte : quickest + (msPerByte - quickest) * FORGET;
      doneInRound++;
      if (doneInRound < limit) return;
      if (msPerByte > quickest * HELD_UP) halve();
      else {
        doneInRound = 0;
        if (msPerByte <= quickest * CROWDED) limit = Math.min(most, limit + 1);
      }
    },
    onTrouble: halve,
  };
};
