import type { Texts } from '../texts/vietnamese.ts';
import { lastDayOf } from '../../domain/days.ts';

/** A stretch of days as people say it: a whole year or month by its name. `null` where it is open at both ends. */
export const periodLabel = (texts: Texts, from: string | null, to: string | null): string | null => {
  if (from === null) return to === null ? null : texts.filters.until(texts.day(to));
  if (to === null) return texts.filters.since(texts.day(from));
  if (from === to) return texts.day(from);
  const year = wholeYear(from, to);
  if (year !== null) return texts.dates.yearName(year);
  const month = from.slice(0, 7);
  if (from === `${month}-01` && to === lastDayOf(month)) return texts.month(month);
  return texts.filters.between(texts.day(from), texts.day(to));
};

/** The year that two days are the first and the last of. */
export const wholeYear = (from: string, to: string): string | null => {
  const year = from.slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : null;
};
