/** How many calls may be tried again: few beside those that are made, so that retries never are the load. */
export interface RetryBudget {
  onCall(): void;
  /** Whether one more may be; it is counted then. */
  takes(): boolean;
}

/** Of ten calls one may be tried again … */
const SHARE = 0.1;
/** … and after quieter times so many at once, as where an engine was restarted and connections are found closed. */
const MOST = 20;

export const createRetryBudget = (): RetryBudget => {
  let left = MOST;
  return {
    onCall: () => {
      left = Math.min(MOST, left + SHARE);
    },
    takes: () => {
      if (left < 1) return false;
      left--;
      return true;
    },
  };
};
