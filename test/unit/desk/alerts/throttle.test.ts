import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../../src/desk/alerts/throttle.ts';

const at = (time: string): number => Date.parse(time);

describe('an article that is noted', () => {
  test.each([
    ['at once', '2026-03-01T06:59:59+07:00', '2026-03-01T06:59:59+07:00'],
    ['hourly', '2026-03-01T06:59:59+07:00', '2026-03-01T07:00:00+07:00'],
    ['hourly', '2026-03-01T07:00:00+07:00', '2026-03-01T08:00:00+07:00'],
    ['daily 07:00', '2026-03-01T06:59:59+07:00', '2026-03-01T07:00:00+07:00'],
    ['daily 07:00', '2026-03-01T07:00:00+07:00', '2026-03-02T07:00:00+07:00'],
    // In Vietnam it is the next day already.
    ['daily 07:00', '2026-02-28T23:30:00Z', '2026-03-01T07:00:00+07:00'],
    ['daily 00:00', '2026-12-31T12:00:00+07:00', '2027-01-01T00:00:00+07:00'],
  ] as const)('%s, at %s, is sent at %s', (throttle, now, due) => {
    expect(dueAt(throttle, at(now))).toBe(at(due));
  });
});
