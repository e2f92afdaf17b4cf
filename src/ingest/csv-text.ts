import { stringify } from 'csv-stringify/sync';

/** Tells Excel that what follows is UTF-8. */
const BYTE_ORDER_MARK = '\u{FEFF}';

/**
 * Rows of a table for a spreadsheet (RFC 4180).
 *
 * @param isFirst whether the file begins with them
 */
export const csvText = (rows: readonly (readonly string[])[], { isFirst = false } = {}): string =>
  (isFirst ? BYTE_ORDER_MARK : '') +
  stringify(
    rows.map((cells) => [...cells]),
    {
      record_delimiter: 'windows',
      // A line break alone, too: only the pair would be quoted.
      quoted_match: /[\r\n]/,
      // What begins with = + - @, a tab or a line end is text here, and a formula to a spreadsheet: an apostrophe goes
      // before it. https://owasp.org/www-community/attacks/CSV_Injection
      escape_formulas: true,
    },
  );
