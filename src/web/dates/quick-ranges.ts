import type { Texts } from '../texts/vietnamese.ts';
import { addDays, lastDayOf, mondayOf } from '../../domain/days.ts';
import { lunarNewYear, lunarYearName } from './lunar-new-year.ts';

/** A stretch of days with a name. */
export interface QuickRange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** From the farewell of the kitchen gods, a week before Tết, to the end of its first week. */
const DAYS_BEFORE = 7;
const DAYS_AFTER = 6;

/**
 * The stretches that are asked for most.
 *
 * @param today the day in Vietnam
 * @param year the one that is looked at, whose Tết is offered; `null` for the last one that has begun
 */
export const quickRanges = (texts: Texts, today: string, year: string | null): QuickRange[] => {
  const monday = mondayOf(today);
  const month = today.slice(0, 7);
  const thisYear = today.slice(0, 4);
  return [
    { label: texts.dates.thisWeek, from: monday, to: addDays(monday, 6) },
    { label: texts.dates.thisMonth, from: `${month}-01`, to: lastDayOf(month) },
    { label: texts.dates.thisYear, from: `${thisYear}-01-01`, to: `${thisYear}-12-31` },
    newYearRange(texts, year === null ? lastBegun(today) : Number(year)),
  ];
};

const newYearRange = (texts: Texts, year: number): QuickRange => {
  const first = lunarNewYear(year);
  return {
    label: texts.dates.newYear(lunarYearName(year), year),
    from: addDays(first, -DAYS_BEFORE),
    to: addDays(first, DAYS_AFTER),
  };
};

const lastBegun = (today: string): number => {
  const year = Number(today.slice(0, 4));
  return addDays(lunarNewYear(year), -DAYS_BEFORE) <= today ? year : year - 1;
};
