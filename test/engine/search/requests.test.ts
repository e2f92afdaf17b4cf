import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import type { Searcher } from '../../../src/engine/engine.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { viewNow } from '../../../src/domain/visibility.ts';
import { createReader } from '../../../src/search/reader.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { createSearchIndex } from './search-index.ts';
import type { Parameters, SearchIndex } from './search-index.ts';

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

/** What a search asked of the engine: `articles` in one reading of the query, or several `readings` at once. */
const asked = async (
  q: string,
  more: Parameters = {},
): Promise<{
  requests: string[];
  suggestion: string | undefined;
  relaxed: SearchResult['query']['relaxed'];
  total: number;
}> => {
  const requests: string[] = [];
  const isCount = (body: object): boolean => 'size' in body && body.size === 0;
  const engine: Searcher = {
    search: (name, body, options) => {
      requests.push(isCount(body) ? 'count' : 'articles');
      return index.engine.search(name, body, options);
    },
    msearch: (name, bodies, options) => {
      requests.push(bodies.some(isCount) ? 'counts' : `${bodies.length} readings`);
      return index.engine.msearch(name, bodies, options);
    },
  };
  const { query, total } = await searchArticles(
    {
      engine: createReader(engine, viewNow(Date.now)),
      index: index.index,
      abbreviations: NO_ABBREVIATIONS,
      ...(await index.language()),
    },
    index.request({ q, ...more }),
  );
  return { requests, suggestion: query.suggestion, relaxed: query.relaxed, total: total.value };
};

describe('the requests of a search', () => {
  it('are one where all marks are typed', async () => {
    expect(await asked('thủy điện xả nước')).toEqual({
      requests: ['articles'],
      suggestion: undefined,
      relaxed: null,
      total: 12,
    });
  });

  it('are one without marks, too, and the page shows that the suggestion finds more', async () => {
    const { requests, total, suggestion } = await asked('thuy dien');
    expect(requests).toEqual(['articles']);
    expect(total).toBe(12);
    expect(suggestion).toBe('thủy điện');
  });

  it('are one with half of the marks: what the pairs of syllables say is known', async () => {
    const { requests, total, suggestion } = await asked('xả nuoc song');
    expect(requests).toEqual(['articles']);
    expect(total).toBe(12);
    expect(suggestion).toBe('xả nước sông');
  });

  it('are one, as written, where few marks could be missing', async () => {
    const { requests, total } = await asked('công an tỉnh Sơn La');
    expect(requests).toEqual(['articles']);
    expect(total).toBe(12);
  });

  it('are one for a longer query without marks', async () => {
    await index.put(
      ...Array.from({ length: 6 }, (_, i) => ({
        id: `cho-${i}`,
        title: 'Chợ phiên vùng cao họp sớm',
        body: 'Chợ phiên vùng cao họp sớm từ mờ sáng.',
        publishedAt: '2022-01-03',
      })),
    );
    const { requests, total, suggestion } = await asked('cho phien vung cao');
    expect(requests).toEqual(['articles']);
    expect(total).toBe(6);
    expect(suggestion).toBe('chợ phiên vùng cao');
  });

  it('count nothing beside where the page cannot tell what is meant', async () => {
    await index.put(
      ...Array.from({ length: 12 }, (_, i) => ({
        id: `bo-${i}`,
        title: `Bo mang lên nương, lần ${i}`,
        body: 'Bo mang gùi ngô về.',
        publishedAt: '2022-01-02',
      })),
      ...Array.from({ length: 200 }, (_, i) => ({
        id: `mang-${i}`,
        title: `Bờ măng ven suối, bờ măng xanh ${i}`,
        body: 'Bờ măng mọc dày, bờ măng xanh mướt.',
        publishedAt: '2022-01-02',
      })),
    );
    const { requests, total, suggestion } = await asked('bo mang');
    expect(requests).toEqual(['articles']);
    expect(total).toBe(212);
    expect(suggestion).toBe('bờ măng');
  });

  it('are two where too little is found: the second for every reading that may be needed', async () => {
    expect(await asked('thủy điện xả nước kryptonit')).toMatchObject({
      requests: ['articles', '4 readings'],
      relaxed: 'words',
      total: 12,
    });
    expect(await asked('thuy dien xa nuoc kryptonit')).toMatchObject({
      requests: ['articles', '1 readings'],
      relaxed: 'words',
      total: 12,
    });
    // In a likelier spelling, with at least its marks, and with any.
    expect(await asked('thúy "điện xả"')).toMatchObject({
      requests: ['articles', '3 readings'],
      relaxed: null,
      total: 12,
    });
  });

  it('are two for a question at most, which is first asked for most of its words', async () => {
    const q = 'ai là người canh gác đập thủy điện xả nước ở hai bên bờ sông';
    expect(await asked(q)).toMatchObject({ requests: ['articles'], relaxed: 'words', total: 12 });
  });

  it('are one where nothing is to be loosened, and one more about why it finds nothing', async () => {
    expect(await asked('"thúy điện xả"', { relax: 'false' })).toMatchObject({
      requests: ['articles', 'counts', 'articles'],
      relaxed: null,
      total: 0,
    });
    expect((await asked('thúy điện xả nước', { relax: 'false' })).requests.slice(0, 2)).toEqual([
      'articles',
      'counts',
    ]);
  });

  it('ask for no articles where there is nothing to search for', async () => {
    expect(await asked('?!')).toMatchObject({ requests: [], total: 0 });
    expect(await asked('-kryptonit')).toMatchObject({ requests: ['counts'], total: 0 });
  });
});
