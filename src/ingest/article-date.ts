import { parseDay } from '../query/date-range.ts';

const FULL_DAY = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([/.-])\d{1,2}\1\d{4})$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads the date of an article: `2022-01-21` and `21/01/2022` (day first) are that day at 00:00 in Vietnam, an
 * RFC 3339 instant is itself. A time without an offset is refused: it does not say when.
 *
 * @returns RFC 3339 with `+07:00`, or `null` for anything else, such as 31/02/2022.
 */
export const readArticleDate = (text: string): string | null => {
  const written = text.trim();
  return FULL_DAY.test(written) || RFC_3339.test(written) ? (parseDay(written)?.from ?? null) : null;
};
