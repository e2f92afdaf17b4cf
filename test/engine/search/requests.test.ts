import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Searcher } from '../../../src/engine/engine.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { createSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(
    ...Array.from({ length: 12 }, (_, i) => ({
      id: `xa-${i}`,
      title: `Đập thủy điện xả nước lần ${i}`,
      body: 'Thủy điện xả nước qua đập, công an tỉnh Sơn La canh gác hai bên bờ sông.',
      publishedAt: '2022-01-01',
    })),
  );
});

afterAll(() => index.close());

/** What a search asked of the engine, sorted: `articles`, a `count` of one query, `counts` of several at once. */
const asked = async (
  q: string,
): Promise<{ requests: string[]; suggestion: string | undefined; total: number }> => {
  const requests: string[] = [];
  const engine: Searcher = {
    search: (name, body, options) => {
      requests.push('size' in body && body.size === 0 ? 'count' : 'articles');
      return index.engine.search(name, body, options);
    },
    msearch: (name, bodies, options) => {
      requests.push('counts');
      return index.engine.msearch(name, bodies, options);
    },
  };
  const { query, total } = await searchArticles(
    { engine, index: index.index, abbreviations: NO_ABBREVIATIONS },
    index.request({ q }),
  );
  return { requests: requests.toSorted(), suggestion: query.suggestion, total: total.value };
};

describe('the requests of a search', () => {
  it('are one where all marks are typed', async () => {
    expect(await asked('thủy điện xả nước')).toEqual({
      requests: ['articles'],
      suggestion: undefined,
      total: 12,
    });
  });

  it('are, without marks, one for the articles and a count beside it: the page shows that the suggestion finds more', async () => {
    expect(await asked('thuy dien')).toEqual({
      requests: ['articles', 'count'],
      suggestion: 'thủy điện',
      total: 12,
    });
    // Remembered.
    expect(await asked('thuy dien')).toMatchObject({ requests: ['articles'], suggestion: 'thủy điện' });
  });

  it('are, with half of the marks, all under way at once', async () => {
    expect(await asked('xả nuoc song')).toEqual({
      requests: ['articles', 'count'],
      suggestion: 'xả nước sông',
      total: 12,
    });
    // What the pairs of syllables say is known by now: one reading of the query is asked for.
    expect((await asked('xả nuoc song')).requests).toEqual(['articles']);
  });

  it('are those as written and the evidence, where few marks could be missing', async () => {
    const { requests, total } = await asked('công an tỉnh Sơn La');
    expect(requests).toEqual(['articles', 'count']);
    expect(total).toBe(12);
  });

  it('are one for a longer query without marks', async () => {
    await index.put(
      ...Array.from({ length: 3 }, (_, i) => ({
        id: `cho-${i}`,
        title: 'Chợ phiên vùng cao họp sớm',
        body: 'Chợ phiên vùng cao họp sớm từ mờ sáng.',
        publishedAt: '2022-01-03',
      })),
    );
    expect(await asked('cho phien vung cao')).toEqual({
      requests: ['articles'],
      suggestion: 'chợ phiên vùng cao',
      total: 3,
    });
  });

  it('count both queries where the page cannot tell', async () => {
    await index.put(
      ...Array.from({ length: 12 }, (_, i) => ({
        id: `bo-${i}`,
        title: `Bo mang lên nương, lần ${i}`,
        body: 'Bo mang gùi ngô về.',
        publishedAt: '2022-01-02',
      })),
      ...Array.from({ length: 40 }, (_, i) => ({
        id: `mang-${i}`,
        title: `Bờ măng ven suối, bờ măng xanh ${i}`,
        body: 'Bờ măng mọc dày, bờ măng xanh mướt.',
        publishedAt: '2022-01-02',
      })),
    );
    const { requests, suggestion } = await asked('bo mang');
    expect(requests).toEqual(['articles', 'count', 'counts']);
    expect(suggestion).toBe('bờ măng');
  });
});
