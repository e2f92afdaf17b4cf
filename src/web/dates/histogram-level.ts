import type { DateFacetName } from '../../domain/search-request.ts';
import { daysBetween } from '../../domain/days.ts';

const DAYS_SHOWN = 62;
const MONTHS_SHOWN = 36;

/**
 * What a chart of a stretch of days counts by: days up to two months, months up to three years, else years.
 *
 * @param from first day, `null` where it is open
 * @param to last day, `null` where it is open: up to `today`
 */
export const histogramLevel = (from: string | null, to: string | null, today: string): DateFacetName => {
  if (from === null) return 'year';
  const days = daysBetween(from, to ?? today);
  if (days <= DAYS_SHOWN) return 'day';
  return days <= MONTHS_SHOWN * 31 ? 'month' : 'year';
};
