import { describe, expect, it } from 'vitest';
import { timeAgo } from '../../../src/web/dates/time-ago.ts';
import { english } from '../../../src/web/texts/english.ts';
import { vietnamese } from '../../../src/web/texts/vietnamese.ts';

const now = Date.parse('2024-03-06T10:00:00+07:00');

describe('timeAgo', () => {
  it.each([
    ['2024-03-06T09:59:40+07:00', '1 phút trước', '1 minute ago'],
    ['2024-03-06T09:15:00+07:00', '45 phút trước', '45 minutes ago'],
    ['2024-03-06T07:00:00+07:00', '3 giờ trước', '3 hours ago'],
    ['2024-03-06T00:00:00+07:00', 'Hôm nay', 'Today'],
    ['2024-03-05T23:59:00+07:00', 'Hôm qua', 'Yesterday'],
    ['2024-03-04T00:00:00+07:00', '2 ngày trước', '2 days ago'],
    ['2024-02-29T08:00:00+07:00', '6 ngày trước', '6 days ago'],
    ['2024-02-28T23:00:00+07:00', '28/02/2024', '28 February 2024'],
    // Ahead, as a preview may be: told as it is.
    ['2024-03-07T08:00:00+07:00', '07/03/2024', '7 March 2024'],
  ])('%s', (instant, vi, en) => {
    expect(timeAgo(vietnamese, instant, now)).toBe(vi);
    expect(timeAgo(english, instant, now)).toBe(en);
  });
});
