import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backOff,
  nextLook,
  pageKey,
  siteOf,
  isOfSites,
  withListing,
  type FollowedPage,
} from '../../../../src/ingest/follow/followed-page.ts';

const NOW = new Date('2022-01-21T08:00:00Z');
const listed = (more: object = {}) => ({ url: 'https://bao.example/1', listedIn: 'the feed', ...more });
const known = (more: Partial<FollowedPage> = {}): FollowedPage => ({
  url: 'https://bao.example/1',
  sites: ['bao.example', 'example'],
  listedIn: 'the feed',
  checkedAt: '2022-01-20T08:00:00.000Z',
  outcome: 'stored',
  ...more,
});

describe('a page that a list names', () => {
  test('is due where it is new', () => {
    expect(withListing(null, listed({ publishedAt: '21/01/2022' }), NOW)).toEqual({
      url: 'https://bao.example/1',
      sites: ['bao.example', 'example'],
      listedIn: 'the feed',
      publishedAt: '21/01/2022',
      date: '2022-01-20T17:00:00.000Z',
      dueAt: NOW.toISOString(),
    });
  });

  test('is due where the list says that it changed later than any list said before', () => {
    const before = known({ modifiedAt: '2022-01-20T01:00:00.000Z' });
    expect(withListing(before, listed({ modified: '2022-01-21T07:00:00Z' }), NOW)?.dueAt).toBe(
      NOW.toISOString(),
    );
    for (const modified of ['2022-01-20T01:00:00Z', '2022-01-19', 'never', undefined]) {
      expect(withListing(before, listed(modified === undefined ? {} : { modified }), NOW)).toBeNull();
    }
  });

  test('is not due where it was looked at since', () => {
    const after = withListing(known(), listed({ modified: '2022-01-19T00:00:00Z' }), NOW);
    expect(after).toEqual(known({ modifiedAt: '2022-01-19T00:00:00.000Z' }));
  });

  // Two lists that name a page must not have it fetched again and again.
  test('comes to rest, whatever lists say and in whatever order', () => {
    const modified = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(modified, { maxLength: 6 }), (days) => {
        const lists = days.map((day) =>
          listed(
            day === undefined ? {} : { modified: new Date(NOW.getTime() - day * 86_400_000).toISOString() },
          ),
        );
        let page: FollowedPage | null = null;
        const readAll = (): number => {
          let news = 0;
          for (const list of lists) {
            const next = withListing(page, list, NOW);
            if (next === null) continue;
            page = next;
            news++;
          }
          return news;
        };
        readAll();
        expect(readAll()).toBe(0);
      }),
    );
  });
});

test('the newer a change, the sooner the next look; what is settled is left alone', () => {
  const looks = [0, 1, 10, 100, 1_000, 1_440].map((hours) => {
    const changed = new Date(NOW.getTime() - hours * 3_600_000).toISOString();
    return (Date.parse(nextLook(changed, NOW) ?? '') - NOW.getTime()) / 3_600_000;
  });
  expect(looks).toEqual([0.5, 0.5, 5, 50, 168, 168]);
  expect(nextLook('2021-01-01T00:00:00Z', NOW)).toBeUndefined();
});

test('who is in trouble is asked less and less often, and not all at once', () => {
  expect([1, 2, 3, 20].map((failures) => backOff(failures, 0.5) / 60_000)).toEqual([1, 2, 4, 360]);
  expect(backOff(1, 0)).toBeLessThan(backOff(1, 0.99));
});

test('a page is the same with and without www, utm and a fragment', () => {
  const keys = [
    'https://bao.example/a-1.html',
    'http://www.bao.example/a-1.html?utm_source=rss',
    'https://bao.example/a-1.html#binh-luan',
  ].map(pageKey);
  expect(new Set(keys).size).toBe(1);
});

test('a page is of its host and of what is above', () => {
  expect(isOfSites('https://thethao.bao.example/a', [siteOf('https://www.bao.example/rss')])).toBe(true);
  expect(isOfSites('https://xaubao.example/a', ['bao.example'])).toBe(false);
});
