/** A text cut between words, where there are any, if it is longer than so many characters. */
export const shortened = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const space = text.lastIndexOf(' ', length);
  const cut = text.slice(0, space > 0 ? space : length).trimEnd();
  // Half of a character that UTF-16 writes as two units is none.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};
