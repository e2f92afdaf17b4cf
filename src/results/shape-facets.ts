import { dayInVietnam } from '../domain/days.ts';
import type { Bucket } from '../domain/answer.ts';
import { AppError } from '../domain/app-error.ts';
import { isDateFacet } from '../domain/search-request.ts';
import type { DateFacetName, FacetName, Wanted } from '../domain/search-request.ts';
import type { DateBucket, Facets, ValueBucket } from '../domain/search-result.ts';
import { nextStart, periodsWithin } from './calendar.ts';

/** The most years, months or days from the first to the last one: ten years of days. */
export const MAX_DATE_BUCKETS = 3_700;

/** What was counted: a field's value, or the first millisecond of a year, month or day in Vietnam. */
export type Counted = Pick<Bucket, 'key' | 'count'>;

/**
 * The facets that a request asks for, as the contract has them: years, months and days without gaps, each of them
 * within the request's own `from` and `to`.
 *
 * @param counted what the engine counted; a facet that is not there has found nothing
 * @throws AppError `invalid_parameters` where the articles lie so far apart that there would be more than
 *   `MAX_DATE_BUCKETS` buckets
 */
export const shapeFacets = (
  names: readonly FacetName[],
  bounds: Pick<Wanted, 'from' | 'to'>,
  counted: Partial<Readonly<Record<FacetName, readonly Counted[]>>>,
): Facets =>
  Object.fromEntries(
    names.map((name) => {
      const buckets = counted[name] ?? [];
      return [name, isDateFacet(name) ? dateBuckets(name, buckets, bounds) : buckets.map(valueBucket)];
    }),
  ) as Facets;

const valueBucket = ({ key, count }: Counted): ValueBucket => ({ value: String(key), count });

const dateBuckets = (
  name: DateFacetName,
  counted: readonly Counted[],
  bounds: Pick<Wanted, 'from' | 'to'>,
): DateBucket[] => {
  if (counted.length === 0) return [];
  const counts = new Map(counted.map(({ key, count }) => [Number(key), count]));
  const starts = [...counts.keys()];
  const first = starts.reduce((a, b) => Math.min(a, b));
  const last = starts.reduce((a, b) => Math.max(a, b));
  const periodAt = periodsWithin(name, bounds);
  const buckets: DateBucket[] = [];
  for (let start = first; start <= last; start = nextStart(name, start)) {
    if (buckets.length === MAX_DATE_BUCKETS) throw tooMany(name, first, last);
    buckets.push({ ...periodAt(start), count: counts.get(start) ?? 0 });
  }
  return buckets;
};

const WIDER: Readonly<Record<DateFacetName, string>> = {
  year: '',
  month: ', or ask for year instead',
  day: ', or ask for month or year instead',
};

const tooMany = (name: DateFacetName, first: number, last: number): AppError => {
  const most = MAX_DATE_BUCKETS.toLocaleString('en-US');
  const message =
    `asks for every ${name} from ${dayInVietnam(first)} to ${dayInVietnam(last)}, which is more than the ${most} that are given at once; ` +
    `narrow the search with from and to${WIDER[name]}`;
  return new AppError('invalid_parameters', `The parameter facets ${message}.`, {
    errors: [{ path: 'facets', message }],
  });
};
