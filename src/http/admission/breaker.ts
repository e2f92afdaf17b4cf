/** Keeps requests from an engine that answers none. */
export interface Breaker {
  /** Whether a request may go to the engine now: all, or while it is open one a second, which tells how the engine is. */
  lets(): boolean;
  /** Whether a request would be kept from the engine now. */
  turnsAway(): boolean;
  isOpen(): boolean;
  onAnswered(): void;
  onTrouble(): void;
  /** A request that was let through has not asked the engine: another one shall. */
  onNothingAsked(): void;
}

/** So many failures in a row, and not an answer among them, are no accident. */
const FAILURES = 10;
/** One request a second costs an engine nothing, and finds it back as soon. */
const PROBE_EVERY_MS = 1_000;

/** @param now milliseconds of a clock that does not jump */
export const createBreaker = (now: () => number = () => performance.now()): Breaker => {
  let failures = 0;
  let probedAt = 0;
  const isOpen = (): boolean => failures >= FAILURES;
  // A probe that hangs does not keep the next one: the engine may be back since.
  const turnsAway = (): boolean => isOpen() && now() - probedAt < PROBE_EVERY_MS;
  return {
    isOpen,
    turnsAway,
    lets: () => {
      if (turnsAway()) return false;
      if (isOpen()) probedAt = now();
      return true;
    },
    onAnswered: () => {
      failures = 0;
    },
    onTrouble: () => {
      failures++;
      if (failures === FAILURES) probedAt = now();
    },
    onNothingAsked: () => {
      probedAt = -Infinity;
    },
  };
};
