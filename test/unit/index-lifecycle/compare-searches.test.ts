import { expect, test } from 'vitest';
import { compareSearches, type FoundArticles } from '../../../src/index-lifecycle/compare-searches.ts';

/** Ten hits, whose scores fall by the tenth from the first to the last unless they are given. */
const found = (ids: string, total = ids.length, scores?: readonly (number | null)[]): FoundArticles => ({
  total,
  hits: ids.split('').map((id, place) => ({
    id,
    score: scores === undefined ? 20 - place : (scores[place] ?? null),
  })),
});

const compare = async (live: FoundArticles, copied: FoundArticles, mayFindMore = false) => {
  const { searches, ...all } = await compareSearches(
    async (index) => (index === 'live' ? live : copied),
    'live',
    'copied',
    ['đường'],
    mayFindMore,
  );
  return { ...all, ...searches[0], isSame: all.isSame };
};

test('the same hits, in whatever order', async () => {
  expect(await compare(found('abcdefghij', 40), found('jihgfedcba', 40))).toMatchObject({
    query: 'đường',
    source: 40,
    target: 40,
    overlap: 1,
    isSame: true,
  });
});

test('nothing in either', async () => {
  expect(await compare(found(''), found(''))).toMatchObject({ overlap: 1, isSame: true });
});

test.each([
  ['fewer than half of the first hits', found('abcdefghij', 40), found('abcdklmnop', 40)],
  ['nothing in one of the two', found('a'), found('')],
  ['totals too far apart', found('abcdefghij', 100), found('abcdefghij', 94)],
])('another result: %s', async (_, live, copied) => {
  expect((await compare(live, copied)).isSame).toBe(false);
  expect((await compare(copied, live)).isSame).toBe(false);
});

test('totals that are a little apart', async () => {
  expect((await compare(found('abcdefghij', 100), found('abcdefghij', 95))).isSame).toBe(true);
  expect((await compare(found('abc'), found('abcde'))).isSame).toBe(false);
});

test('of hits that are as good as the last one, which are shown is by chance', async () => {
  const equal = Array.from({ length: 10 }, () => 3.1);
  expect(await compare(found('abcdefghij', 40, equal), found('klmnopqrst', 40, equal))).toMatchObject({
    overlap: 1,
    isSame: true,
  });
  // Where all are shown, none is there by chance; nor where the order is not by relevance.
  expect((await compare(found('abcdefghij', 10, equal), found('klmnopqrst', 10, equal))).isSame).toBe(false);
  const newest = Array.from({ length: 10 }, () => null);
  expect((await compare(found('abcdefghij', 40, newest), found('klmnopqrst', 40, newest))).isSame).toBe(
    false,
  );
});

test('a copy of a newer mapping may find more, and nothing less', async () => {
  expect(await compare(found(''), found('abc'))).toMatchObject({ isSame: false });
  expect(await compare(found(''), found('abc'), true)).toMatchObject({ overlap: 1, isSame: true });
  expect(await compare(found('abc'), found('abcdefgh', 40), true)).toMatchObject({
    overlap: 1,
    isSame: true,
  });
  expect(await compare(found('abcd', 40), found('efghabc', 60), true)).toMatchObject({ isSame: true });
  expect(await compare(found('abc'), found(''), true)).toMatchObject({ isSame: false });
  expect(await compare(found('abcd'), found('efgha', 60), true)).toMatchObject({ isSame: false });
});
