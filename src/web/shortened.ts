/** A text cut between words where it is longer than so many characters. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(' ', length) + 1).trimEnd()}…`;
