/** From one instant to another, both of it; in milliseconds since 1970. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

const two = (number: number): string => String(number).padStart(2, '0');

const startOf = (year: number, month: number, day: number): number =>
  Date.parse(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T00:00:00+07:00`);

/** The years that the service knows. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9998;

export const ALL_TIME: TimeSpan = {
  first: startOf(FIRST_YEAR, 1, 1),
  last: startOf(LAST_YEAR + 1, 1, 1) - 1,
};

/** A year, month or day in Vietnam, as facets name them; `null` for anything else. */
export const spanOf = (text: string): TimeSpan | null => {
  const [, year = '', month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === '') return null;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const first = startOf(y, m, d);
  if (Number.isNaN(first)) return null;
  if (day !== undefined) return { first, last: first + 86_400_000 - 1 };
  const next = month === undefined || m === 12 ? startOf(y + 1, 1, 1) : startOf(y, m + 1, 1);
  return { first, last: next - 1 };
};

/** When a year begins; beyond the years there are, at their end. */
export const startOfYear = (year: number): number => {
  if (year < FIRST_YEAR) return ALL_TIME.first;
  return year > LAST_YEAR ? ALL_TIME.last + 1 : startOf(year, 1, 1);
};

/** What two spans share; `null` where they share nothing. */
export const overlapOf = (one: TimeSpan, other: TimeSpan): TimeSpan | null => {
  const [first, last] = [Math.max(one.first, other.first), Math.min(one.last, other.last)];
  return first > last ? null : { first, last };
};

/** One span of several that adjoin or overlap; `null` where there is a gap between them. */
export const joinedSpan = (spans: readonly TimeSpan[]): TimeSpan | null => {
  const [start, ...rest] = spans.toSorted((one, other) => one.first - other.first);
  let joined = start ?? null;
  for (const { first, last } of rest) {
    if (joined === null || first > joined.last + 1) return null;
    joined = { first: joined.first, last: Math.max(joined.last, last) };
  }
  return joined;
};

const VIETNAM_MS = 7 * 3_600_000;

/** An instant in Vietnam's time, as the service reads it. */
export const instantText = (instant: number): string =>
  new Date(instant + VIETNAM_MS).toISOString().replace('Z', '+07:00');
