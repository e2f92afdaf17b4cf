/**
 * Numbers that are one however they are grouped: telephone numbers and number plates. The patterns are in the syntax
 * that Java's and JavaScript's have in common: the index's char filters (`src/analysis`) and `tokenize` run the same.
 */

/** What a number goes on with: raised and lowered digits are digits. */
const DIGIT = '[0-9\\u00B2\\u00B3\\u00B9\\u2070-\\u2079\\u2080-\\u2089]';
/** A space, dot or hyphen between two groups of a telephone number. */
const GROUP = '[ \\u00A0.-]';
/** Behind an area code, which may stand in brackets. */
const AREA = `(?:\\)[ \\u00A0]?|${GROUP})`;
/** No telephone number goes on as a year: `09-2016 2017`. */
const NO_YEAR = '(?!(?:19|20)[0-9]{2}(?![0-9]))';

/** By the digits of the first group: how the others are written. Together they are 9 to 11 digits. */
const SHAPES: readonly (readonly [first: string, others: readonly string[]])[] = [
  ['[0-9]', ['3 4', '4 3', '4 4', '3 2 2', '4 2 2', '7,8']],
  ['[0-9]{2}', ['3 3', '3 4', '4 3', '4 4', '3 2 2', '6,8']],
  ['[0-9]{3}', ['3 3', '3 4', '2 2 2', '2 4', '6,7']],
];

const groupsOf = (shape: string): string =>
  shape
    .split(' ')
    .map((digits, i) => `${i === 0 ? NO_YEAR : GROUP}([0-9]{${digits}})`)
    .join('');

/** What goes on behind the zero. */
const BEHIND_ZERO = SHAPES.map(
  ([first, others]) => `(${first})${AREA}(?:${others.map(groupsOf).join('|')})`,
).join('|');

/**
 * A telephone number in groups: `0912.345.678`, `0912 345 678`, `(024) 3825 1234`, `04.726 1936`. The zero and each group
 * of digits are groups of the pattern. Dates (`06.02.2017`) and amounts have other shapes.
 */
const PHONE = `(0)(?<!${DIGIT}[.,-]?0)(?:${BEHIND_ZERO})(?!${DIGIT}|[.,]${DIGIT})`;

/** The dot in a number plate: `82B-002.45`, `51R 015.28`, `74F1 – 136.35` are `82B-00245` and so on. */
const PLATE_DOT = `\\.(?<=(?<!${DIGIT})[0-9]{2}(?:[A-ZĐ]{1,2}[0-9]?(?: ?[-\\u2010-\\u2015] ?|[ .])|[a-zđ][0-9]?-)[0-9]{3}\\.)(?=[0-9]{2}(?!${DIGIT}))`;

/**
 * What groups digits in a text, to be replaced by {@link JOINED_DIGITS}: a telephone number, or the dot of a number plate. It
 * is looked for at zeros and dots alone.
 */
export const DIGIT_GROUPS = `(?=[0.])(?:${PHONE}|${PLATE_DOT})`;

/** All the digits of a telephone number; of the dot nothing. */
export const JOINED_DIGITS = Array.from(
  { length: (PHONE.match(/\((?!\?)/gu) ?? []).length },
  (_, i) => `$${i + 1}`,
).join('');

/** The sign comes first, so that only signs are looked at twice. */
const CALLING = `[(+](?:(?<=\\+)|(?<=\\()\\+) ?84\\)?${GROUP}?(?:\\(?0\\)?${GROUP}?)?`;

/** Vietnam's calling code, and the zero that some write behind it: what stands for them inside the country is `0`. */
export const CALLING_CODE = `${CALLING}(?=[1-9](?:${GROUP}?[0-9]){7})`;

const PHONE_HERE = new RegExp(PHONE, 'uy');
const PHONE_FIRST = new RegExp(`^${PHONE}`, 'u');
const CALLING_CODE_HERE = new RegExp(CALLING_CODE, 'uy');
const CALLING_FIRST = new RegExp(`^${CALLING}`, 'u');
const PLATE_DOT_HERE = new RegExp(PLATE_DOT, 'uy');
const LONGEST_PHONE = 20;
const GROUPING = /[ \u00A0.()-]/gu;

/** Where the telephone number ends whose zero is at `at`; `at` where there is none in groups. */
export const phoneEnd = (text: string, at: number): number => {
  PHONE_HERE.lastIndex = at;
  return PHONE_HERE.test(text) ? PHONE_HERE.lastIndex : at;
};

/**
 * What a number begins with that is written with the calling code.
 *
 * @param at of the plus, or of the bracket before it
 * @returns where its digits go on, and where it ends if it is in groups; `null` where there is none
 */
export const callingCode = (
  text: string,
  at: number,
): { readonly digits: number; readonly end: number | null } | null => {
  CALLING_CODE_HERE.lastIndex = at;
  if (!CALLING_CODE_HERE.test(text)) return null;
  const digits = CALLING_CODE_HERE.lastIndex;
  const inside = PHONE_FIRST.exec(`0${text.slice(digits, digits + LONGEST_PHONE)}`);
  return { digits, end: inside === null ? null : digits + inside[0].length - 1 };
};

/** Whether the dot at `at` only groups the digits of a number plate. */
export const isPlateDot = (text: string, at: number): boolean => {
  PLATE_DOT_HERE.lastIndex = at;
  return PLATE_DOT_HERE.test(text);
};

/** The digits of a token that is a number: every dot that is left in one only groups them, and so do spaces. */
export const ungrouped = (number: string): string => number.replace(CALLING_FIRST, '0').replace(GROUPING, '');
