import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { MAX_QUERY_LENGTH } from '../../../src/query/limits.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';
import type { Parameters } from './search-index.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
});

afterAll(() => index.close());

/** The answer, or the name of the one limit that a query may break. */
const answerTo = async (parameters: Parameters): Promise<SearchResult | string> => {
  try {
    return await index.search(parameters);
  } catch (error) {
    if (error instanceof AppError && error.code === 'query_too_complex') return error.code;
    throw error;
  }
};

describe('anything typed is answered', () => {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('bão', 'lu', 'Đảng', 'bo', 'Sơn', 'la', 'người', '05-CT/TW', '1.000', 'UBND', 'H’Mông') },
    { weight: 3, arbitrary: fc.constantFrom('"', '”', '(', ')', '-', '*', '~3', ' OR ', ' AND ', ' NOT ', ' HOẶC ', ':', 'title:', 'tác-giả:', 'từ:2021', 'before:') },
    { weight: 1, arbitrary: fc.constantFrom('\u0000', '\u200B', '\u0301', '\\', '/', '^', '{', '<', '😀', '東京', 'ﬁ', '\uFFFD', '１．２') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }).filter((text) => !/\p{Surrogate}/u.test(text)) },
  ); // prettier-ignore
  const query = fc
    .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ')), { minLength: 1, maxLength: 14 })
    .map((parts) => parts.flat().join('').slice(0, MAX_QUERY_LENGTH))
    .filter((q) => q.trim() !== '');

  it.each(['auto', 'strict', 'ignore'])('with diacritics=%s', async (diacritics) => {
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom('keyword', 'phrase'), async (q, mode) => {
        const answer = await answerTo({ q, mode, diacritics, size: '5' });
        if (typeof answer === 'string') return;
        // A date is a filter, and so may leave everything.
        if (!/từ|before/.test(q.normalize('NFC')))
          expect(answer.total.value).toBeLessThan(index.stored.length);
      }),
      { numRuns: 80 },
    );
  });

  const filled = (words: readonly string[]): string => {
    let q = '';
    for (let i = 0; q.length + 12 < MAX_QUERY_LENGTH; i++) q += `${words[i % words.length]} `;
    return q.trim();
  };

  it.each([
    ['words with marks', filled(['đản', 'bộ', 'huyệ', 'dân', 'đon'])],
    ['words without', filled(['dan', 'don', 'an', 'e', 'o'])],
    ['a phrase', `"${filled(['dan', 'đon', 'duong', 'đuong'])}"`],
    ['a loose phrase', `"${filled(['dan', 'đon', 'duong'])}"~20`],
    ['stars', 'th* tr* ng* nh* ch* kh* ph* gi* qu* đa*'],
    ['codes', filled(['05-CT/TW', '21-KL/TW', 'TP.HCM'])],
    ['alternatives', filled(['dan OR', 'đon OR']) + ' an'],
    ['exclusions', `bản ${filled(['-dan', '-"đon duong"'])}`],
    ['abbreviations', filled(['UBND', 'HĐND', 'TP.HCM', 'BHXH'])],
    ['abbreviations in a phrase', `"${filled(['UBND', 'HĐND', 'TP.HCM'])}"`],
    ['one word', 'đ'.repeat(MAX_QUERY_LENGTH)],
    ['one number', '1'.repeat(MAX_QUERY_LENGTH)],
    ['brackets', `${'('.repeat(250)}bão${')'.repeat(250)}`],
  ])('of the greatest length: %s', async (_what, q) => {
    for (const mode of ['keyword', 'phrase']) {
      for (const diacritics of ['auto', 'ignore']) {
        const answer = await answerTo({ q: q.slice(0, MAX_QUERY_LENGTH), mode, diacritics });
        if (typeof answer !== 'string') expect(answer.partial).toBe(false);
      }
    }
  });

  it('of many syllables that can each be read in dozens of ways', async () => {
    const body = filled(['đần', 'đồn', 'dần', 'đường', 'đỗ']);
    await index.put({ id: 'dense', title: 'Dày', body, publishedAt: '2010-01-01' });
    // One mark left out of each second syllable: only the step of at least the marks typed finds it.
    const q = filled(['đân', 'đôn', 'dân', 'đương', 'đô']);
    const { query: read, hits } = await index.search({ q, sort: 'newest' });
    expect(read.relaxed).toBe('marks');
    expect(hits.map(({ id }) => id)).toEqual(['dense']);
    // A phrase is never loosened.
    expect((await index.search({ q, mode: 'phrase', sort: 'newest' })).total.value).toBe(0);
  });
});
