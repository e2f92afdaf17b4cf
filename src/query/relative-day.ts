import { addDays, lastDayOf, mondayOf } from '../domain/days.ts';
import { foldDiacritics } from '../text/fold-diacritics.ts';
import { parseDay } from './date-range.ts';
import type { InstantRange } from './date-range.ts';

/** The first and the last day meant, `2022-01-21`, both included. */
interface Days {
  readonly first: string;
  readonly last: string;
}

/** The same day some months earlier, or the last of that month where it has no such day. */
const monthsBefore = (day: string, months: number): string => {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - months);
  const month = first.toISOString().slice(0, 7);
  const last = lastDayOf(month);
  const same = `${month}-${day.slice(8, 10)}`;
  return same < last ? same : last;
};

const weekOf = (day: string): Days => ({ first: mondayOf(day), last: addDays(mondayOf(day), 6) });

const monthOf = (day: string): Days => ({
  first: `${day.slice(0, 7)}-01`,
  last: lastDayOf(day.slice(0, 7)),
});

const yearOf = (day: string): Days => ({
  first: `${day.slice(0, 4)}-01-01`,
  last: `${day.slice(0, 4)}-12-31`,
});

const single = (day: string): Days => ({ first: day, last: day });

/** By their names without marks, in lower case, separated by single spaces. */
const NAMED: Readonly<Record<string, (today: string) => Days>> = {
  today: single,
  'hom nay': single,
  yesterday: (today) => single(addDays(today, -1)),
  'hom qua': (today) => single(addDays(today, -1)),
  'this week': weekOf,
  'tuan nay': weekOf,
  'last week': (today) => weekOf(addDays(today, -7)),
  'tuan truoc': (today) => weekOf(addDays(today, -7)),
  'this month': monthOf,
  'thang nay': monthOf,
  'last month': (today) => monthOf(monthsBefore(today, 1)),
  'thang truoc': (today) => monthOf(monthsBefore(today, 1)),
  'this year': yearOf,
  'nam nay': yearOf,
  'last year': (today) => yearOf(monthsBefore(today, 12)),
  'nam ngoai': (today) => yearOf(monthsBefore(today, 12)),
};

const UNITS: Readonly<Record<string, (today: string, count: number) => string>> = {
  d: (today, count) => addDays(today, -count),
  w: (today, count) => addDays(today, -7 * count),
  m: monthsBefore,
  y: (today, count) => monthsBefore(today, 12 * count),
};

/** Their names, without marks. */
const UNIT_NAMES: Readonly<Record<string, string>> = {
  d: 'd', day: 'd', days: 'd', ngay: 'd',
  w: 'w', week: 'w', weeks: 'w', tuan: 'w',
  m: 'm', month: 'm', months: 'm', thang: 'm',
  y: 'y', year: 'y', years: 'y', nam: 'y',
}; // prettier-ignore

const AGO = /^(\d{1,4}) ?([a-z]+)(?: (?:ago|truoc|qua))?$/;

/** @returns `null` for what is no day that is told from today, and for what lies before the year 1000 */
const parseRelative = (text: string, today: string): Days | null => {
  const name = foldDiacritics(text.normalize('NFC').trim().toLowerCase()).replaceAll(/[\s_-]+/gu, ' ');
  if (Object.hasOwn(NAMED, name)) return NAMED[name]?.(today) ?? null;
  const [, count = '', unit = ''] = AGO.exec(name) ?? [];
  const before = Object.hasOwn(UNIT_NAMES, unit) ? UNITS[UNIT_NAMES[unit] ?? ''] : undefined;
  if (before === undefined) return null;
  const day = before(today, Number(count));
  return /^[1-9]\d{3}-/.test(day) ? single(day) : null;
};

/**
 * Reads what `from` and `to` of a search may be: all that `parseDay` reads, and days that are told from today: `today`,
 * `hôm nay`, `yesterday`, `this-week` (from Monday), `tuần này`, `last-month`, `tháng trước`; `7d`, `2w`, `3m`, `1y`
 * and `7 ngày` are the day so long ago. Case, marks, and whether hyphens or spaces part the words make no difference.
 *
 * @param today the day in Vietnam, `2022-01-21`
 */
export const parseSearchDate = (text: string, today: string): InstantRange | null => {
  const absolute = parseDay(text);
  if (absolute !== null) return absolute;
  const days = parseRelative(text, today);
  const [first, last] = days === null ? [null, null] : [parseDay(days.first), parseDay(days.last)];
  return first === null || last === null ? null : { from: first.from, to: last.to };
};
