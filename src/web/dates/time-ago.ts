import { dayInVietnam, daysBetween } from '../../domain/days.ts';
import type { Texts } from '../texts/vietnamese.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** So far back days are counted; what is older has a date. */
const DAYS_TOLD = 6;

/**
 * How long ago something was published, as a newspaper says it: “3 giờ trước”, “Hôm qua”, and after a week the date.
 *
 * @param instant RFC 3339 in Vietnam time; midnight is taken for a day without a time
 * @param now milliseconds since 1970
 */
export const timeAgo = (texts: Texts, instant: string, now: number): string => {
  const day = instant.slice(0, 10);
  const days = daysBetween(day, dayInVietnam(now)) - 1;
  const ms = now - Date.parse(instant);
  if (days < 0 || ms < 0 || days > DAYS_TOLD) return texts.day(instant);
  const hasTime = instant.slice(11, 16) !== '00:00';
  if (days === 0 && hasTime) {
    if (ms < HOUR_MS) return texts.ago.minutes(Math.max(1, Math.floor(ms / MINUTE_MS)));
    return texts.ago.hours(Math.floor(ms / HOUR_MS));
  }
  if (days === 0) return texts.ago.today;
  return days === 1 ? texts.ago.yesterday : texts.ago.days(days);
};
