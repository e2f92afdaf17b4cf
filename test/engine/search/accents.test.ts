import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccentedForms } from '../../../src/domain/search-result.ts';
import { seededRandom } from '../../unit/query/random-query.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';
import type { Parameters } from './search-index.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
  await index.put(
    {
      id: 'd1',
      title: 'Đường về bản',
      body: 'Đường sắt, đường bộ.',
      publishedAt: '2022-01-01',
      tags: ['giao thông'],
    },
    { id: 'd2', title: 'Hội dương cầm', body: 'Tiếng dương cầm vang trên đường.', publishedAt: '2022-01-02' },
    { id: 'd3', title: 'Đối đầu với bão', body: 'Đương đầu với gió lớn.', publishedAt: '2022-01-03' },
  );
});

afterAll(() => index.close());

const accentsOf = async (parameters: Parameters): Promise<readonly AccentedForms[]> => {
  const { query } = await index.search({ accents: 'true', size: '1', snippets: '0', ...parameters });
  if (query.accents === undefined) throw new Error('No accents came back.');
  return query.accents;
};

const textsOf = ({ forms }: AccentedForms): string[] => forms.map(({ text }) => text);

/** Every count is the total of the search with its query: the promise that the answer makes. */
const check = async (parameters: Parameters): Promise<number> => {
  const accents = await accentsOf(parameters);
  for (const { typed, forms } of accents) {
    expect(forms.map(({ count }) => count)).toEqual(
      forms.map(({ count }) => count).toSorted((a, b) => b - a),
    );
    for (const { count, query, text } of forms) {
      const { total } = await index.search({ relax: 'false', ...parameters, q: query });
      expect(total.value, `${String(parameters['q'])}: ${typed} → ${text}: ${query}`).toBe(count);
    }
  }
  return accents.flatMap(({ forms }) => forms).length;
};

describe('the accents of a query', () => {
  it('are the forms that its syllable has in what is found', async () => {
    const [duong, ...others] = await accentsOf({ q: 'duong' });
    expect(others).toEqual([]);
    expect(duong?.typed).toBe('duong');
    expect(textsOf(duong as AccentedForms).slice(0, 1)).toEqual(['đường']);
    expect(textsOf(duong as AccentedForms)).toEqual(expect.arrayContaining(['đường', 'dương', 'đương']));
    expect(duong?.forms.map(({ query }) => query)).toEqual(textsOf(duong as AccentedForms));
  });

  it('are counted for each syllable, within the search and its filters', async () => {
    const accents = await accentsOf({ q: 'Duong cam', from: '2022-01-01', to: '2022-01-03' });
    expect(accents.map(({ typed }) => typed)).toEqual(['Duong', 'cam']);
    expect(accents[0]?.forms).toEqual([
      { text: 'dương', count: 1, query: 'Dương cam' },
      { text: 'đường', count: 1, query: 'Đường cam' },
    ]);
    const tagged = await accentsOf({ q: 'duong', tag: 'giao thông', from: '2022-01-01', to: '2022-01-03' });
    expect(tagged[0]?.forms).toEqual([{ text: 'đường', count: 1, query: 'đường' }]);
  });

  it('leave operators, fields, prefixes and exclusions as they are', async () => {
    const [duong, ...others] = await accentsOf({ q: 'duong tiêu-đề:duong du* -covid -duong' });
    expect([duong, others]).toEqual([undefined, []]);
    const [bao] = await accentsOf({ q: '(bao HOẶC bao) -covid tiêu-đề:bão' });
    expect(bao?.forms[0]?.query).toBe('(bão HOẶC bão) -covid tiêu-đề:bão');
  });

  it('are none where marks were typed, or make no difference', async () => {
    expect(await accentsOf({ q: 'đường' })).toEqual([]);
    expect(await accentsOf({ q: 'duong', diacritics: 'ignore' })).toEqual([]);
    expect(await accentsOf({ q: 'kryptonit 2022 WHO' })).toEqual([]);
    expect(await accentsOf({ from: '2020' })).toEqual([]);
    expect(await accentsOf({ q: '%%%' })).toEqual([]);
  });

  it('are not there where they were not asked for', async () => {
    expect((await index.search({ q: 'duong' })).query).not.toHaveProperty('accents');
    expect((await index.search({ q: 'duong', accents: 'false' })).query).not.toHaveProperty('accents');
  });
});

describe('the count of every form', () => {
  // prettier-ignore
  const SEARCHES: readonly Parameters[] = [
    { q: 'duong' }, { q: 'ban' }, { q: 'thuy dien' }, { q: '"thuy dien"' }, { q: 'dang bo huyen' }, { q: 'TP.HCM duong' },
    { q: 'cong an tinh', sort: 'newest' }, { q: 'nguoi dan ban', mode: 'phrase', slop: '2' }, { q: 'UBND xa' }, { q: 'hoc sinh -covid' },
    { q: 'bao OR lu', from: '2020' }, { q: 'ky luat' }, { q: 'xa', section: 'Kinh tế' }, { q: 'ban ban ban' },
  ];

  it.each(SEARCHES)('is the total of the search narrowed to it: %o', async (parameters) => {
    expect(await check(parameters)).toBeGreaterThan(0);
  });

  it('is so for random words of the articles', async () => {
    const random = seededRandom(20220121);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    let forms = 0;
    for (let tried = 0; tried < 25; tried++) {
      const words = pick(index.stored).title.split(/\s+/);
      const start = Math.floor(random() * words.length);
      const q = words
        .slice(start, start + 1 + Math.floor(random() * 4))
        .join(' ')
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[đĐ]/g, 'd');
      forms += await check({ q, ...(random() < 0.3 && { from: '2020' }) });
    }
    expect(forms).toBeGreaterThan(25);
  });
});
