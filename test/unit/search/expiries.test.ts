import { expect, it } from 'vitest';
import { createExpiries } from '../../../src/search/expiries.ts';

const T = Date.parse('2025-03-01T08:00:00+07:00');

it('tells once of each whose time is over, at that moment', () => {
  const expiries = createExpiries();
  expiries.set('a', '2025-03-01T08:00:00+07:00');
  expiries.set('b', '2025-03-01T08:00:01+07:00');
  expiries.set('c', undefined);
  expect(expiries.due(T - 1)).toEqual([]);
  expect(expiries.due(T)).toEqual(['a']);
  expect(expiries.due(T)).toEqual([]);
  expect(expiries.due(T + 1_000)).toEqual(['b']);
});

it('goes by the last that was said of one', () => {
  const expiries = createExpiries();
  expiries.set('a', '2025-03-01T08:00:00+07:00');
  expiries.set('b', '2025-03-01T08:00:00+07:00');
  expiries.set('a', undefined);
  expiries.set('b', '2025-03-01T08:00:05+07:00');
  expect(expiries.due(T)).toEqual([]);
  expect(expiries.due(T + 5_000)).toEqual(['b']);
});
