import { normalizeText } from '../../text/normalize-text.ts';
import { readArticleDate } from '../article-date.ts';
import { readDateLine } from './date-line.ts';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/u;
/** Fri, 21 Jan 2022 08:30:00 +0700, with or without the weekday, the seconds, the time. */
const DAY_MONTH_YEAR =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{4}|\d{2})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/iu;
/** January 21, 2022 08:30 */
const MONTH_DAY_YEAR =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/iu;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The names of RFC 822, and that of Vietnam. */
const ZONES: Readonly<Record<string, string>> = {
  z: 'Z',
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  ict: '+07:00',
};
const VIETNAM = '+07:00';
/** +0700, +07:00, +7, GMT+7, (GMT+7), UTC+0700 */
const OFFSET = /^\(?(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?\)?$/iu;

const UNITS: Readonly<Record<string, number>> = {
  giây: 1,
  phút: 60,
  giờ: 3_600,
  tiếng: 3_600,
  ngày: 86_400,
  tuần: 604_800,
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
};
const AGO =
  /^(\d{1,3})\s*(giây|phút|giờ|tiếng|ngày|tuần|seconds?|minutes?|hours?|days?|weeks?)\s*(?:trước|ago)$/iu;

/**
 * Reads a date as pages and feeds have it: ISO 8601 with or without an offset, RFC 822 with its time zones, and what
 * Vietnamese portals write (`Thứ Sáu, 21/01/2022, 8h30 (GMT+7)`). A time without an offset is one of Vietnam.
 *
 * @param asOf When the feed was made: what `2 giờ trước` counts from. Without it such a date is none.
 * @returns RFC 3339 with `+07:00`, or `null` for anything else.
 */
export const readSourceDate = (written: string, asOf: string | null = null): string | null => {
  const text = normalizeText(written).replace(/\s+/gu, ' ').trim();
  if (text === '' || text.length > 200) return null;
  return (
    readArticleDate(text) ??
    readIso(text) ??
    readNamedMonth(text) ??
    readDateLine(text)?.publishedAt ??
    (asOf === null ? null : readAgo(text, asOf))
  );
};

const readIso = (text: string): string | null => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', zone = ''] =
    ISO.exec(text) ?? [];
  return year === '' ? null : instant([year, month, day], [hour, minute, second], zone);
};

const readNamedMonth = (text: string): string | null => {
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  const match = dayFirst ?? MONTH_DAY_YEAR.exec(text);
  if (match === null) return null;
  const [, first = '', second = '', year = '', hour = '0', minute = '00', seconds = '00', zone = ''] = match;
  const [day, name] = dayFirst === null ? [second, first] : [first, second];
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  return instant([century + year, String(month), day], [hour, minute, seconds], zone);
};

const two = (digits: string): string => digits.padStart(2, '0');

const instant = (
  [year, month, day]: readonly [string, string, string],
  [hour, minute, second]: readonly [string, string, string],
  zone: string,
): string | null => {
  const offset = offsetOf(zone.trim());
  return offset === null
    ? null
    : readArticleDate(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${two(second)}${offset}`);
};

const offsetOf = (zone: string): string | null => {
  if (zone === '') return VIETNAM;
  const named = ZONES[zone.replace(/[()]/gu, '').toLowerCase()];
  if (named !== undefined) return named;
  const [, sign = '', hours = '', minutes = '00'] = OFFSET.exec(zone) ?? [];
  return sign === '' ? null : `${sign}${two(hours)}:${minutes}`;
};

const readAgo = (text: string, asOf: string): string | null => {
  const [, count, unit = ''] = AGO.exec(text) ?? [];
  const seconds = UNITS[unit.toLowerCase()] ?? UNITS[unit.toLowerCase().replace(/s$/u, '')];
  const isNow = /^(?:vừa xong|mới đây|just now)$/iu.test(text);
  if (!isNow && (count === undefined || seconds === undefined)) return null;
  const then = new Date(asOf).getTime() - (isNow ? 0 : Number(count) * (seconds ?? 0) * 1_000);
  return readArticleDate(new Date(then).toISOString());
};
