/** How wide a text stands on a terminal: combining marks take no column of their own. */
const widthOf = (text: string): number => text.replace(/[\p{M}\p{Cf}]/gu, '').length;

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
