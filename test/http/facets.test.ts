import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { put } from '../unit/http/try-app.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: true });
});

afterAll(() => real.close());

describe('facets of GET /v1/search', () => {
  it('come with the hits, by comma or repeated', async () => {
    const { hits, total, facets } = await real.search({ q: 'xã', facets: 'year,section', relax: 'false' });
    expect(hits).toHaveLength(10);
    expect(Object.keys(facets ?? {})).toEqual(['year', 'section']);
    expect(facets?.year?.reduce((sum, { count }) => sum + count, 0)).toBe(total.value);
    const repeated = await real.send('/v1/search?q=x%C3%A3&relax=false&facets=section&facets=year');
    expect(((await repeated.json()) as SearchResult).facets).toEqual(facets);
  });

  it('can be narrowed to with the values and days that they show', async () => {
    const { facets } = await real.search({ q: 'xã', facets: 'month,author', relax: 'false' });
    const month = facets?.month?.find(({ count }) => count > 1);
    const author = facets?.author?.at(0);
    if (month === undefined || author === undefined) throw new Error('The samples have changed.');
    const { from, to } = month;
    expect((await real.search({ q: 'xã', relax: 'false', from, to })).total.value).toBe(month.count);
    const byAuthor = await real.search({ q: 'xã', relax: 'false', author: author.value });
    expect(byAuthor.total.value).toBe(author.count);
  });

  it('have the longest names that articles may have, which can be filtered by', async () => {
    const section = `Chuyên mục ${'d'.repeat(289)}`;
    expect(section).toHaveLength(300);
    const article = { title: 'Tên dài', body: 'Nội dung.', publishedAt: '2022-01-21', section };
    const stored = await real.send('/v1/articles/ten-dai?refresh=wait', put(article));
    expect(stored.status).toBe(201);
    const { facets, total } = await real.search({ section, facets: 'section' });
    expect(total.value).toBe(1);
    expect(facets?.section).toContainEqual({ value: section, count: 1 });
  });

  it('are refused for more days than are given at once, with what to do', async () => {
    const article = { title: 'Báo cũ', body: 'Số báo đầu tiên.', publishedAt: '1865-04-15' };
    expect((await real.send('/v1/articles/bao-cu?refresh=wait', put(article))).status).toBe(201);
    const refused = await real.send('/v1/search?from=1800&facets=day');
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      code: 'invalid_parameters',
      errors: [{ path: 'facets', message: expect.stringContaining('narrow the search with from and to') }],
    });
    const { facets } = await real.search({ from: '1800', facets: 'month' });
    expect(facets?.month?.at(0)).toMatchObject({ value: '1865-04', count: 1 });
  });
});
