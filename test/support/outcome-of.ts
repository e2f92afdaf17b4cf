/** What some work in slices comes to, done in one go. */
export const outcomeOf = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
};
