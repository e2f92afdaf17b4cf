/** Texts whose marks can be gone to one by one, and how many marks there are. */
export interface NumberedMarks {
  readonly texts: readonly string[];
  readonly count: number;
}

/**
 * Gives every mark of some highlights an anchor: `hit-1`, `hit-2` …, in the order of the texts. A `<mark>` in a
 * highlight is always a mark, since the text itself is escaped.
 */
export const numberMarks = (texts: readonly string[]): NumberedMarks => {
  let count = 0;
  const numbered = texts.map((text) =>
    text.replaceAll('<mark>', () => {
      count += 1;
      return `<mark id="hit-${count}">`;
    }),
  );
  return { texts: numbered, count };
};
