import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

let index: SearchIndex;

const DAY = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

const body = 'Huyện tổ chức diễn tập phòng chống cháy rừng ở các xã vùng cao.';

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(
    ...[3000, 30, 1200, 400].map((age) => ({
      id: `drill-${age}`,
      title: 'Diễn tập ở vùng cao',
      body,
      publishedAt: daysAgo(age),
    })),
    {
      id: 'more-to-the-point',
      title: 'Cháy rừng: diễn tập phòng chống ở vùng cao',
      body,
      publishedAt: daysAgo(4000),
    },
    { id: 'asked-old', title: 'Nậm Păm sau lũ', body: 'Người dân dựng lại nhà.', publishedAt: daysAgo(2500) },
    {
      id: 'asked-new',
      title: 'Sau lũ, Nậm Păm dựng lại nhà',
      body: 'Người dân ở Nậm Păm sau lũ.',
      publishedAt: daysAgo(2),
    },
  );
});

afterAll(() => index.close());

const idsOf = async (q: string, sort = 'relevance'): Promise<string[]> =>
  (await index.search({ q, sort })).hits.map(({ id }) => id);

describe('newer coverage', () => {
  it('comes first among articles that answer alike, however old they all are', async () => {
    expect((await idsOf('diễn tập vùng cao')).filter((id) => id.startsWith('drill'))).toEqual([
      'drill-30',
      'drill-400',
      'drill-1200',
      'drill-3000',
    ]);
  });

  it('does not come before an article that answers better', async () => {
    expect((await idsOf('diễn tập phòng chống cháy rừng'))[0]).toBe('more-to-the-point');
  });

  it('counts for nothing where a title is what was asked for', async () => {
    expect((await idsOf('Nậm Păm sau lũ'))[0]).toBe('asked-old');
    expect((await idsOf('nam pam sau lu'))[0]).toBe('asked-old');
  });

  it('is not weighed where hits are sorted by date', async () => {
    const newest = await idsOf('diễn tập vùng cao', 'newest');
    expect(newest).toEqual(['drill-30', 'drill-400', 'drill-1200', 'drill-3000', 'more-to-the-point']);
    expect(await idsOf('diễn tập vùng cao', 'oldest')).toEqual(newest.toReversed());
  });
});
