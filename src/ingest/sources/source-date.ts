import { normalizeText } from '../../text/normalize-text.ts';
import { readArticleDate } from '../article-date.ts';
import { fullYear, hasShortYear, readDateLine, type DateOrder } from './date-line.ts';
import { readDateNumber } from './date-number.ts';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/u;
/** Fri, 21 Jan 2022 08:30:00 +0700, with or without the weekday, the seconds, the time. */
const DAY_MONTH_YEAR =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?:(?:[\s,]|\s[-–|]\s)+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/iu;
/** January 21, 2022 08:30 */
const MONTH_DAY_YEAR =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:(?:[\s,]|\s[-–|]\s)+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/iu;
/** 20220121T083000+0700 */
const ISO_BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/u;
/** What .NET makes of a date in JSON: milliseconds since 1970, and an offset that changes nothing. */
const DOT_NET = /^\/?Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/?$/u;
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

export interface DateContext {
  /** When the feed was made: what `2 giờ trước` counts from. Without it such a date is none. */
  readonly asOf?: string | null;
  /** The offset of times that name none: that of Vietnam. */
  readonly zone?: string;
  /** What comes first in `11/9/2021`. Without it the day does, and what may be either is not read. */
  readonly order?: DateOrder | undefined;
}

/**
 * Reads a date as sources have it: ISO 8601 with or without an offset, RFC 822 with its time zones, numbers that are dates
 * (`20220121`, seconds and milliseconds since 1970), and what Vietnamese portals write
 * (`Thứ Sáu, 21/01/2022, 8h30 (GMT+7)`, `21 Tháng Một, 2022`).
 *
 * @returns RFC 3339 with `+07:00`, or `null` for anything else.
 */
export const readSourceDate = (
  written: string,
  { asOf = null, zone = VIETNAM, order }: DateContext = {},
): string | null => {
  const text = usualOrder(normalizeText(written).replace(/\s+/gu, ' ').trim());
  if (text === '' || text.length > 200) return null;
  return (
    (order === 'month-first' ? null : readArticleDate(text)) ??
    readDateNumber(text, zone) ??
    readIso(text, zone) ??
    readDotNet(text) ??
    readNamedMonth(text, zone) ??
    readClearLine(text, zone, order) ??
    (asOf === null ? null : readAgo(text, asOf))
  );
};

const readClearLine = (text: string, zone: string, order: DateOrder | undefined): string | null => {
  const line = readDateLine(text, { zone, order });
  return line === null || line.monthFirst !== undefined ? null : line.publishedAt;
};

/** Why a date is not read although it is one, and what to do: `11/9/2021 3:40 PM`, `21/01/22`. */
export const whyUnclear = (written: string): string | null => {
  const text = normalizeText(written).replace(/\s+/gu, ' ').trim();
  const line = readDateLine(text);
  const shown = `“${text.slice(0, 40)}”`;
  const wayOut = 'import with --date-order day-first or --date-order month-first';
  if (line?.monthFirst !== undefined) {
    return `may be read in two ways, ${shown}: ${line.publishedAt.slice(0, 10)} or ${line.monthFirst.slice(0, 10)}. If you know which, ${wayOut}`;
  }
  return hasShortYear(text) ? `has a year of two digits, ${shown}. Write all four, or ${wayOut}` : null;
};

/** Fri Jan 21 08:30:00 +0700 2022, as C and some feeds have it; Fri Jan 21 2022 … (Indochina Time), as browsers have it. */
const YEAR_LAST =
  /^([a-z]{3}),? ([a-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([+-]\d{2}:?\d{2}|[a-z]{1,4}))? (\d{4})$/iu;

/** 2022-01-21T08:30:00[Asia/Ho_Chi_Minh], with or without the offset, as Java has it. */
const NAMED_ZONE = /(Z|[+-]\d{2}:?\d{2})?\s*\[Asia\/(?:Ho_Chi_Minh|Saigon|Bangkok)\]$/u;

const usualOrder = (text: string): string =>
  text
    .replace(/ \([\p{L} ]+\)$/u, '')
    .replace(NAMED_ZONE, (_, offset: string | undefined) => offset ?? VIETNAM)
    .replace(
      YEAR_LAST,
      (
        _,
        weekday: string,
        month: string,
        day: string,
        time: string,
        zone: string | undefined,
        year: string,
      ) => `${weekday} ${month} ${day} ${year} ${time} ${zone ?? ''}`.trim(),
    );

/** Whether a date is of a kind that other countries' systems write, too, and has a time without an offset. */
export const lacksOffset = (written: string): boolean => {
  const text = usualOrder(written.trim());
  const [, basicZone] = [ISO_BASIC.exec(text)?.[0], ISO_BASIC.exec(text)?.[7]];
  if (ISO_BASIC.test(text)) return basicZone === undefined;
  if (/^\d{10}(?:\d{2}){0,2}$/u.test(text))
    return readDateNumber(text, 'Z') !== readDateNumber(text, VIETNAM);
  const iso = ISO.exec(text);
  if (iso !== null) return iso[7]?.trim() === '';
  const named = DAY_MONTH_YEAR.exec(text) ?? MONTH_DAY_YEAR.exec(text);
  return named !== null && named[4] !== undefined && /^(?:[ap]\.?m\.?)?$/iu.test(named[7]?.trim() ?? '');
};

const readIso = (text: string, unstated: string): string | null => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', zone = ''] =
    ISO.exec(text) ?? ISO_BASIC.exec(text) ?? [];
  return year === '' ? null : instant([year, month, day], [hour, minute, second], zone || unstated);
};

const readDotNet = (text: string): string | null => {
  const [, milliseconds] = DOT_NET.exec(text) ?? [];
  const date = new Date(Number(milliseconds ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? null : readArticleDate(date.toISOString());
};

const readNamedMonth = (text: string, unstated: string): string | null => {
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  const match = dayFirst ?? MONTH_DAY_YEAR.exec(text);
  if (match === null) return null;
  const [, first = '', second = '', year = '', hour = '0', minute = '00', seconds = '00', rest = ''] = match;
  const [day, name] = dayFirst === null ? [second, first] : [first, second];
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  const [, half = '', zone = ''] = /^([ap]\.?m\.?(?!\w))?\s*(.*)$/iu.exec(rest) ?? [];
  return instant(
    [fullYear(year), String(month), day],
    [ofTwelve(hour, half), minute, seconds],
    zone || unstated,
  );
};

/** 12 AM is 00, 1 PM is 13. */
const ofTwelve = (hour: string, half: string): string => {
  if (half === '') return hour;
  if (Number(hour) > 12 || Number(hour) === 0) return '99';
  return String((Number(hour) % 12) + (/^p/iu.test(half) ? 12 : 0));
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
