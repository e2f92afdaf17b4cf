import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInVietnam, timeInVietnam } from '../../../src/domain/days.ts';

describe('dayInVietnam', () => {
  it.each([
    ['2022-01-20T16:59:59.999Z', '2022-01-20'],
    ['2022-01-20T17:00:00Z', '2022-01-21'],
    ['1999-12-31T17:00:00Z', '2000-01-01'],
    ['0999-12-31T16:59:59Z', '0999-12-31'],
    ['0999-12-31T17:00:00Z', '1000-01-01'],
    ['9999-12-31T16:59:59Z', '9999-12-31'],
  ])('at %s is %s', (instant, day) => {
    expect(dayInVietnam(Date.parse(instant))).toBe(day);
  });

  it('is the day of the time there, whatever the instant', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        // At the end of all dates there is no time seven hours later.
        if (date.getTime() > 8.64e15 - 7 * 3_600_000) return;
        expect(dayInVietnam(date.getTime())).toBe(timeInVietnam(date.getTime()).slice(0, 10));
      }),
    );
  });

  it('is none of no instant', () => {
    expect(() => dayInVietnam(Number.NaN)).toThrow(RangeError);
  });
});
