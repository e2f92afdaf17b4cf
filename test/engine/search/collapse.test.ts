import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { createSearchIndex } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

const PLACES = [
  'Nậm Pung',
  'Tà Lèng',
  'Huổi Mí',
  'Pa Thơm',
  'Sín Thầu',
  'Keo Lôm',
  'Phình Giàng',
  'Mường Toong',
];
const CROPS = [
  'ngô lai',
  'lúa nếp',
  'đậu tương',
  'sắn cao sản',
  'lạc đỏ',
  'khoai sọ',
  'cà gai leo',
  'dong riềng',
];

/** A story of its own for each number, long enough to be told from the others. */
const story = (i: number): string =>
  [
    `Vụ mùa năm nay bà con xã ${PLACES[i % 8]} trồng ${30 + i * 7} héc-ta ${CROPS[(i * 3) % 8]}, tăng ${i + 2} héc-ta so với năm trước.`,
    `Theo ông ${['Giàng', 'Lò', 'Sùng', 'Quàng'][i % 4]} A ${['Páo', 'Dính', 'Chu', 'Tủa'][(i >> 2) % 4]}, cán bộ khuyến nông, ${['đất dốc', 'nước tưới', 'giống mới', 'phân chuồng'][(i * 5) % 4]} là điều được bàn nhiều nhất ở ${i + 3} cuộc họp bản.`,
    `Hợp tác xã ${CROPS[(i * 5 + 1) % 8]} đã ký bao tiêu ${i * 11 + 40} tấn, giá ${5_000 + i * 130} đồng một cân, trả làm ${2 + (i % 3)} đợt.`,
    `Nhà bà ${['Hạng', 'Vàng', 'Cà', 'Tòng'][(i * 7) % 4]} Thị ${['Mỷ', 'Xuân', 'Hoa', 'Ín'][(i * 3) % 4]} thu được ${i + 9} bao, để giống ${(i % 5) + 1} bao, còn lại bán ở chợ ${PLACES[(i * 3 + 2) % 8]}.`,
  ].join('\n\n');

const STORIES = 24;
/** Every third story was printed twice more, by other papers on later days. */
const copiesOf = (i: number): number => (i % 3 === 0 ? 2 : 0);

const printed = Array.from({ length: STORIES }, (_, i) =>
  Array.from({ length: 1 + copiesOf(i) }, (_, copy) => ({
    id: `mua-${String(i).padStart(2, '0')}-${copy}`,
    // No figures: reports that tell others are no copies.
    title:
      copy === 0
        ? `Vụ mùa ở ${PLACES[i % 8]}`
        : `Tin ${copy === 1 ? 'tổng hợp' : 'nhanh'}: mùa ${CROPS[(i * 3) % 8]}`,
    body: copy === 0 ? story(i) : `(Theo báo bạn) - ${story(i)}\n\nTổng hợp.`,
    source: ['Báo Núi', 'Báo Sông', 'Báo Biển'][copy],
    section: copy === 2 ? 'Tin nhanh' : 'Nông nghiệp',
    publishedAt: `2022-${String((i % 12) + 1).padStart(2, '0')}-${String(10 + copy * 9).padStart(2, '0')}`,
  })),
).flat();

const setOf = (id: string): string => id.slice(0, 6);

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(...printed);
});

afterAll(() => index.close());

const search = (parameters: Parameters): Promise<SearchResult> =>
  index.search({ q: 'vụ mùa', relax: 'false', collapse: 'true', snippets: '1', ...parameters });

const idsOf = ({ hits }: SearchResult): string[] => hits.map(({ id }) => id);

describe('collapse=true', () => {
  it.each(['relevance', 'newest', 'oldest'])('shows one of each set, by %s', async (sort) => {
    const { hits, total } = await search({ sort, size: '100' });
    expect(total).toEqual({ value: STORIES, exact: true });
    expect(new Set(hits.map(({ id }) => setOf(id))).size).toBe(STORIES);
    expect(hits).toHaveLength(STORIES);
    for (const { id, similar, highlights } of hits) {
      expect(similar, id).toBe(copiesOf(Number(id.slice(4, 6))));
      expect(highlights.body.join(' ')).toContain('<mark>');
    }
  });

  it('shows of each the one that comes first', async () => {
    const newest = await search({ sort: 'newest', size: '100' });
    const oldest = await search({ sort: 'oldest', size: '100' });
    for (const id of idsOf(newest)) expect(id.at(-1)).toBe(String(copiesOf(Number(id.slice(4, 6)))));
    for (const id of idsOf(oldest)) expect(id.at(-1)).toBe('0');
  });

  it('folds nothing without it', async () => {
    const { hits, total } = await search({ collapse: 'false', size: '100' });
    expect(total.value).toBe(printed.length);
    expect(hits.every(({ similar }) => similar === 0)).toBe(true);
  });

  it('counts only what the search finds', async () => {
    const { hits, total } = await search({ source: ['Báo Sông', 'Báo Biển'], size: '100' });
    expect(total.value).toBe(8);
    for (const { similar } of hits) expect(similar).toBe(1);
    const one = await search({ source: 'Báo Biển' });
    expect(one.total.value).toBe(8);
    expect(one.hits.every(({ similar }) => similar === 0)).toBe(true);
  });

  it.each(['relevance', 'newest', 'oldest'])('gives the same sets page by page, by %s', async (sort) => {
    const all = idsOf(await search({ sort, size: '100' }));
    const paged: string[] = [];
    for (let page = 1; page <= 5; page++)
      paged.push(...idsOf(await search({ sort, size: '5', page: String(page) })));
    expect(paged).toEqual(all);
  });

  it.each(['relevance', 'newest', 'oldest'])('gives each set once by cursor, by %s', async (sort) => {
    const all = idsOf(await search({ sort, size: '100' }));
    const pages = [await search({ sort, size: '5' })];
    for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
      pages.push(await search({ sort, size: '5', cursor }));
    }
    expect(pages.flatMap(idsOf)).toEqual(all);
    for (const { total, hits } of pages) {
      expect(total.value).toBe(STORIES);
      for (const { id, similar } of hits) expect(similar, id).toBe(copiesOf(Number(id.slice(4, 6))));
    }
  });

  it('belongs to a cursor', async () => {
    const { nextCursor = '' } = await search({ size: '5' });
    await expect(search({ size: '5', cursor: nextCursor, collapse: 'false' })).rejects.toMatchObject({
      code: 'invalid_parameters',
    });
  });

  it('has facets that count sets, as the search narrowed to them does', async () => {
    const { facets } = await search({ facets: 'section,source,year,month' });
    expect(facets?.source).toEqual([
      { value: 'Báo Núi', count: 24 },
      { value: 'Báo Biển', count: 8 },
      { value: 'Báo Sông', count: 8 },
    ]);
    expect(facets?.year?.[0]?.count).toBe(STORIES);
    for (const { value, count } of facets?.section ?? []) {
      expect((await search({ section: value })).total.value, value).toBe(count);
    }
    for (const { from, to, count } of facets?.month ?? []) {
      expect((await search({ from, to })).total.value, from).toBe(count);
    }
  });

  it('goes on holding when articles are written again, changed or removed', async () => {
    const other = await createSearchIndex();
    try {
      const [first, copy, second] = printed as unknown as [object, object, object];
      await other.put(first, copy, second);
      const find = () => other.search({ source: ['Báo Núi', 'Báo Sông', 'Báo Biển'], collapse: 'true' });
      expect((await find()).total.value).toBe(1);
      await other.put(second, first);
      expect((await find()).total.value).toBe(1);
      // The one that the set began with becomes another story; the others stay together.
      await other.put({ ...first, body: story(7) });
      expect((await find()).total.value).toBe(2);
      expect((await find()).hits.map(({ similar }) => similar).toSorted((a, b) => a - b)).toEqual([0, 1]);
      await other.put(first);
      expect((await find()).total.value).toBe(1);
    } finally {
      await other.close();
    }
  });
});
