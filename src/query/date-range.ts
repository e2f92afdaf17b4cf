/** The first and the last instant meant, both included: RFC 3339 in Vietnam time. */
export interface InstantRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Vietnam keeps one offset all year. What was in force before June 1975 is left out on purpose: a day
 * in this service is the same 24 hours everywhere, whichever year it lies in.
 */
const OFFSET = '+07:00';
const OFFSET_MS = 7 * 3_600_000;

const YEAR = /^(\d{4})$/;
const YEAR_FIRST = /^(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?$/;
const DAY_FIRST = /^(?:(\d{1,2})([-/.]))?(\d{1,2})([-/.])(\d{4})$/;

/** `21012022` and `20220121`, as they are typed in a hurry. */
const DIGITS = /^\d{8}$/;

/**
 * RFC 3339, section 5.6. A space stands for `+` as well: that is what an unescaped `+` in a URL's query
 * arrives as, and nothing else could be meant by it.
 */
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})t(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:z|([-+ ])(\d{2}):(\d{2}))$/i;

/**
 * Reads a year, a month, a day or an instant, as the search parameters `from` and `to` and the query's
 * `after:` and `before:` write it: `2022`, `2022-01`, `01/2022`, `2022-01-21`, `21/01/2022`, `1/2/2022`
 * (day first), `21012022`, `20220121`, RFC 3339. Years and months run in Vietnam time; an instant is its own first and last.
 *
 * @returns the instants with `+07:00`, the last with milliseconds (`…T23:59:59.999+07:00`), or `null`
 *   for what is no date of the calendar, such as `31/02/2022`
 */
export function parseDay(text: string): InstantRange | null {
  const written = text.trim();

  const year = YEAR.exec(written);
  if (year) return range(Number(year[1]), null, null);

  const yearFirst = YEAR_FIRST.exec(written);
  if (yearFirst) return range(Number(yearFirst[1]), Number(yearFirst[3]), numberOrNull(yearFirst[4]));

  const dayFirst = DAY_FIRST.exec(written);
  if (dayFirst) {
    // 21/01-2022 mixes two ways of writing: most likely a slip of another kind, so not guessed at.
    if (dayFirst[2] !== undefined && dayFirst[2] !== dayFirst[4]) return null;
    return range(Number(dayFirst[5]), Number(dayFirst[3]), numberOrNull(dayFirst[1]));
  }

  if (DIGITS.test(written)) return parseDigits(written);

  const instant = parseInstant(written);
  return instant === null ? null : { from: instant, to: instant };
}

/** Whichever way round gives a year of our time: never do both. */
function parseDigits(digits: string): InstantRange | null {
  const year = (text: string): number | null => (/^(?:1[89]|2[01])/.test(text) ? Number(text) : null);
  const last = year(digits.slice(4));
  const dayFirst = last === null ? null : range(last, Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
  if (dayFirst !== null) return dayFirst;
  const first = year(digits.slice(0, 4));
  return first === null ? null : range(first, Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

function numberOrNull(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function range(year: number, month: number | null, day: number | null): InstantRange | null {
  // Four digits beginning with 0 are a slip of the finger, never a newspaper's year.
  if (year < 1000) return null;
  if (month !== null && (month < 1 || month > 12)) return null;
  if (month !== null && day !== null && (day < 1 || day > daysIn(year, month))) return null;

  const lastMonth = month ?? 12;
  const from = `${year}-${two(month ?? 1)}-${two(day ?? 1)}`;
  const to = `${year}-${two(lastMonth)}-${two(day ?? daysIn(year, lastMonth))}`;
  return { from: `${from}T00:00:00${OFFSET}`, to: `${to}T23:59:59.999${OFFSET}` };
}

/** The day that begins or ends with this instant, otherwise the instant; nothing for none. */
export function dayOrInstant(instant: string | undefined, bound: 'from' | 'to'): string {
  if (instant === undefined) return '';
  const day = instant.slice(0, 10);
  return parseDay(day)?.[bound] === instant ? day : instant;
}

function daysIn(year: number, month: number): number {
  // Day 0 of the next month is the last of this one.
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function parseInstant(written: string): string | null {
  const match = INSTANT.exec(written);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = 0, offsetMinute = 0] =
    match;
  const date = [Number(year), Number(month), Number(day)] as const;
  if (range(...date) === null) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;

  const ahead = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(
    date[0],
    date[1] - 1,
    date[2],
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  const iso = new Date(local - ahead + OFFSET_MS).toISOString();
  // Shifting the offset can leave the years that four digits can write.
  if (!/^[1-9]\d{3}-/.test(iso)) return null;
  return iso.replace(/(?:\.000)?Z$/, OFFSET);
}
