/**
 * Tết, the first day of the Vietnamese lunar year, reckoned as the calendar is defined: months begin on the day of the
 * new moon in Vietnam (UTC+7), month 11 holds the winter solstice, and where thirteen months lie between two of
 * those, the first without a principal term is the leap month. New moons after J. Meeus, _Astronomical Algorithms_
 * (2nd ed.), chapter 49, the sun's longitude after chapter 25; both are good to some minutes.
 *
 * China reckons by UTC+8, so that some years differ by a day or a month: 1985, 2007, 2030.
 */
export const lunarNewYear = (year: number): string => {
  const eleventh = eleventhMonth(year - 1);
  const isLeapYear = eleventhMonth(year) - eleventh > 365;
  // Months are counted from the eleventh, which is 0: the first is 2, or 3 where a leap month comes before it.
  const leap = isLeapYear ? leapMonth(eleventh) : 13;
  return isoDay(monthStart(eleventh, leap <= 2 ? 3 : 2));
};

const STEMS = ['Giáp', 'Ất', 'Bính', 'Đinh', 'Mậu', 'Kỷ', 'Canh', 'Tân', 'Nhâm', 'Quý'] as const;
const BRANCHES = [
  'Tý',
  'Sửu',
  'Dần',
  'Mão',
  'Thìn',
  'Tỵ',
  'Ngọ',
  'Mùi',
  'Thân',
  'Dậu',
  'Tuất',
  'Hợi',
] as const;

/** The name of the lunar year that begins in a year of the common calendar: 2022 is Nhâm Dần. */
export const lunarYearName = (year: number): string =>
  `${STEMS[(year + 6) % 10] ?? ''} ${BRANCHES[(year + 8) % 12] ?? ''}`;

const UTC_OFFSET_DAYS = 7 / 24;
const MEAN_MONTH = 29.530588861;
/** The new moon of 6 January 2000, from which moons are counted; a Julian day in dynamical time. */
const FIRST_MOON = 2451550.09766;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Seconds by which dynamical time is ahead of universal time; F. Espenak's polynomial for this century. */
const deltaT = (year: number): number => 62.92 + 0.32217 * (year - 2000) + 0.005589 * (year - 2000) ** 2;

/** The Julian day number of the day in Vietnam on which a new moon falls. */
const newMoon = (k: number): number => {
  const t = k / 1236.85;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t * t;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  const e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const mean = FIRST_MOON + MEAN_MONTH * k + 0.00015437 * t * t;
  const correction =
    -0.4072 * sine(moon) +
    0.17241 * e * sine(sun) +
    0.01608 * sine(2 * moon) +
    0.01039 * sine(2 * latitude) +
    0.00739 * e * sine(moon - sun) -
    0.00514 * e * sine(moon + sun) +
    0.00208 * e * e * sine(2 * sun) -
    0.00111 * sine(moon - 2 * latitude) -
    0.00057 * sine(moon + 2 * latitude) +
    0.00056 * e * sine(2 * moon + sun) -
    0.00042 * sine(3 * moon) +
    0.00042 * e * sine(sun + 2 * latitude) +
    0.00038 * e * sine(sun - 2 * latitude) -
    0.00024 * e * sine(2 * moon - sun) -
    0.00017 * sine(node);
  const universal = mean + correction - deltaT(2000 + k / 12.3685) / 86_400;
  return Math.floor(universal + 0.5 + UTC_OFFSET_DAYS);
};

/** The sun's apparent longitude in degrees when a day begins in Vietnam. */
const sunLongitude = (julianDay: number): number => {
  const t = (julianDay - 0.5 - UTC_OFFSET_DAYS - 2451545) / 36_525;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly);
  const apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  return ((apparent % 360) + 360) % 360;
};

/** Which of the twelve principal terms the sun is past when a day begins. */
const term = (julianDay: number): number => Math.floor(sunLongitude(julianDay) / 30);

const moonBefore = (julianDay: number): number => {
  let k = Math.ceil((julianDay - FIRST_MOON) / MEAN_MONTH) + 1;
  while (newMoon(k) > julianDay) k -= 1;
  return k;
};

/** The first day of the month that holds the winter solstice of a year. */
const eleventhMonth = (year: number): number => {
  const k = moonBefore(julianDayOf(year, 12, 31));
  const start = newMoon(k);
  return sunLongitude(start) >= 270 && sunLongitude(start) < 300 ? newMoon(k - 1) : start;
};

/** The first day of the month so many after the one that begins on a day. */
const monthStart = (start: number, months: number): number => newMoon(moonBefore(start) + months);

/** Which month after the eleventh is the first in which the sun passes no principal term. */
const leapMonth = (eleventh: number): number => {
  let month = 1;
  while (month < 13 && term(monthStart(eleventh, month)) !== term(monthStart(eleventh, month + 1))) {
    month += 1;
  }
  return month;
};

/** The Julian day number of 1 January 1970. */
const UNIX_EPOCH = 2440588;

const julianDayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / 86_400_000 + UNIX_EPOCH;

const isoDay = (julianDay: number): string =>
  new Date((julianDay - UNIX_EPOCH) * 86_400_000).toISOString().slice(0, 10);
