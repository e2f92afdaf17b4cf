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
  /** Whether it tells the time of day. */
  readonly hasTime: boolean;
  /** What it is with the month first, where nothing tells that the day is: `11/9/2021 3:40 PM`. */
  readonly monthFirst?: string;
}

/** What comes first in `11/9/2021`. */
export type DateOrder = 'day-first' | 'month-first';

export interface DateLineContext {
  /** Of a time that names none: that of Vietnam. */
  readonly zone?: string | undefined;
  /** Where it is known. Then a year may have two digits, too. */
  readonly order?: DateOrder | undefined;
}

const LONGEST = 160;

/** 21 tháng 01 năm 2022 · 21 tháng 1, 2022 · 21/01/2022 · 21-1-2022 · 21.01.2022 */
const DAY_FIRST =
  /(?<!\d)(\d{1,2})(?:\s*(?:tháng|thg\.?)\s*(\d{1,2})\s*(?:,|\/|-|năm)?\s*|\s?([/.-])\s?(\d{1,2})\s?\3\s?)(\d{4})(?!\d)/iu;
/** 21/01/22: read only where the order is known. */
const SHORT_YEAR = /(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{2})(?!\d)/u;
/** Một … Mười Hai, as WordPress has them in Vietnamese: “Mười Hai” before “Hai”. */
const MONTH_WORDS = [
  'một',
  'hai',
  'ba',
  'tư',
  'năm',
  'sáu',
  'bảy',
  'tám',
  'chín',
  'mười',
  'mười một',
  'mười hai',
];
const MONTH_WORD = String.raw`(?:tháng|thg\.?|th\.?)\s*(mười\s+một|mười\s+hai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|\d{1,2})`;
/** 21 Tháng Một, 2022 · 21 Th1 2022 */
const DAY_THEN_WORD = new RegExp(
  String.raw`(?<!\d)(\d{1,2})[\s,]*${MONTH_WORD}(?:\s*,?\s*năm\s+|[\s,/-]+)(\d{4})(?!\d)`,
  'iu',
);
/** Tháng Một 21, 2022 */
const WORD_THEN_DAY = new RegExp(
  String.raw`(?<![\p{L}\d])${MONTH_WORD}[\s,]+(\d{1,2})[\s,]+(\d{4})(?!\d)`,
  'iu',
);
/** 2022-01-21 · 2022/1/21 */
const YEAR_FIRST = /(?<!\d)(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:T(?=\d)|(?!\d))/iu;
/** 08:30 · 8:30:15 · 8h30 · 8 giờ 30 phút · 8h, with SA, CH, AM, PM, sáng, chiều, tối */
const TIME =
  /(?<!\d)(\d{1,2})\s*(?::|h|g|giờ)(?:\s*(\d{2})(?!\d)(?:\s*(?::|phút|ph|')\s*(\d{2})?)?)?\s*(sa|ch|am|pm|sáng|trưa|chiều|tối)?(?![\p{L}\d])/iu;
const TIME_ZONE = /\(?\s*(?:gmt|utc)?\s*\+\s*0?7(?::?00)?\s*\)?|\(?(?:gmt|utc)\)?/giu;
const NAMED_OFFSET = /\+\s*0?7/u;
const VIETNAM = '+07:00';
/** `\b` knows no Vietnamese letters. */
const WEEKDAY =
  /(?<![\p{L}\d])(?:(?:thứ|t\.)\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|c\.n|t[2-7])(?![\p{L}\d])/giu;
const LABEL =
  /(?<![\p{L}\d])(?:cập nhật(?: lần cuối)?|ngày(?: (?:đăng(?: tin)?|xuất bản|viết|tạo|cập nhật))?|đăng(?: tải)?(?: ngày)?|xuất bản|thời gian|lúc|vào|hồi|sửa)(?![\p{L}\d])/giu;
const VIEWS =
  /(?<![\p{L}\d])(?:(?:số )?lượt (?:xem|đọc|truy cập)|views?|đã xem)\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt (?:xem|đọc)|views?)/giu;
const ONLY_PUNCTUATION = /^[\s\p{P}\p{S}]*$/u;
/** Đăng bởi: Hữu Lộc · Gửi bởi bientap vào … */
const BY =
  /(?<![\p{L}\d])(?:(?:được )?(?:đăng|gửi|viết|tạo) (?:bởi|bằng)|bởi|tác giả|người (?:đăng|viết|gửi)|(?:posted|submitted|written) by|by)(?![\p{L}\d])\s*:?/giu;
/** Sites show today's date so: above, or beside who is logged in. */
const TODAY = /(?<![\p{L}\d])(?:hôm nay|bây giờ|hiện tại là|today)(?![\p{L}\d])/giu;
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
export const readDateLine = (line: string, context: DateLineContext = {}): DateLine | null => {
  if (line.length > LONGEST || !/\d/.test(line)) return null;
  const instant = context.order === 'month-first' ? null : readArticleDate(line);
  if (instant !== null) return { publishedAt: instant, authors: [], hasTime: /[Tt]/u.test(line) };
  const text = line.replace(VIEWS, ' ');
  for (const { index } of text.matchAll(SECOND_PART)) {
    const published = index === 0 ? null : readMoment(text.slice(0, index), context);
    const updated = published === null ? null : readMoment(text.slice(index), context);
    if (published !== null && updated !== null) return { ...published, updatedAt: updated.publishedAt };
  }
  return readMoment(text, context);
};

/** Said where the month may come first, and the day was taken to. */
export const dateDoubt = (dayFirst: string, monthFirst: string): string =>
  `the date line may be of ${dayFirst.slice(0, 10)}, which was taken, or of ${monthFirst.slice(0, 10)}`;

/** A date of numbers whose year has two digits: it may begin with the day, the month or the year. */
export const hasShortYear = (line: string): boolean =>
  line.length <= LONGEST &&
  readDateLine(line) === null &&
  readDateLine(line, { order: 'day-first' }) !== null;

/** Whether the line says that its date is that of a change. */
export const saysUpdated = (line: string): boolean => UPDATED.test(line);

/** Whether the line says that its date is today's: it is the clock of the site then. */
export const saysToday = (line: string): boolean => line.search(TODAY) !== -1;

const readMoment = (text: string, { zone = VIETNAM, order }: DateLineContext): DateLine | null => {
  const found = findDay(text, order);
  if (found === null) return null;
  const { before, after } = found;
  const around = `${before} | ${after}`;
  const beside = around.replace(TIME_ZONE, ' ');
  const time = TIME.exec(beside);
  const clock = time === null ? '00:00:00' : readClock(time);
  if (clock === null) return null;
  const days = daysOf(found, order, around, ENGLISH_HALF.test(time?.[4] ?? ''));
  const rest = (time === null ? beside : beside.replace(time[0], ' | '))
    .replace(WEEKDAY, ' ')
    .replace(LABEL, ' ')
    .replace(TODAY, ' ');
  const named = rest.replace(BY, ' ');
  const authors = readRest(named, named !== rest);
  if (authors === null) return null;
  // A line that names the offset means it; a day alone is one of Vietnam.
  const offset = time === null || NAMED_OFFSET.test(around) ? VIETNAM : zone;
  const [publishedAt, monthFirst] = days.flatMap((day) => readArticleDate(`${day}T${clock}${offset}`) ?? []);
  if (publishedAt === undefined) return null;
  return {
    publishedAt,
    authors,
    hasTime: time !== null,
    ...(monthFirst === undefined ? {} : { monthFirst }),
  };
};

/** A day, and what stands around it. */
interface FoundDay {
  /** `null` for what is not in the calendar, and in the other order perhaps is. */
  readonly day: string | null;
  /** Of numbers alone, the same with the month first. */
  readonly monthFirst: string | null;
  readonly before: string;
  readonly after: string;
}

const ENGLISH_HALF = /^[ap]m$/iu;

/**
 * The days that may be meant. In Vietnam the day comes first; beside an English clock the month may, unless only one of
 * the two is in the calendar, or on the weekday that the line names.
 */
const daysOf = (
  { day, monthFirst }: FoundDay,
  order: DateOrder | undefined,
  around: string,
  isEnglish: boolean,
): readonly string[] => {
  if (order === 'month-first' && monthFirst !== null) return [monthFirst];
  const isDayFirst = order !== undefined || !isEnglish;
  const both = [...new Set(isDayFirst ? [day] : [day, monthFirst])].filter((each) => each !== null);
  if (isDayFirst) return both;
  const weekday = weekdayOf(around);
  const fitting = both.filter((each) => weekday === new Date(each).getUTCDay());
  return fitting.length === 1 ? fitting : both;
};

const WEEKDAYS = ['chủ nhật', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'];

/** 0 is Sunday, as in JavaScript. */
const weekdayOf = (text: string): number | null => {
  const named = text.match(WEEKDAY)?.[0].toLowerCase().replace(/\s+/gu, ' ');
  if (named === undefined) return null;
  if (/^(?:chủ ?nhật|cn|c\.n)$/u.test(named)) return 0;
  const word = named.replace(/^(?:thứ|t\.|t)\s*/u, '').replace('bẩy', 'bảy');
  const at = /^[2-7]$/u.test(word) ? Number(word) - 1 : WEEKDAYS.indexOf(word);
  return at === -1 ? null : at;
};

const findDay = (text: string, order: DateOrder | undefined): FoundDay | null => {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return foundDay(text, yearFirst, [yearFirst[4], yearFirst[3], yearFirst[1]]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [, first, namedMonth, , second, year] = dayFirst;
    return foundDay(text, dayFirst, [first, namedMonth ?? second, year], namedMonth === undefined);
  }
  const word = DAY_THEN_WORD.exec(text);
  if (word !== null) return foundDay(text, word, [word[1], monthOf(word[2]), word[3]]);
  const wordFirst = WORD_THEN_DAY.exec(text);
  if (wordFirst !== null) {
    return foundDay(text, wordFirst, [wordFirst[2], monthOf(wordFirst[1]), wordFirst[3]]);
  }
  const short = order === undefined ? null : SHORT_YEAR.exec(text);
  if (short === null) return null;
  const [, first, , second, year = ''] = short;
  return foundDay(text, short, [first, second, fullYear(year)], true);
};

/** 22 is 2022, 99 is 1999. */
export const fullYear = (year: string): string =>
  year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;

const foundDay = (
  text: string,
  { index, 0: whole }: RegExpExecArray,
  [first, second, year]: readonly [string | undefined, string | undefined, string | undefined],
  isNumeric = false,
): FoundDay | null => {
  const [day, monthFirst] = [dayOf(first, second, year), isNumeric ? dayOf(second, first, year) : null];
  if (day === null && monthFirst === null) return null;
  return { day, monthFirst, before: text.slice(0, index), after: text.slice(index + whole.length) };
};

const dayOf = (day = '', month = '', year = ''): string | null =>
  parseDay([day, month, year].join('/'))?.from.slice(0, 10) ?? null;

const OTHER_MONTH_WORDS: Readonly<Record<string, string>> = { bốn: 'tư', bẩy: 'bảy' };

const monthOf = (written = ''): string => {
  const word = written.toLowerCase().replace(/\s+/gu, ' ');
  const at = MONTH_WORDS.indexOf(OTHER_MONTH_WORDS[word] ?? word);
  return at === -1 ? word : String(at + 1);
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
const readRest = (rest: string, isNamed: boolean): readonly string[] | null => {
  // (Dân trí) 09/11/2021
  if (ONLY_PUNCTUATION.test(rest.replace(/\([\p{L}\d .]{2,30}\)/gu, ' '))) return [];
  const words = rest.replace(/^[\s|]+|[\s|]+$/gu, '');
  // Sơn La, ngày 21 tháng 1 năm 2022
  if (!isNamed && /^\p{Lu}[\p{L} .-]{1,40},[\s|]*$/u.test(words)) return [];
  const name = words.replace(/^[\s\p{Pd}|•·,:]+|[\s\p{Pd}|•·,:]+$/gu, '');
  // What stands where the author does may be a login, which is nobody's name.
  return readNames(name) ?? (isNamed && /^[\w.@-]{2,30}$/u.test(name) ? [] : null);
};
