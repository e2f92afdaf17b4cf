const OFFSET_MS = 7 * 3_600_000;

/** The time in Vietnam at an instant, `2022-01-21T06:00:00`. */
export const timeInVietnam = (instant: number): string =>
  new Date(instant + OFFSET_MS).toISOString().slice(0, 19);

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The day in Vietnam at an instant, `2022-01-21`. */
export const dayInVietnam = (instant: number): string => {
  const date = new Date(instant + OFFSET_MS);
  const year = date.getUTCFullYear();
  // A chart of ten years has hundreds of days, and a whole time takes twice as long.
  if (!(year >= 1_000 && year <= 9_999)) return timeInVietnam(instant).slice(0, 10);
  return `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
};

/** A day some days later, or earlier where `days` is negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: string): string =>
  addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** How many days there are from one to another, both counted. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;

/** Of `2022-02`, `2022-02-28`. */
export const lastDayOf = (month: string): string => {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return `${month}-${twoDigits(days)}`;
};

/** `21/01/2022`, as the fields for dates show it in every language. */
export const typedDay = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
