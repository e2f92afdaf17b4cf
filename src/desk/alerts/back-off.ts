const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first try and those that follow: two days in all. */
const PAUSES = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 15 * HOUR, 24 * HOUR];

/** A message that was tried so often is dead. */
export const MOST_TRIES = PAUSES.length + 1;

/** So much of a pause is chance: what failed together is not tried again together. */
const JITTER = 0.2;

/**
 * Milliseconds until a message is tried again; `null`: it is not.
 *
 * @param tries how often it was
 * @param least what the other side asked for
 */
export const pauseAfter = (tries: number, least: number | null, random = Math.random): number | null => {
  const pause = PAUSES[tries - 1];
  if (pause === undefined) return null;
  return Math.max(pause * (1 + JITTER * (2 * random() - 1)), Math.min(least ?? 0, 24 * HOUR));
};
