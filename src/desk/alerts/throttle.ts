import type { AlertThrottle } from '../../domain/alert.ts';
import { addDays, dayInVietnam } from '../../domain/days.ts';

const HOUR_MS = 3_600_000;

/**
 * When an article is sent that is noted now.
 *
 * @param now milliseconds since 1970
 * @returns the same
 */
export const dueAt = (throttle: AlertThrottle, now: number): number => {
  if (throttle === 'at once') return now;
  if (throttle === 'hourly') return Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const time = throttle.slice('daily '.length);
  const on = (day: string): number => Date.parse(`${day}T${time}:00+07:00`);
  const today = dayInVietnam(now);
  return on(today) > now ? on(today) : on(addDays(today, 1));
};
