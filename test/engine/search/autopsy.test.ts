import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Autopsy, SearchParameters } from '../../../src/domain/search-result.ts';
import { createSearchIndex } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

const article = (id: string, title: string, more: object = {}): object => ({
  id,
  title,
  body: 'Tin trong ngày.',
  publishedAt: '2022-03-05',
  ...more,
});

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(
    article('a1', 'Đường sắt qua đèo được nối lại', { section: 'Kinh tế', authors: ['Lò Thu Hiên'] }),
    article('a2', 'Đường bộ ven sông sạt lở', { section: 'Đời sống', tags: ['mưa lũ'] }),
    article('a3', 'Sắt thép tăng giá', { section: 'Kinh tế', publishedAt: '2021-07-01' }),
    article('a4', 'Dương cầm trong lớp học vùng cao', { section: 'Văn hoá', source: 'Tin Bản' }),
    article('a5', 'Cầu mới nối hai bờ sông', { section: 'Kinh tế', publishedAt: '2023-01-02' }),
  );
});

afterAll(() => index.close());

const autopsyOf = async (parameters: Parameters): Promise<Autopsy> => {
  const { total, query } = await index.search(parameters);
  expect(total).toEqual({ value: 0, exact: true });
  if (query.autopsy === undefined) throw new Error('There is no autopsy.');
  return query.autopsy;
};

/** Parameters as an address has them. */
const written = (parameters: SearchParameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).map(
      ([name, value]: [string, string | number | boolean | readonly string[]]) => [
        name,
        typeof value === 'object' ? value : String(value),
      ],
    ),
  );

const partsOf = ({ parts }: Autopsy): unknown[] =>
  parts.map(({ kind, text, alone, without }) => [kind, text, alone, without]);

describe('a search that finds nothing', () => {
  it('names the word that is nowhere', async () => {
    const autopsy = await autopsyOf({ q: 'đường sắt kryptonit', relax: 'false' });
    expect(partsOf(autopsy)).toEqual([
      ['word', 'đường', 2, 0],
      ['word', 'sắt', 2, 0],
      ['word', 'kryptonit', 0, 1],
    ]);
    expect(autopsy.nearest).toEqual({
      dropped: [2],
      ignoresMarks: false,
      opensPhrases: false,
      parameters: { q: 'đường sắt', relax: false },
      total: { value: 1, exact: true },
    });
  });

  it('names parts that are there, but never together', async () => {
    const autopsy = await autopsyOf({ q: '"dương cầm" sông', relax: 'false' });
    expect(partsOf(autopsy)).toEqual([
      ['phrase', '"dương cầm"', 1, 2],
      ['word', 'sông', 2, 1],
    ]);
    expect(autopsy.nearest?.parameters.q).toBe('sông');
  });

  it('drops filters and dates before words', async () => {
    const autopsy = await autopsyOf({
      q: 'đường',
      section: ['Kinh tế', 'Đời sống'],
      from: '2023',
      to: '2023-06-30',
    });
    expect(partsOf(autopsy)).toEqual([
      ['word', 'đường', 2, 1],
      ['section', 'Kinh tế, Đời sống', 4, 0],
      ['dates', '2023-01-01…2023-06-30', 1, 2],
    ]);
    expect(autopsy.nearest).toMatchObject({
      dropped: [2],
      parameters: { q: 'đường', section: ['Kinh tế', 'Đời sống'] },
      total: { value: 2 },
    });
    expect(autopsy.nearest?.parameters).not.toHaveProperty('from');
  });

  it('names an exclusion that leaves nothing', async () => {
    const autopsy = await autopsyOf({ q: 'đường bộ -sông' });
    expect(partsOf(autopsy)).toEqual([
      ['word', 'đường', 2, 0],
      ['word', 'bộ', 1, 1],
      ['exclusion', '-sông', 2, 1],
    ]);
    expect(autopsy.nearest).toMatchObject({
      dropped: [2],
      parameters: { q: 'đường bộ' },
      total: { value: 1 },
    });
  });

  it('names fields, dates and groups as they can be typed', async () => {
    const autopsy = await autopsyOf({ q: 'tác-giả:hiên (sông HOẶC cầu) từ:2022 đến:2022-12' });
    expect(partsOf(autopsy)).toEqual([
      ['field', 'author:hiên', 1, 1],
      ['group', 'sông OR cầu', 2, 1],
      ['dates', 'after:2022-01-01', 4, 0],
      ['dates', 'before:2022-12-31', 4, 0],
    ]);
    expect(autopsy.nearest?.dropped).toEqual([1]);
  });

  it('is asked with its marks ignored where that finds something', async () => {
    const autopsy = await autopsyOf({ q: 'duong sát', diacritics: 'strict' });
    expect(autopsy.nearest).toEqual({
      dropped: [],
      ignoresMarks: true,
      opensPhrases: false,
      parameters: { q: 'duong sát', diacritics: 'ignore' },
      total: { value: 2, exact: true },
    });
  });

  it('is asked for the words of its phrase', async () => {
    const autopsy = await autopsyOf({ q: 'sắt đường', mode: 'phrase' });
    expect(partsOf(autopsy)).toEqual([['phrase', '"sắt đường"', 0, null]]);
    expect(autopsy.nearest).toEqual({
      dropped: [],
      ignoresMarks: false,
      opensPhrases: true,
      parameters: { q: 'sắt đường' },
      total: { value: 1, exact: true },
    });
  });

  it('without words: of the filters', async () => {
    const autopsy = await autopsyOf({ section: 'Văn hoá', source: 'Nhật báo', from: '2022' });
    expect(partsOf(autopsy)).toEqual([
      ['section', 'Văn hoá', 1, 0],
      ['source', 'Nhật báo', 0, 1],
      ['dates', '2022-01-01…', 4, 0],
    ]);
    expect(autopsy.nearest).toMatchObject({
      dropped: [1],
      parameters: { section: ['Văn hoá'], from: '2022-01-01' },
    });
  });

  it('says so where nothing is near', async () => {
    const { nearest, parts } = await autopsyOf({ q: 'kryptonit' });
    expect(parts).toEqual([{ kind: 'word', text: 'kryptonit', alone: 0, without: null }]);
    expect(nearest).toBeNull();
  });

  it('counts a part with marks loosened, where the search loosened them', async () => {
    const { parts } = await autopsyOf({ q: 'dượng kryptonit' });
    expect(parts[0]).toEqual({ kind: 'word', text: 'dượng', alone: 3, without: 0 });
    const strict = await autopsyOf({ q: 'dượng kryptonit', diacritics: 'strict' });
    expect(strict.parts[0]?.alone).toBe(0);
  });

  it('of more parts than can be told apart takes neighbours as one', async () => {
    const autopsy = await autopsyOf({
      q: 'đường sắt qua đèo được nối lại trong đêm kryptonit -bão -lũ',
      relax: 'false',
      section: 'Kinh tế',
    });
    expect(autopsy.parts.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'words đường sắt',
      'words qua đèo',
      'words được nối',
      'words lại trong',
      'words đêm kryptonit',
      'exclusion -bão -lũ',
      'section Kinh tế',
    ]);
    expect(autopsy.parts.at(-2)).toMatchObject({ alone: 1, without: 0 });
    expect(autopsy.nearest).toMatchObject({
      dropped: [4],
      parameters: { q: 'đường sắt qua đèo được nối lại trong -bão -lũ' },
      total: { value: 1 },
    });
  });
});

describe('what it says', () => {
  // prettier-ignore
  const SEARCHES: readonly Parameters[] = [
    { q: 'đường kryptonit' }, { q: 'đuờng thép sông', relax: 'false' }, { q: '"sông đường" cầu', relax: 'false' },
    { q: 'tiêu-đề:thép đèo' }, { q: 'sat đèo thép', diacritics: 'ignore', relax: 'false' }, { q: 'cầm -cao' },
    { q: 'ven* thép', section: 'Văn hoá' }, { q: 'sông', tag: 'mưa lũ', from: '2023' }, { q: 'giá', to: '2020' },
    { q: 'Sắt đường', mode: 'phrase', section: 'Kinh tế' }, { q: 'công an đường', relax: 'false' },
    { section: 'Kinh tế', author: 'Không ai' }, { q: 'đường kryptonit', collapse: 'true' }, { q: 'lớp duong', relax: 'false', source: 'Khác' },
  ];

  it.each(SEARCHES)('is true of %o', async (parameters) => {
    const { parts, nearest } = await autopsyOf(parameters);
    const { relax = 'true', diacritics = 'auto' } = parameters;
    for (const { kind, text, alone } of parts) {
      if (kind === 'dates') continue;
      const asked =
        kind === 'exclusion'
          ? { q: text.slice(1) }
          : ['section', 'author', 'tag', 'source'].includes(kind)
            ? { [kind]: text }
            : { q: text };
      const { total } = await index.search({ ...asked, relax, diacritics });
      expect(alone, text).toBe(total.value);
    }
    expect(parts.some(({ without }) => without === null || without > 0) || parts.length > 2).toBe(true);
    if (nearest === null) return;
    const { total } = await index.search(written(nearest.parameters));
    expect(nearest.total).toEqual(total);
    expect(total.value).toBeGreaterThan(0);
  });

  it('is said only where nothing is found', async () => {
    expect((await index.search({ q: 'đường' })).query).not.toHaveProperty('autopsy');
    expect((await index.search({ q: 'đường', page: '5' })).query).not.toHaveProperty('autopsy');
    expect((await index.search({ q: '%%%' })).query).not.toHaveProperty('autopsy');
  });
});
