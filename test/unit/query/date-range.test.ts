import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/query/date-range.ts';

describe('parseDay', () => {
  it.each([
    ['2022', '2022-01-01', '2022-12-31'],
    ['2022-01', '2022-01-01', '2022-01-31'],
    ['2022-2', '2022-02-01', '2022-02-28'],
    ['01/2022', '2022-01-01', '2022-01-31'],
    ['1/2022', '2022-01-01', '2022-01-31'],
    ['2022-01-21', '2022-01-21', '2022-01-21'],
    ['2022/01/21', '2022-01-21', '2022-01-21'],
    ['21/01/2022', '2022-01-21', '2022-01-21'],
    ['1/2/2022', '2022-02-01', '2022-02-01'],
    ['21-01-2022', '2022-01-21', '2022-01-21'],
    ['21.1.2022', '2022-01-21', '2022-01-21'],
    [' 2022-01-21 ', '2022-01-21', '2022-01-21'],
    ['21012022', '2022-01-21', '2022-01-21'],
    ['20220121', '2022-01-21', '2022-01-21'],
    ['20112010', '2010-11-20', '2010-11-20'],
    ['29/02/2024', '2024-02-29', '2024-02-29'],
    ['02/2000', '2000-02-01', '2000-02-29'],
    ['02/1900', '1900-02-01', '1900-02-28'],
    ['1945-09-02', '1945-09-02', '1945-09-02'],
  ])('%s is %s to %s, whole days of Vietnam time', (text, from, to) => {
    expect(parseDay(text)).toEqual({ from: `${from}T00:00:00+07:00`, to: `${to}T23:59:59.999+07:00` });
  });

  it.each([
    ['2022-01-21T00:00:00+07:00', '2022-01-21T00:00:00+07:00'],
    ['2022-01-21T23:59:59.999+07:00', '2022-01-21T23:59:59.999+07:00'],
    ['2022-01-20T17:00:00Z', '2022-01-21T00:00:00+07:00'],
    ['2022-01-20t17:00:00z', '2022-01-21T00:00:00+07:00'],
    ['2021-12-31T12:30:00.5-05:30', '2022-01-01T01:00:00.500+07:00'],
    ['2022-01-21T00:00:00.123456789Z', '2022-01-21T07:00:00.123+07:00'],
    ['2022-01-21T00:00:00 07:00', '2022-01-21T00:00:00+07:00'],
  ])('%s is the instant %s', (text, instant) => {
    expect(parseDay(text)).toEqual({ from: instant, to: instant });
  });

  const noDates = `
    x 22 02022 0000 0999 2022-13 2022-00 2022-1- 13/2022 0/2022 -2022 ９９９９ now
    31/02/2022 29/02/2023 31/04/2022 32/01/2022 00/01/2022 2022-02-30 2022-01-00
    31022022 20220231 99999999 01012222 10101010 2101202
    21/01 21/01/22 21/01-2022 2022-01/21 2022.01.21 2022-01-21Z 2022-01-21T10:00 2022-01-21T10:00:00
    2022-01-21T24:00:00Z 2022-01-21T10:60:00Z 2022-01-21T10:00:60Z 2022-02-30T10:00:00Z
    2022-01-21T10:00:00+24:00 2022-01-21T10:00:00+07 9999-12-31T23:59:59-12:00 1000-01-01T00:00:00+14:00
  `;
  it.each([...noDates.trim().split(/\s+/), '', 'hôm nay', '2022-01-21 10:00:00'])('%s is no date', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it('reads eight digits in either order, each day as the same', () => {
    const days = fc.date({
      min: new Date('1800-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        expect(parseDay(`${day}${month}${year}`)).toEqual(parseDay(iso));
        expect(parseDay(`${year}${month}${day}`)).toEqual(parseDay(iso));
      }),
    );
  });

  it('agrees with the calendar for every day', () => {
    const instants = fc.date({
      min: new Date('1000-01-02T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00+07:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const given = parseDay(instant.toISOString());
        expect(Date.parse(given?.from ?? '')).toBe(instant.getTime());
        expect(given?.to).toBe(given?.from);

        const [year, month, day] = (given?.from ?? '').slice(0, 10).split('-') as [string, string, string];
        const range = parseDay(`${day}/${month}/${year}`);
        expect(parseDay(`${year}-${month}-${day}`)).toEqual(range);
        const [from, to] = [Date.parse(range?.from ?? ''), Date.parse(range?.to ?? '')];
        expect(to - from).toBe(86_400_000 - 1);
        expect(from <= instant.getTime() && instant.getTime() <= to).toBe(true);
        for (const longer of [`${month}/${year}`, `${year}-${month}`, year]) {
          expect(Date.parse(parseDay(longer)?.from ?? '')).toBeLessThanOrEqual(from);
          expect(Date.parse(parseDay(longer)?.to ?? '')).toBeGreaterThanOrEqual(to);
        }
      }),
    );
  });

  it('gives null or a range in order for any text', () => {
    const near = fc.stringMatching(/^[0-9]{1,4}([-/. T:Z+][0-9]{0,4}){0,6}$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'grapheme' })), (text) => {
        const range = parseDay(text);
        if (range === null) return;
        expect(range.from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+07:00$/);
        expect(range.to).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+07:00$/);
        expect(Date.parse(range.from)).toBeLessThanOrEqual(Date.parse(range.to));
        expect([parseDay(range.from)?.from, parseDay(range.to)?.to]).toEqual([range.from, range.to]);
      }),
      { numRuns: 2000 },
    );
  });
});
