import { readArticleDate } from '../article-date.ts';
import { readSheetDay } from './date-number.ts';
import type { DateOrder } from './date-line.ts';
import { lacksOffset, readSourceDate, whyUnclear } from './source-date.ts';

const DATES = ['publishedAt', 'updatedAt'] as const;
const VIETNAM = '+07:00';

export interface RecordDateContext {
  /** Of times that have none. Without it one that Vietnamese pages write is of Vietnam, and any other is left. */
  readonly zone?: string | undefined;
  /** Numbers are days of a spreadsheet. */
  readonly isSheet?: boolean | undefined;
  /** What comes first in `11/9/2021`. */
  readonly order?: DateOrder | undefined;
}

/**
 * Reads the date of a record of JSON or CSV, in any of the forms that `readSourceDate` knows.
 *
 * @returns RFC 3339 with `+07:00`, or the value as it is, for the schema to name.
 */
export const readRecordDate = (
  value: unknown,
  { zone, isSheet = false, order }: RecordDateContext = {},
): unknown => {
  const { written, zone: named } = unwrapDate(value);
  if (typeof written !== 'string' && typeof written !== 'number') return value;
  const text = String(written).trim();
  if (isSheet && /^\d{1,5}(?:[.,]\d+)?$/u.test(text)) {
    return readSheetDay(Number(text.replace(',', '.')), zone ?? VIETNAM) ?? value;
  }
  // What most records have, and says all.
  const plain = order === 'month-first' ? null : readArticleDate(text);
  if (plain !== null) return plain;
  if (named !== undefined) return readSourceDate(text, { zone: named, order }) ?? value;
  if (zone === undefined && lacksOffset(text)) return value;
  return readSourceDate(text, { zone: zone ?? VIETNAM, order }) ?? value;
};

interface WrittenDate {
  readonly written: unknown;
  /** That it says itself. */
  readonly zone?: string;
}

const VIETNAMESE_ZONE = /^(?:Asia\/(?:Ho_Chi_Minh|Saigon|Bangkok|Hanoi)|\+07:?00|ICT)$/u;

/**
 * What is written in a date that is an object: `{"$date": …}` of MongoDB, `{"_seconds": …}` of Firestore, `{"date": …,
 * "timezone": …}` of PHP.
 */
const unwrapDate = (value: unknown, depth = 0): WrittenDate => {
  if (typeof value !== 'object' || value === null || depth > 3) return { written: value };
  const fields = value as Readonly<Record<string, unknown>>;
  const inner = ['$date', '$numberLong', '_seconds', 'seconds', 'date', 'value', '$t', '#text', 'text'].find(
    (name) => Object.hasOwn(fields, name),
  );
  if (inner === undefined) return { written: value };
  const zone = fields['timezone'];
  const found = unwrapDate(fields[inner], depth + 1);
  if (typeof zone !== 'string') return found;
  return VIETNAMESE_ZONE.test(zone)
    ? { ...found, zone: VIETNAM }
    : /^(?:UTC|Z|GMT|\+00:?00)$/u.test(zone)
      ? { ...found, zone: 'Z' }
      : found;
};

/**
 * The same record with its dates read.
 *
 * @returns a problem where a time does not say in which zone it is, and where a date may be several days.
 */
export const withDates = (record: unknown): { readonly article: unknown } | { readonly problem: string } => {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return { article: record };
  const article: Record<string, unknown> = { ...record };
  for (const field of DATES) {
    if (article[field] === undefined || article[field] === null) continue;
    const date = readRecordDate(article[field]);
    article[field] = date;
    if (typeof date !== 'string' || readArticleDate(date) !== null) continue;
    const unclear = whyUnclear(date);
    if (unclear !== null) return { problem: `The field “${field}” ${unclear}.` };
    if (lacksOffset(date)) {
      return {
        problem: `The field “${field}” has a time without an offset, “${date.slice(0, 40)}”. If it is one of Vietnam, import with --zone +07:00; if it is UTC, with --zone Z.`,
      };
    }
  }
  return { article };
};
