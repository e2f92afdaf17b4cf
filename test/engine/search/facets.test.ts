import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import type { Facets, SearchResult } from '../../../src/domain/search-result.ts';
import { FACET_NAMES, isDateFacet } from '../../../src/domain/search-request.ts';
import type { FacetName } from '../../../src/domain/search-request.ts';
import { MAX_VALUES } from '../../../src/dsl/facets.ts';
import { nameKey } from '../../../src/text/name-key.ts';
import { seededRandom } from '../../unit/query/random-query.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';
import type { Parameters } from './search-index.ts';

/** `FACET_SEARCHES=500 FACET_SEED=7` tries more of them, or others. */
const SEARCHES = Number(process.env['FACET_SEARCHES'] ?? 60);
const SEED = Number(process.env['FACET_SEED'] ?? 20220121);

/** Moments around the ends of Vietnamese days, months and years, and days of other centuries. */
const MOMENTS = [
  '2021-12-31T16:59:59.999Z',
  '2021-12-31T17:00:00Z',
  '2021-12-31T23:30:00Z',
  '2022-01-20T23:30:00Z',
  '2022-01-21T16:59:59Z',
  '2020-02-28T23:30:00Z',
  '2020-02-29T17:00:00Z',
  '1975-06-12T23:30:00Z',
  '1954-12-31T16:45:00Z',
  '1945-09-02',
  '1906-06-30T17:00:00Z',
  '1865-04-15',
];

const late = MOMENTS.map((publishedAt, i) => ({
  id: `moc-${i}`,
  title: `Mốc thời gian số ${i}: bản và xã`,
  body: 'Người dân trong bản đọc báo trước nửa đêm, báo đến xã vào hôm sau.',
  section: i % 3 === 0 ? 'Kinh tế' : 'Hồ sơ',
  authors: i % 2 === 0 ? ['Lò Thu Hiên', 'Người Ghi'] : ['Người Ghi'],
  tags: ['mốc', ...(i % 4 === 0 ? ['COVID-19'] : [])],
  publishedAt,
}));

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
  await index.put(...late);
});

afterAll(() => index.close());

const facetsOf = async (parameters: Parameters): Promise<Facets> => {
  const { facets } = await index.search({ relax: 'false', size: '1', snippets: '0', ...parameters });
  if (facets === undefined) throw new Error('No facets came back.');
  return facets;
};

const totalOf = async (parameters: Parameters): Promise<number> => {
  const { total } = await index.search({ relax: 'false', ...parameters, size: '1', snippets: '0' });
  expect(total.exact).toBe(true);
  return total.value;
};

interface Promised {
  readonly name: FacetName;
  readonly value: string;
  readonly count: number;
  /** The search that the bucket counts. */
  readonly narrowed: Parameters;
}

const promises = (parameters: Parameters, facets: Facets): Promised[] =>
  FACET_NAMES.flatMap((name): Promised[] =>
    isDateFacet(name)
      ? (facets[name] ?? []).map(({ value, from, to, count }) => ({
          name,
          value,
          count,
          narrowed: { ...parameters, from, to },
        }))
      : (facets[name] ?? []).map(({ value, count }) => ({
          name,
          value,
          count,
          narrowed: { ...parameters, [name]: value },
        })),
  );

// prettier-ignore
const QUERIES = [
  '', 'bản', 'xã', 'nguoi', 'người', 'covid', 'COVID-19', 'báo', 'bão OR lũ', 'thủy điện', 'đảng bộ',
  '"người dân"', 'bản -covid', '-covid', 'section:kinh', 'author:thu', 'tag:covid', 'ngh*', 'hoc sinh',
  'từ:2021', 'bản trước:2021', 'xã từ:2020-06 đến:2022-01', '(bản OR xã) -"học tập"', 'title:xã',
  'bản bãn', 'người dân trong bản đọc báo trước nửa đêm hôm sau', 'đong bao vung cao', 'ma túy', '%%%',
];
const FROMS = [
  '1800',
  '1950',
  '2019',
  '2020-06',
  '2021',
  '2021-12-31T23:30:00+07:00',
  '2022-01-01',
  '21/01/2022',
];
const TOS = ['1975', '2021-12-31', '2022-01-20', '2022-01-21T06:30:00+07:00', '2022', '2023', '2024-06-01'];

const randomSearch = (random: () => number) => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const some = (values: readonly string[], share: number): string[] =>
    random() < share ? Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(values)) : [];
  const every = (of: (article: Article) => string | readonly string[]): string[] => index.stored.flatMap(of);
  const filters = {
    section: some([...every(({ section }) => section ?? []), 'Hồ sơ', 'Không có'], 0.4),
    author: some([...every(({ authors }) => authors), 'Người Ghi'], 0.25),
    tag: some([...every(({ tags }) => tags), 'mốc'], 0.25),
    source: some(
      every(({ source }) => source ?? []),
      0.3,
    ),
  };
  const [from, to] = [pick(FROMS), pick(TOS)];
  return {
    q: pick(QUERIES),
    diacritics: pick(['auto', 'auto', 'ignore', 'strict']),
    sort: pick(['relevance', 'newest', 'oldest']),
    ...Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0)),
    ...(random() < 0.4 && { from }),
    ...(random() < 0.4 && { to }),
    ...(random() < 0.4 && { collapse: 'true' }),
  };
};

/** Whether the service takes such a search: something is asked for, and `from` is before `to`. */
const isTaken = async (parameters: Parameters): Promise<boolean> =>
  index.search({ ...parameters, relax: 'false', size: '1' }).then(
    () => true,
    (error: unknown) => {
      if ((error as { code?: string }).code === 'invalid_parameters') return false;
      throw error;
    },
  );

describe('the count of every bucket', () => {
  it(
    `is the total of the search narrowed to it, in ${SEARCHES} random searches`,
    async () => {
      const random = seededRandom(SEED);
      let [tried, buckets, filtered, found] = [0, 0, 0, 0];
      while (tried < SEARCHES) {
        const parameters: Parameters = randomSearch(random);
        if (!(await isTaken(parameters))) continue;
        tried += 1;
        const names = FACET_NAMES.filter(
          (name) => random() < 0.6 && (name !== 'day' || String(parameters['from'] ?? '') >= '2019'),
        );
        const facets = await facetsOf({ ...parameters, facets: [...names, 'section'].join(',') });
        const all = promises(parameters, facets);
        // Of the many empty days between the others, a sample.
        const checked = all.filter(({ name, count }) => !isDateFacet(name) || count > 0 || random() < 0.05);
        const totals = await Promise.all(checked.map(({ narrowed }) => totalOf(narrowed)));
        checked.forEach(({ name, value, count }, i) =>
          expect(count, `${JSON.stringify(parameters)} ${name}=${value}`).toBe(totals[i]),
        );
        buckets += checked.length;
        filtered += names.some((name) => name in parameters) || 'section' in parameters ? 1 : 0;
        found += all.length > 0 ? 1 : 0;
        // What is shown does not depend on what is counted.
        const plain = await index.search({ ...parameters, relax: 'false', snippets: '0' });
        const faceted = await index.search({
          ...parameters,
          relax: 'false',
          snippets: '0',
          facets: names.join(','),
        });
        expect(faceted.hits).toEqual(plain.hits);
        expect(faceted.total).toEqual(plain.total);
      }
      if (SEARCHES > 60) {
        console.info(
          `${tried} searches, ${found} with buckets, ${filtered} filtered by a facet's field; ${buckets} buckets`,
        );
      }
      expect(buckets).toBeGreaterThan(SEARCHES);
      expect(filtered).toBeGreaterThan(SEARCHES / 10);
    },
    60_000 + SEARCHES * 1_000,
  );

  it('is so for every day of a search, too', async () => {
    const parameters = { q: 'người', from: '2021-12-30', to: '2022-02-28' };
    const { day = [] } = await facetsOf({ ...parameters, facets: 'day' });
    expect(day.length).toBeGreaterThan(20);
    expect(day.some(({ count }) => count === 0)).toBe(true);
    for (const { from, to, count } of day) expect(await totalOf({ ...parameters, from, to })).toBe(count);
    expect(day.reduce((sum, { count }) => sum + count, 0)).toBe(await totalOf(parameters));
  });
});

describe('years, months and days', () => {
  const dayOf = (publishedAt: string): string =>
    publishedAt.length === 10
      ? publishedAt
      : new Date(Date.parse(publishedAt) + 7 * 3_600_000).toISOString().slice(0, 10);

  it('are those of Vietnam: 23:30 UTC is the next day', async () => {
    const facets = await facetsOf({
      tag: 'mốc',
      from: '2021-12-31',
      to: '2022-01-31',
      facets: 'year,month,day',
    });
    expect(facets.year).toEqual([
      { value: '2021', from: '2021-12-31', to: '2021-12-31', count: 1 },
      { value: '2022', from: '2022-01-01', to: '2022-01-31', count: 4 },
    ]);
    expect(facets.month?.map(({ value, count }) => [value, count])).toEqual([
      ['2021-12', 1],
      ['2022-01', 4],
    ]);
    const days = facets.day?.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]);
    expect(days).toEqual([
      ['2021-12-31', 1],
      ['2022-01-01', 2],
      ['2022-01-21', 2],
    ]);
    expect(facets.day).toHaveLength(22);
  });

  it('are counted right in old archives, without gaps', async () => {
    const { year = [], month = [] } = await facetsOf({ tag: 'mốc', facets: 'year,month' });
    const expected = (length: number) => {
      const counts = new Map<string, number>();
      for (const { publishedAt } of late) {
        const value = dayOf(publishedAt).slice(0, length);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [...counts].toSorted(([first], [second]) => (first < second ? -1 : 1));
    };
    const filled = (buckets: typeof year) =>
      buckets.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]);
    expect(filled(year)).toEqual(expected(4));
    expect(filled(month)).toEqual(expected(7));
    expect(year).toHaveLength(2022 - 1865 + 1);
    expect(month).toHaveLength((2022 - 1865) * 12 - 3 + 1);
  });

  it('refuse too many days, and can be had once the search is narrowed', async () => {
    await expect(facetsOf({ tag: 'mốc', facets: 'day' })).rejects.toMatchObject({
      code: 'invalid_parameters',
      errors: [{ path: 'facets' }],
    });
    const { day } = await facetsOf({ tag: 'mốc', from: '2020', facets: 'day' });
    expect(day?.at(0)?.value).toBe('2020-02-29');
    expect(day?.at(-1)?.value).toBe('2022-01-21');
  });
});

describe('a facet on a field that is filtered', () => {
  it('still shows the other values, and is narrowed by every other filter', async () => {
    const everywhere = await facetsOf({ q: 'xã', facets: 'section,source' });
    const filtered = await facetsOf({ q: 'xã', section: 'Kinh tế', facets: 'section,source' });
    expect(everywhere.section?.length).toBeGreaterThan(3);
    expect(filtered.section).toEqual(everywhere.section);
    expect(filtered.source).not.toEqual(everywhere.source);
    const counts = (filtered.source ?? []).reduce((sum, { count }) => sum + count, 0);
    expect(counts).toBeLessThanOrEqual(await totalOf({ q: 'xã', section: 'Kinh tế' }));
  });

  it('lists what most articles have first, then by name', async () => {
    const { tag = [] } = await facetsOf({ from: '1800', facets: 'tag' });
    expect(tag.length).toBeGreaterThan(20);
    expect(tag.length).toBeLessThanOrEqual(MAX_VALUES);
    const counts = tag.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const once = tag
      .filter(({ count }) => count === counts.at(-1))
      .map(({ value }) => Buffer.from(nameKey(value)));
    expect(once).toEqual(once.toSorted((a, b) => a.compare(b)));
  });
});

describe('a loosened search', () => {
  const sum = (buckets: readonly { count: number }[] = []): number =>
    buckets.reduce((all, { count }) => all + count, 0);

  const check = (result: SearchResult): void => {
    expect(result.total.value).toBeGreaterThan(0);
    expect(sum(result.facets?.year)).toBe(result.total.value);
    expect(sum(result.facets?.month)).toBe(result.total.value);
  };

  it.each([
    // In a likelier spelling.
    [null, { q: 'thũy điện' }],
    ['marks', { q: 'dảng "chi bộ"' }],
    ['words', { q: 'thủy điện bản kryptonit' }],
    ['words', { q: 'người dân ở các bản vùng cao đọc báo về khủng long bạo chúa sao Hỏa' }],
  ])('counts what is shown: %s loosened, %o', async (relaxed, parameters) => {
    const result = await index.search({ ...parameters, facets: 'year,month,section', size: '100' });
    expect(result.query.relaxed).toBe(relaxed);
    check(result);
    const section = result.hits[0]?.section ?? '';
    expect(result.facets?.section?.find(({ value }) => value === section)?.count).toBe(
      result.hits.filter((hit) => hit.section === section).length,
    );
    // Filtered by that very field, whether its facet is asked for or not makes no difference to what is shown.
    const narrowed = { ...parameters, section, size: '100' };
    const [plain, faceted] = [
      await index.search(narrowed),
      await index.search({ ...narrowed, facets: 'year,month,section' }),
    ];
    expect(faceted.hits).toEqual(plain.hits);
    expect(faceted.query).toEqual(plain.query);
    check(faceted);
  });
});

describe('without a result', () => {
  it('facets are there and empty', async () => {
    expect(await facetsOf({ q: 'khủnglongbạochúa', facets: 'year,section' })).toEqual({
      year: [],
      section: [],
    });
    expect(await facetsOf({ q: '%%%', facets: 'day,tag' })).toEqual({ day: [], tag: [] });
  });

  it('there are none where none were asked for', async () => {
    expect(await index.search({ q: 'xã' })).not.toHaveProperty('facets');
  });
});
