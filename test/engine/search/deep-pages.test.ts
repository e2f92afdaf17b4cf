import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

// More hits than the best ones that get the full ranking: what is ranked in full must not depend on the page.
const COUNT = 260;
const FILLER = ['nương', 'suối', 'rừng', 'thác', 'đồi', 'khe', 'vực'];

const filler = (i: number, length: number): string =>
  Array.from({ length }, (_, k) => FILLER[(i * 7 + k * 3) % FILLER.length]).join(' ');

/**
 * Every fifth article has the words in its title, apart, over a long text: little by the first, cheap ranking, much
 * by the full one. So a page that took more of them into the full ranking would bring them forward.
 */
const articles = Array.from({ length: COUNT }, (_, i) => ({
  id: `trang-${i}`,
  title: i % 5 === 0 ? `Gặt ${filler(i, 3)} mùa` : `Chuyện ${filler(i, 4)}`,
  body: i % 5 === 0 ? filler(i, 90 + i) : `${filler(i, i % 23)} mùa gặt ${filler(i, (i * 13) % 60)}`,
  publishedAt: `20${10 + (i % 10)}-01-01`,
}));

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(...articles);
});

afterAll(() => index.close());

describe.each([
  ['relevance', 'mùa gặt'],
  ['relevance', 'mua gat'],
  ['relevance', 'mùa OR gặt'],
  ['relevance', 'mù*'],
  ['newest', 'mùa gặt'],
  ['oldest', 'mùa gặt'],
])('sort=%s, %s', (sort, q) => {
  it.each([10, 30, 40])('has every hit once on pages of %i', async (size) => {
    const seen: string[] = [];
    let total = Number.POSITIVE_INFINITY;
    for (let page = 1; (page - 1) * size < total; page++) {
      const answer = await index.search({ q, sort, size: String(size), page: String(page), snippets: '0' });
      total = answer.total.value;
      seen.push(...answer.hits.map(({ id }) => id));
    }
    expect(total).toBeGreaterThan(100);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });
});
