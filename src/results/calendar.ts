import { dayInVietnam } from '../domain/days.ts';
import type { Wanted } from '../domain/search-request.ts';

/** A stretch of Vietnam's calendar; a week begins on Monday. */
export type Period = 'year' | 'month' | 'week' | 'day';

const OFFSET = '+07:00';
const OFFSET_MS = 7 * 3_600_000;

/** The calendar of Vietnam, read with the UTC functions of a shifted date. */
const inVietnam = (instant: number): Date => new Date(instant + OFFSET_MS);

/** The first millisecond of the period that an instant lies in. */
export const startOf = (period: Period, instant: number): number => {
  const date = inVietnam(instant);
  date.setUTCHours(0, 0, 0, 0);
  if (period === 'year') date.setUTCMonth(0, 1);
  else if (period === 'month') date.setUTCDate(1);
  else if (period === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.getTime() - OFFSET_MS;
};

/** The first millisecond of the period after the one that begins at `start`. */
export const nextStart = (period: Period, start: number): number => {
  const date = inVietnam(start);
  if (period === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (period === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (period === 'week' ? 7 : 1));
  return date.getTime() - OFFSET_MS;
};

const LENGTHS: Readonly<Record<Period, number>> = { year: 4, month: 7, week: 10, day: 10 };

/** A period by its name, and as the `from` and `to` of a search. */
export interface NamedPeriod {
  /** `2022`, `2022-01`, or a day; of a week its Monday. */
  readonly value: string;
  readonly from: string;
  readonly to: string;
}

/** Names periods by where they begin, as far as they lie within the bounds of a search. */
export const periodsWithin = (
  period: Period,
  { from, to }: Pick<Wanted, 'from' | 'to'>,
): ((start: number) => NamedPeriod) => {
  const begins = from === undefined ? -Infinity : Date.parse(from);
  const ends = to === undefined ? Infinity : Date.parse(to);
  return (start) => {
    const end = nextStart(period, start) - 1;
    const day = dayInVietnam(start);
    return {
      value: day.slice(0, LENGTHS[period]),
      // A search that begins amid a year has counted only what comes then: so that the bucket can be narrowed to,
      // it says so.
      from: from !== undefined && begins > start ? asDay(from, `T00:00:00${OFFSET}`) : day,
      to: to !== undefined && ends < end ? asDay(to, `T23:59:59.999${OFFSET}`) : dayInVietnam(end),
    };
  };
};

/** A bound that is that of a whole day as the day, any other as it is. */
const asDay = (bound: string, time: string): string => (bound.endsWith(time) ? bound.slice(0, 10) : bound);
