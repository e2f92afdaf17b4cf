import { lastDayOf } from '../../domain/days.ts';

/** A month or a year that is named in a query, and what else there is in it. */
export interface NamedPeriod {
  /** What is searched for besides: never empty. */
  readonly q: string;
  /** The first and the last day, `2019-08-01`. */
  readonly from: string;
  readonly to: string;
}

/** `tháng 8/2019`, `tháng 08 năm 2019`, `năm 2019`, with their marks or without. */
const PERIOD =
  /(?<![\p{L}\p{N}])(?:trong\s+)?(?:th[aá]ng\s*(?<month>0?[1-9]|1[0-2])\s*(?:[/.-]|\s+n[aă]m\s+|\s+)\s*|n[aă]m\s+)(?<year>19\d\d|20\d\d)(?![\p{L}\p{N}/.-])/iu;

/** What is not only words: whoever writes it says dates by `từ:` and `đến:`. */
const OPERATORS = /["“”()*~:]/u;

/**
 * The month or year that a query names beside other words; `null` where it names none. It may be meant as a date or as
 * words (`nghị quyết năm 2019`): the reader chooses.
 */
export const periodInQuery = (q: string): NamedPeriod | null => {
  const text = q.normalize('NFC');
  const found = PERIOD.exec(text);
  const { month, year } = found?.groups ?? {};
  if (found === null || year === undefined || OPERATORS.test(text)) return null;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  const words = rest.replaceAll(/\s+/gu, ' ').trim();
  if (!/\p{L}/u.test(words)) return null;
  const first = month === undefined ? `${year}-01` : `${year}-${month.padStart(2, '0')}`;
  const last = month === undefined ? `${year}-12` : first;
  return { q: words, from: `${first}-01`, to: lastDayOf(last) };
};
