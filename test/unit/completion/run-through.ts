/** Does all of some work that pauses now and then. */
export const runThrough = (work: Generator<void, unknown>): void => {
  while (work.next().done !== true);
};
