const NO_COLUMN = /[\p{M}\p{Cf}]/gu;
const TWO_COLUMNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** How many columns of a terminal a text takes: combining marks have none of their own. */
export const widthOf = (text: string): number =>
  text.replace(NO_COLUMN, '').replace(TWO_COLUMNS, '  ').length;

/**
 * Rows in columns as wide as their widest cell, two spaces between them, each row ended by a line feed.
 *
 * @param indent what every line begins with
 */
export const tableOf = (rows: readonly (readonly string[])[], indent = ''): string => {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${indent}${line(row)}\n`).join('');
};
