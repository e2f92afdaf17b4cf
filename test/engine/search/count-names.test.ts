import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { bulkLines } from '../../../src/engine/bulk-lines.ts';
import { countNames, NAME_KINDS, type CountedNames } from '../../../src/search/count-names.ts';
import { outcomeOf } from '../../support/outcome-of.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

const AT = '2022-06-01T00:00:00Z';

/** Over four years, three a month, and some whose time has not come. */
const ARTICLES: readonly Article[] = Array.from({ length: 160 }, (_, i) => ({
  id: `a${i}`,
  title: `Bài số ${i}`,
  body: 'Nội dung.',
  captions: [],
  section: ['Kinh tế', 'Xã hội', 'Y tế'][i % 3] ?? '',
  authors: [`Tác giả ${i % 7}`, ...(i % 2 === 0 ? ['Lò Thuý Hòa'] : [])],
  tags: [`thẻ ${i}`, `nhóm ${i % 11}`, ...(i % 5 === 0 ? ['Lò Thúy Hoà'] : [])],
  publishedAt: new Date(Date.UTC(2018, Math.floor(i / 3), 1 + i)).toISOString(),
}));
const SEEN = ARTICLES.filter(({ publishedAt }) => publishedAt <= AT);

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await store.engine.bulk(store.names.write, ARTICLES.map((one) => bulkLines(one.id, 1, one)).join(''));
  await store.engine.refresh(store.names.read);
});

afterAll(() => store.dispose());

const shown = (counted: CountedNames) =>
  NAME_KINDS.map((kind) =>
    outcomeOf(counted.names(kind))
      .map(({ text, count, newest }) => `${text} ${count} ${new Date(newest).toISOString()}`)
      .toSorted(),
  );

const expected = (articles: readonly Article[]) =>
  [
    ({ section }: Article) => [section ?? ''],
    ({ authors }: Article) => authors,
    ({ tags }: Article) => tags,
  ].map((namesOf) => {
    const byName = new Map<string, string[]>();
    for (const article of articles)
      for (const name of namesOf(article))
        byName.set(name, [...(byName.get(name) ?? []), article.publishedAt]);
    return [...byName]
      .map(([name, all]) => {
        return `${name} ${all.length} ${all.toSorted().at(-1)}`;
      })
      .toSorted();
  });

const stepsOf = async (options: { readonly articles?: number; readonly page?: number }) => {
  const steps: { readonly isWhole: boolean; readonly names: string[][] }[] = [];
  for await (const counted of countNames(store.engine, store.names.read, AT, options)) {
    expect(counted.articles).toBe(SEEN.length);
    steps.push({ isWhole: counted.isWhole, names: shown(counted) });
  }
  return steps;
};

describe('names', () => {
  it.each([{}, { articles: 10, page: 4 }, { articles: 1, page: 1 }, { page: 3 }])(
    'are all counted, however they are divided: %j',
    async (options) => {
      const last = (await stepsOf(options)).at(-1);
      expect(last?.isWhole).toBe(true);
      expect(last?.names).toEqual(expected(SEEN));
    },
  );

  it('of the newest months are counted first', async () => {
    const steps = await stepsOf({ articles: 9 });
    expect(steps.slice(0, -1).every(({ isWhole }) => !isWhole)).toBe(true);
    expect(steps.length).toBeGreaterThan(10);
    const newest = SEEN.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
    const first = steps[0]?.names[0]?.reduce((sum, name) => sum + Number(/ (\d+) \S+$/.exec(name)?.[1]), 0);
    expect(first).toBeLessThanOrEqual(9);
    expect(steps[0]?.names).toEqual(expected(newest.slice(0, first)));
  });

  it('are none of an index without articles', async () => {
    const empty = await scratchStore(elasticsearchUrl());
    try {
      const steps: boolean[] = [];
      for await (const { isWhole, articles } of countNames(empty.engine, empty.names.read, AT))
        steps.push(isWhole && articles === 0);
      expect(steps).toEqual([true]);
    } finally {
      await empty.dispose();
    }
  });
});
