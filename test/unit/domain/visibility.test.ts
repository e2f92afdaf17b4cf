import { describe, expect, it } from 'vitest';
import { hiddenAt, secondOf, viewNow } from '../../../src/domain/visibility.ts';

const T = '2025-03-01T08:00:00+07:00';
const BEFORE = '2025-03-01T00:59:59Z';
const THEN = '2025-03-01T01:00:00Z';
const publishedAt = '2022-01-21T00:00:00+07:00';

describe('an article', () => {
  it.each([
    ['the day of its publication', { publishedAt: T }],
    ['the end of its embargo', { publishedAt, visibleFrom: T }],
    ['the later of the two', { publishedAt: T, visibleFrom: publishedAt }],
  ])('is embargoed until %s, and not a second longer', (_, times) => {
    expect([hiddenAt(times, BEFORE), hiddenAt(times, THEN)]).toEqual(['embargoed', null]);
  });

  it('is withdrawn from a second on, whatever else is said', () => {
    expect(hiddenAt({ publishedAt, visibleUntil: T }, BEFORE)).toBeNull();
    expect(hiddenAt({ publishedAt, visibleUntil: T }, THEN)).toBe('withdrawn');
    expect(hiddenAt({ publishedAt, visibleFrom: '2030-01-01', visibleUntil: T }, THEN)).toBe('withdrawn');
  });
});

it('an instant is that of a whole second', () => {
  expect(secondOf(() => Date.parse(THEN) + 999)).toBe(THEN);
  expect(viewNow(() => Date.parse(THEN))).toEqual({ at: THEN, preview: false });
});
