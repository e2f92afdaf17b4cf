import { parseDay } from '../../query/date-range.ts';
import { readArticleDate } from '../article-date.ts';
import { readNames } from './byline.ts';

/** What the date line of a portal's page tells. */
export interface DateLine {
  /** RFC 3339 with `+07:00`. */
  readonly publishedAt: string;
  readonly updatedAt?: string;
  /** Some portals put the author before the date. */
  readonly authors: readonly string[];
}

const LONGEST = 160;

/** 21 tháng 01 năm 2022 · 21 tháng 1, 2022 · 21/01/2022 · 21-1-2022 · 21.01.2022 */
const DAY_FIRST =
  /(?<!\d)(\d{1,2})(?:\s*(?:tháng|thg\.?)\s*(\d{1,2})\s*(?:,|\/|-|năm)?\s*|\s?([/.-])\s?(\d{1,2})\s?\3\s?)(\d{4})(?!\d)/iu;
/** 2022-01-21 · 2022/1/21 */
const YEAR_FIRST = /(?<!\d)(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:T(?=\d)|(?!\d))/iu;
/** 08:30 · 8:30:15 · 8h30 · 8 giờ 30 phút · 8h, with SA, CH, AM, PM, sáng, chiều, tối */
const TIME =
  /(?<!\d)(\d{1,2})\s*(?::|h|g|giờ)(?:\s*(\d{2})(?!\d)(?:\s*(?::|phút|ph|')\s*(\d{2})?)?)?\s*(sa|ch|am|pm|sáng|trưa|chiều|tối)?(?![\p{L}\d])/iu;
const TIME_ZONE = /\(?\s*(?:gmt|utc)?\s*\+\s*0?7(?::?00)?\s*\)?|\(?(?:gmt|utc)\)?/giu;
/** `\b` knows no Vietnamese letters. */
const WEEKDAY =
  /(?<![\p{L}\d])(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|t[2-7])(?![\p{L}\d])/giu;
const LABEL =
  /(?<![\p{L}\d])(?:cập nhật(?: lần cuối)?|ngày(?: (?:đăng(?: tin)?|xuất bản|viết|tạo|cập nhật))?|đăng(?: tải)?(?: ngày)?|xuất bản|thời gian|lúc|vào|hồi|sửa)(?![\p{L}\d])/giu;
const VIEWS =
  /(?<![\p{L}\d])(?:(?:số )?lượt (?:xem|đọc|truy cập)|views?|đã xem)\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt (?:xem|đọc)|views?)/giu;
const ONLY_PUNCTUATION = /^[\s\p{P}\p{S}]*$/u;
/** Of a line with two dates, the second begins here. */
const SECOND_PART = /(?:cập nhật|sửa)/giu;
const UPDATED = /(?<![\p{L}\d])(?:cập nhật|sửa)(?![\p{L}\d])/iu;

/**
 * Reads a line that is a date and nothing else but what portals put beside one: a weekday, a time, labels, a count of
 * views, the author, a place.
 *
 * @param line In NFC, on one line.
 * @returns `null` for any other line, and for a date that is not in the calendar.
 */
export const readDateLine = (line: string): DateLine | null => {
  if (line.length > LONGEST || !/\d/.test(line)) return null;
  const instant = readArticleDate(line);
  if (instant !== null) return { publishedAt: instant, authors: [] };
  const text = line.replace(VIEWS, ' ');
  for (const { index } of text.matchAll(SECOND_PART)) {
    const published = index === 0 ? null : readMoment(text.slice(0, index));
    const updated = published === null ? null : readMoment(text.slice(index));
    if (published !== null && updated !== null) {
      return { publishedAt: published.instant, updatedAt: updated.instant, authors: published.authors };
    }
  }
  const moment = readMoment(text);
  return moment === null ? null : { publishedAt: moment.instant, authors: moment.authors };
};

/** Whether the line says that its date is that of a change. */
export const saysUpdated = (line: string): boolean => UPDATED.test(line);

interface Moment {
  readonly instant: string;
  readonly authors: readonly string[];
}

const readMoment = (text: string): Moment | null => {
  const found = findDay(text);
  if (found === null) return null;
  const { day, before, after } = found;
  const beside = `${before} | ${after}`.replace(TIME_ZONE, ' ');
  const time = TIME.exec(beside);
  const clock = time === null ? '00:00:00' : readClock(time);
  if (clock === null) return null;
  const rest = (time === null ? beside : beside.replace(time[0], ' | '))
    .replace(WEEKDAY, ' ')
    .replace(LABEL, ' ');
  const authors = readRest(rest);
  return authors === null ? null : { instant: `${day}T${clock}+07:00`, authors };
};

const findDay = (text: string): { day: string; before: string; after: string } | null => {
  const yearFirst = YEAR_FIRST.exec(text);
  const dayFirst = DAY_FIRST.exec(text);
  const match = yearFirst ?? dayFirst;
  if (match === null) return null;
  const parts =
    match === yearFirst ? [match[4], match[3], match[1]] : [match[1], match[2] ?? match[4], match[5]];
  const range = parseDay(parts.join('/'));
  if (range === null) return null;
  return {
    day: range.from.slice(0, 10),
    before: text.slice(0, match.index),
    after: text.slice(match.index + match[0].length),
  };
};

const readClock = ([, hours = '', minutes = '00', seconds = '00', half = '']: RegExpExecArray):
  string | null => {
  const isLate = /^(?:ch|pm|chiều|tối)$/iu.test(half);
  const isEarly = /^(?:sa|am)$/iu.test(half);
  const written = Number(hours);
  const hour = isLate && written < 12 ? written + 12 : isEarly && written === 12 ? 0 : written;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
};

/** What is left once date, time and labels are gone: nothing, a place and a comma, or names. */
const readRest = (rest: string): readonly string[] | null => {
  if (ONLY_PUNCTUATION.test(rest)) return [];
  const words = rest.replace(/^[\s|]+|[\s|]+$/gu, '');
  // Sơn La, ngày 21 tháng 1 năm 2022
  if (/^\p{Lu}[\p{L} .-]{1,40},[\s|]*$/u.test(words)) return [];
  const name = words.replace(/^[\s\p{Pd}|•·,:]+|[\s\p{Pd}|•·,:]+$/gu, '');
  return readNames(name);
};
