import { load } from 'cheerio/slim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordCorpus } from '../support/word-corpus.ts';
import { realApp, type RealApp } from './real-app.ts';

// Words and slips in every call that searches, over an archive that is large enough to tell its words.

let real: RealApp;
const articles = wordCorpus();

beforeAll(async () => {
  real = await realApp({ samples: false });
  const response = await real.send('/v1/articles/bulk?refresh=wait', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: articles.map((article) => JSON.stringify(article)).join('\n'),
  });
  expect(await response.text()).toContain(`"created":${articles.length}`);
}, 120_000);

afterAll(() => real.close());

const PUPILS = articles.filter(({ id }) => id.startsWith('pupils')).map(({ id }) => id);

const NEWEST = articles
  .filter(({ id }) => id.startsWith('pupils'))
  .toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
  .map(({ title }) => title);

const addressOf = (path: string, parameters: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(parameters).toString()}`;

describe('a word', () => {
  it.each(['học sinh', 'hoc sinh'])('is found as a word by every call: %s', async (q) => {
    const { total, hits, facets, query } = await real.search({
      q,
      sort: 'newest',
      facets: 'year',
      size: '100',
    });
    expect(query).toMatchObject({ relaxed: null, corrected: null });
    expect(total).toEqual({ value: PUPILS.length, exact: true });
    expect(hits.map(({ id }) => id).toSorted()).toEqual(PUPILS);
    expect((facets?.year ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(PUPILS.length);

    const exported = await real.send(addressOf('/v1/export', { q }));
    expect(exported.headers.get('x-total-count')).toBe(String(PUPILS.length));
    const ids = (await exported.text()).trim().split('\n');
    expect(ids.map((line) => (JSON.parse(line) as { id: string }).id).toSorted()).toEqual(PUPILS);

    const feed = await real.send(addressOf('/v1/feed.atom', { q, size: '20' }));
    const $ = load(await feed.text(), { xml: true });
    const entries = $('entry > title')
      .map((_, title) => $(title).text())
      .get();
    expect(entries).toHaveLength(20);
    expect(entries).toEqual(NEWEST.slice(0, 20));
  });
});

describe('explain=true', () => {
  it('tells how a query was read, step by step', async () => {
    const { query } = await real.search({ q: 'học sinh thủy điện', explain: 'true' });
    expect(query.trace?.[0]).toEqual({
      rung: 'typed',
      q: 'học sinh thủy điện',
      words: ['học sinh', 'thủy điện'],
      marks: 'written',
      extent: 'words',
      total: { value: 0, exact: true },
      taken: true,
    });
    expect(query.trace?.length).toBeGreaterThan(1);
    expect(query.trace?.findLast(({ taken }) => taken)?.extent).not.toBe('words');
    expect(query.relaxed).not.toBeNull();
  });

  it('tells of the likelier spelling that was tried', async () => {
    const { query, total } = await real.search({ q: 'học sính', explain: 'true' });
    expect(query).toMatchObject({ corrected: { from: 'học sính', to: 'học sinh' } });
    expect(query.trace).toMatchObject([
      { rung: 'typed', q: 'học sính', total: { value: 0 }, taken: true },
      { rung: 'corrected', q: 'học sinh', words: ['học sinh'], total, taken: true },
    ]);
  });

  it('is one step where the first reading finds enough, and none where it is not asked for', async () => {
    const { query } = await real.search({ q: 'học sinh', explain: 'true' });
    expect(query.trace).toHaveLength(1);
    expect((await real.search({ q: 'học sinh' })).query).not.toHaveProperty('trace');
  });
});

describe('a slip', () => {
  it('leads on by the cursor in the likelier spelling, and back with relax=false', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await real.search({
        q: 'học sính',
        size: '40',
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.query.corrected).toEqual({ from: 'học sính', to: 'học sinh' });
      ids.push(...page.hits.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids.toSorted()).toEqual(PUPILS);
    const typed = await real.search({ q: 'học sính', relax: 'false' });
    expect(typed).toMatchObject({ total: { value: 0 }, query: { corrected: null, suggestion: 'học sinh' } });
  });

  it('is said by an export in its header', async () => {
    const response = await real.send(addressOf('/v1/export', { q: 'học sính' }));
    expect(decodeURIComponent(response.headers.get('x-query-corrected') ?? '')).toBe('học sinh');
    expect(response.headers.get('x-total-count')).toBe(String(PUPILS.length));
    await response.body?.cancel();
  });
});
