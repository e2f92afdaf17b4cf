import { describe, expect, it } from 'vitest';
import { createCounters } from '../../../src/desk/stats/counters.ts';
import type { ReaderSearch } from '../../../src/domain/search-statistics.ts';

const NOW = Date.parse('2026-11-29T23:40:17+07:00');

const search = (q: string, more: Partial<ReaderSearch> = {}): ReaderSearch => ({
  q,
  filters: [],
  hits: 3,
  loosened: false,
  corrected: false,
  tookMs: 7,
  ...more,
});

const tried = (options: Parameters<typeof createCounters>[0] = {}) => {
  let now = NOW;
  const counters = createCounters({ clock: () => now, ...options });
  return {
    ...counters,
    pass: (ms: number) => (now += ms),
    taken: () => counters.take(1_000).map(({ document }) => document),
  };
};

describe('counters', () => {
  it('add up what is searched for within an hour', () => {
    const { countSearch, taken } = tried();
    for (const one of [
      search('lũ quét'),
      search('lũ quét', { hits: 0, loosened: true, filters: ['date', 'tag'] }),
      search('LŨ QUÉT', { corrected: true }),
    ])
      expect(countSearch(one)).toBe('counted');
    const hour = '2026-11-29T16:00:00Z';
    expect(taken()).toEqual([
      {
        hour,
        key: 'lu quet',
        query: 'lũ quét',
        searches: 2,
        hits: 3,
        tookMs: 14,
        empty: 1,
        loosened: 1,
        filters: { date: 1, tag: 1 },
      },
      { hour, key: 'lu quet', query: 'LŨ QUÉT', searches: 1, hits: 3, tookMs: 7, corrected: 1 },
    ]);
    expect(taken()).toEqual([]);
  });

  it('keep no text of what may be somebody’s own', () => {
    const { countSearch, countClick, taken } = tried();
    expect(countSearch(search('0912 345 678'))).toBe('withheld');
    expect(countSearch(search('ai.do@bao.example'))).toBe('withheld');
    expect(countClick({ q: '0912 345 678', article: 'a', rank: 1 })).toBe('withheld');
    expect(taken()).toEqual([{ hour: '2026-11-29T16:00:00Z', searches: 2, hits: 6, tookMs: 14 }]);
  });

  it('are of the day of Vietnam, and begin anew with the hour', () => {
    const { countSearch, take, pass } = tried();
    countSearch(search('lũ'));
    pass(20 * 60_000);
    countSearch(search('lũ'));
    expect(take(10).map(({ day, document }) => [day, document.hour, document.searches])).toEqual([
      ['2026-11-29', '2026-11-29T16:00:00Z', 1],
      ['2026-11-30', '2026-11-29T17:00:00Z', 1],
    ]);
  });

  it('grow under the same id until they are let go of, and are told whole each time', () => {
    const { countSearch, take, tidy, pass } = tried();
    countSearch(search('lũ'));
    const [first] = take(10);
    tidy();
    countSearch(search('lũ'));
    const [second] = take(10);
    expect(second?.id).toBe(first?.id);
    expect(second?.document.searches).toBe(2);
    pass(3_600_000);
    tidy();
    countSearch(search('lũ'));
    expect(take(10)[0]?.id).not.toBe(first?.id);
  });

  it('have an end, beyond which searches are counted without their text', () => {
    const { countSearch, countClick, taken, tidy } = tried({ mostHeld: 3 });
    const outcomes = ['a', 'b', 'c', 'd', 'e', 'a'].map((q) => countSearch(search(q)));
    expect(outcomes).toEqual(['counted', 'counted', 'counted', 'dropped', 'dropped', 'counted']);
    expect(countClick({ q: 'a', article: 'x', rank: 1 })).toBe('dropped');
    const written = taken();
    expect(written.reduce((sum, { searches = 0 }) => sum + searches, 0)).toBe(6);
    expect(written.filter(({ query }) => query === undefined)).toHaveLength(1);
    tidy();
    expect(countSearch(search('d'))).toBe('counted');
  });

  it('begin no more than so many in an hour, whatever is sent', () => {
    const { countSearch, countClick, tidy, take, pass } = tried({ mostAnHour: { searches: 2, clicks: 1 } });
    const one = (q: string): string => {
      const outcome = countSearch(search(q));
      take(10);
      tidy();
      return outcome;
    };
    expect(['a', 'b', 'c'].map(one)).toEqual(['counted', 'counted', 'dropped']);
    const clicked = ['x', 'y'].map((article) => countClick({ q: 'a', article, rank: 1 }));
    expect(clicked).toEqual(['counted', 'dropped']);
    pass(3_600_000);
    expect(one('c')).toBe('counted');
  });

  it('that could not be written are there again', () => {
    const { countSearch, take, giveBack } = tried();
    countSearch(search('lũ'));
    const taken = take(10);
    expect(take(10)).toEqual([]);
    giveBack(taken);
    expect(take(10)).toEqual(taken);
  });
});
