import { readArticleDate } from '../article-date.ts';

/** 20220121 · 2022012108 · 202201210830 · 20220121083000 */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})?)?)?$/u;
const NUMBER = /^\d{8,14}(?:\.\d{1,9})?$/u;
/** Seconds and milliseconds before that are numbers of another kind. */
const EARLIEST_INSTANT = Date.UTC(1990);
const EARLIEST_YEAR = 1900;
const AHEAD_MS = 2 * 86_400_000;

/** Day 0 of spreadsheets: 1900 counts as a leap year there. */
const SHEET_DAY_0 = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * Reads a number that is a date: digits of year, month, day and time, or seconds or milliseconds since 1970. Which of
 * them it is, its range tells: they do not overlap before 2030.
 *
 * @param zone Of a time in digits.
 * @returns RFC 3339 with `+07:00`; `null` where it is neither, or lies ahead.
 */
export const readDateNumber = (text: string, zone: string): string | null => {
  if (!NUMBER.test(text)) return null;
  const latest = Date.now() + AHEAD_MS;
  const [, year = '', month, day, hour, minute = '00', second = '00'] = COMPACT.exec(text) ?? [];
  if (Number(year) >= EARLIEST_YEAR) {
    const written =
      hour === undefined
        ? `${year}-${month}-${day}`
        : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
    const date = readArticleDate(written);
    if (date !== null && new Date(date).getTime() <= latest) return date;
  }
  const number = Number(text);
  const instant = [number * 1_000, number].find((each) => each >= EARLIEST_INSTANT && each <= latest);
  return instant === undefined ? null : readArticleDate(new Date(Math.trunc(instant)).toISOString());
};

/**
 * Reads the number of a day as spreadsheets keep it, its time in the fraction: `44582.354` is 2022-01-21 08:29:46.
 *
 * @param zone In which the spreadsheet shows it.
 */
export const readSheetDay = (number: number, zone: string): string | null => {
  if (!(number >= 1 && number < 100_000)) return null;
  const local = new Date(SHEET_DAY_0 + Math.round((number * DAY_MS) / 1_000) * 1_000).toISOString();
  return readArticleDate(local.replace(/\.\d+Z$/u, zone));
};
