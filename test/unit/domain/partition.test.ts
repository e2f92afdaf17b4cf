import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  numberOfPartition,
  partitionOf,
  partitionOfNumber,
  type Partitioning,
} from '../../../src/domain/partition.ts';

test.each<[string | null, Partitioning, string | null]>([
  ['2022-01-21T08:00:00+07:00', 'year', '2022'],
  ['2022-01-21T08:00:00+07:00', 'month', '202201'],
  // Of Vietnam's calendar, whatever offset it is written with.
  ['2021-12-31T17:00:00Z', 'year', '2022'],
  ['2021-12-31T16:59:59Z', 'month', '202112'],
  ['2022-01-21T08:00:00+07:00', 'none', null],
  [null, 'year', null],
  ['hôm qua', 'year', null],
  ['1899-12-31T12:00:00+07:00', 'year', null],
  ['1900-01-01T12:00:00+07:00', 'month', '190001'],
  ['2099-12-31T12:00:00+07:00', 'month', '209912'],
  ['2100-01-01T12:00:00+07:00', 'year', null],
])('%s is by %s in %s', (publishedAt, partitioning, partition) => {
  expect(partitionOf(publishedAt, partitioning)).toBe(partition);
});

test('each partition has a number of its own, and is found by it', () => {
  const dates = fc.date({
    min: new Date('1900-01-02'),
    max: new Date('2099-12-30'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, dates, fc.constantFrom('year', 'month'), (one, other, partitioning) => {
      const [a, b] = [one, other].map((date) => partitionOf(date.toISOString(), partitioning) ?? '');
      const [x, y] = [numberOfPartition(a ?? ''), numberOfPartition(b ?? '')];
      expect(x).toBeGreaterThanOrEqual(1);
      expect(partitionOfNumber(x, partitioning)).toBe(a);
      // In the order of time.
      expect(Math.sign(x - y)).toBe(a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1);
    }),
  );
});
