import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import type { CheckedPin } from '../../src/domain/pin.ts';
import type { RelatedArticles } from '../../src/domain/related.ts';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { searchesIndices } from '../../src/desk/stats/searches-index.ts';
import { openAlertDesk } from '../support/alert-desk.ts';
import { realApp, type RealApp } from './real-app.ts';
import type { Scope } from '../../src/http/keys/api-key.ts';
import { fileKeysOf } from '../support/file-keys.ts';

let app: RealApp;
let inside: readonly string[];
let outside: readonly string[];

const SECTION = 'Kinh tế';
const FROM = '2021';

const scopes: readonly Scope[] = ['search', 'export', 'preview'];
const KEYS = fileKeysOf(
  // As somebody would write it who has another keyboard.
  { key: 'khoa-cua-doi-tac-1', scopes, more: { filters: { section: [SECTION.toUpperCase()], from: FROM } } },
  { key: 'khoa-cua-toa-soan-1', scopes },
  { key: 'khoa-cua-bien-tap-1', scopes: ['search', 'desk'] },
  { key: 'khoa-cua-he-thong-1', scopes: ['write'] },
  { key: 'khoa-cua-ban-doi-tac-1', scopes: ['search', 'desk'], more: { filters: { section: [SECTION] } } },
);
const NARROW = { headers: { Authorization: 'Bearer khoa-cua-doi-tac-1' } };
const WIDE = { headers: { Authorization: 'Bearer khoa-cua-toa-soan-1' } };

beforeAll(async () => {
  app = await realApp({ samples: true, fileKeys: () => KEYS, readsNeedKey: true, statsDays: 90 });
  const lines = (await (await app.send('/v1/export', WIDE)).text()).trim().split('\n');
  const articles = lines.map((line) => JSON.parse(line) as Article);
  const isInside = ({ section, publishedAt }: Article): boolean => section === SECTION && publishedAt >= FROM;
  inside = articles.filter(isInside).map(({ id }) => id);
  outside = articles.filter((article) => !isInside(article)).map(({ id }) => id);
  expect(inside.length).toBeGreaterThan(3);
  expect(outside.length).toBeGreaterThan(3);
});

afterAll(() => app.close());

const QUERIES = [
  '',
  'thủy điện',
  'huyen',
  '"xã hội"',
  'section:"Thời sự"',
  '-xã after:2015',
  'before:2021',
  'zzz',
];
const MORE = ['', '&facets=year,author,tag,source', '&collapse=true', '&sort=oldest', '&preview=true'];

describe('a key with filters', () => {
  it.each(QUERIES)('finds in its part what is there, and nothing else: %s', async (q) => {
    for (const more of MORE) {
      const asked = (rest: string) => `/v1/search?size=100&q=${encodeURIComponent(q)}${more}${rest}`;
      const found = (await (await app.send(asked('&from=2000'), NARROW)).json()) as SearchResult;
      const wanted = (await (
        await app.send(asked(`&section=${encodeURIComponent(SECTION)}&from=${FROM}`), WIDE)
      ).json()) as SearchResult;
      const idsOf = ({ hits }: SearchResult): string[] => hits.map(({ id }) => id).toSorted();
      expect(idsOf(found), more).toEqual(idsOf(wanted));
      expect([found.total, found.facets], more).toEqual([wanted.total, wanted.facets]);
    }
  });

  it('finds the same by many searches at once', async () => {
    const searches = QUERIES.map((q) => ({ q, from: '2000', size: 100, facets: ['year', 'author'] }));
    const ask = async (more: object, { headers }: typeof NARROW): Promise<SearchResult[]> => {
      const body = { searches: searches.map((one) => ({ ...one, ...more })) };
      const response = await app.sendJson('/v1/searches', body, { headers });
      const { answers } = (await response.json()) as { answers: { result: SearchResult }[] };
      return answers.map(({ result }) => result);
    };
    const [found, wanted] = await Promise.all([
      ask({}, NARROW),
      ask({ section: [SECTION], from: FROM }, WIDE),
    ]);
    const told = ({ hits, total, facets }: SearchResult): object => ({
      ids: hits.map(({ id }) => id).toSorted(),
      total,
      facets,
    });
    expect(found.map(told)).toEqual(wanted.map(told));
  });

  it('compares over time what is inside', async () => {
    const narrow = `&section=${encodeURIComponent(SECTION)}&from=${FROM}`;
    const path = `/v1/trends?q=huyen&q=%22x%C3%A3+h%E1%BB%99i%22&interval=year`;
    for (const format of ['json', 'csv']) {
      const [found, wanted] = await Promise.all(
        [path, path + narrow].map(async (one, i) => {
          const response = await app.send(`${one}&format=${format}`, i === 0 ? NARROW : WIDE);
          expect(response.status).toBe(200);
          return (await response.text()).replace(/"tookMs":\d+/, '');
        }),
      );
      expect(found).toBe(wanted);
    }
  });

  it('shows agents what is inside, and nothing else', async () => {
    const call = async (name: string, args: object, { headers }: typeof NARROW) => {
      const response = await app.send('/mcp', {
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name, arguments: args },
        }),
      });
      expect(response.status).toBe(200);
      const { result } = (await response.json()) as {
        result: { isError?: boolean; structuredContent?: Record<string, unknown> };
      };
      return result;
    };
    for (const query of QUERIES.filter((q) => q !== '')) {
      const [found, wanted] = await Promise.all([
        call('search_articles', { query, size: 20, sort: 'newest' }, NARROW),
        call('search_articles', { query, size: 20, sort: 'newest', section: [SECTION], from: FROM }, WIDE),
      ]);
      expect(found, query).toEqual(wanted);
    }
    for (const id of [...inside, ...outside])
      expect((await call('get_article', { id }, NARROW)).isError === true, id).toBe(outside.includes(id));
    const facts = await call('archive_facts', {}, NARROW);
    expect(facts.structuredContent).toMatchObject({
      articles: inside.length,
      sections: [{ name: SECTION, articles: inside.length }],
    });
  });

  it('counts nothing of what is outside', async () => {
    const path = '/v1/search?from=2000&facets=section,year';
    const { facets } = (await (await app.send(path, NARROW)).json()) as SearchResult;
    expect(facets?.section).toEqual([{ value: SECTION, count: inside.length }]);
    expect(facets?.year?.filter(({ value }) => value < FROM)).toEqual([]);
  });

  it('reads no other article, by its address, its page, or as related', async () => {
    for (const [ids, status] of [
      [inside, 200],
      [outside, 404],
    ] as const) {
      for (const id of ids) {
        for (const path of [`/v1/articles/${id}`, `/v1/articles/${id}?preview=true`, `/articles/${id}`]) {
          expect((await app.send(path, NARROW)).status, path).toBe(status);
        }
        const related = await app.send(`/v1/articles/${id}/related?size=20`, NARROW);
        expect(related.status, id).toBe(status);
        if (status !== 200) continue;
        const { related: others } = (await related.json()) as RelatedArticles;
        expect(others.filter((other) => outside.includes(other.id))).toEqual([]);
      }
    }
  });

  it('exports and lists its part alone, and is suggested nothing', async () => {
    const exported = (await (await app.send('/v1/export', NARROW)).text()).trim().split('\n');
    expect(exported.map((line) => (JSON.parse(line) as Article).id).toSorted()).toEqual(inside.toSorted());
    const page = await (await app.send('/trends?q=huyen&interval=year', NARROW)).text();
    const part = `/trends?q=huyen&interval=year&section=${encodeURIComponent(SECTION)}&from=${FROM}`;
    const figuresOf = (html: string): string[] =>
      html.match(/<td>.*?<\/td>/gs)?.map((cell) => cell.replace(/<[^>]*>/g, '')) ?? [];
    expect(figuresOf(page)).toEqual(figuresOf(await (await app.send(part, WIDE)).text()));
    for (const path of ['/v1/feed.atom?q=huyen&size=100', '/?q=huyen&size=100', '/']) {
      const text = await (await app.send(path, NARROW)).text();
      expect(outside.filter((id) => text.includes(id))).toEqual([]);
    }
    const suggest = (await (await app.send('/v1/suggest?q=h', NARROW)).json()) as Suggestions;
    expect(suggest.suggestions).toEqual([]);
  });

  it('is shown of what is pinned what is inside', async () => {
    const made = await app.send('/v1/pins', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer khoa-cua-bien-tap-1' },
      body: JSON.stringify({
        queries: ['huyen', 'thủy điện', 'zzz'],
        first: [...outside.slice(0, 8), ...inside.slice(0, 4)],
      }),
    });
    expect(made.status).toBe(201);
    for (const q of ['huyen', 'thủy điện', 'zzz']) {
      for (const more of MORE) {
        const path = `/v1/search?size=100&q=${encodeURIComponent(q)}${more}`;
        const { hits, total } = (await (await app.send(path, NARROW)).json()) as SearchResult;
        expect(
          hits.filter(({ id }) => outside.includes(id)),
          path,
        ).toEqual([]);
        expect(hits.length, path).toBe(total.value);
        expect(hits.filter(({ pinned }) => pinned === true).length, path).toBeGreaterThan(0);
      }
      const exported = (
        await (await app.send(`/v1/export?q=${encodeURIComponent(q)}`, NARROW)).text()
      ).trim();
      expect(outside.filter((id) => exported.includes(`"${id}"`))).toEqual([]);
    }
    // A key without the scope sees neither pins nor synonyms, nor the desk.
    for (const path of ['/v1/pins', '/v1/synonyms', '/desk/pins', '/desk/synonyms'])
      expect((await app.send(path, NARROW)).status, path).toBe(403);
  });

  it('is told of what is outside no more than that it does not see it', async () => {
    const pinned = async (first: readonly string[]): Promise<CheckedPin> => {
      const response = await app.send('/v1/pins', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: 'Bearer khoa-cua-ban-doi-tac-1' },
        body: JSON.stringify({ queries: ['bài ở ngoài'], first }),
      });
      expect(response.status).toBe(201);
      return (await response.json()) as CheckedPin;
    };
    const [seen = ''] = inside;
    const elsewhere = (await (await app.send('/v1/export', WIDE)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Article)
      .filter(({ section }) => section !== SECTION)
      .map(({ id }) => id)
      .slice(0, 5);
    const { warnings } = await pinned([seen, ...elsewhere, 'khong-co']);
    expect(warnings.map(({ path }) => path)).toEqual([...elsewhere, ''].map((_, i) => `first.${i + 1}`));
    const said = warnings.map(({ code, message }) => [code, message.replace(/“.*?”/, '')].join(' '));
    expect(new Set(said).size).toBe(1);
  });

  it('is told nothing of what others search for, and adds nothing to it', async () => {
    const desk = { headers: { Authorization: 'Bearer khoa-cua-ban-doi-tac-1' } };
    for (const kind of ['top', 'empty', 'rising'])
      expect((await app.send(`/v1/stats/searches?kind=${kind}`, desk)).status).toBe(403);
    await app.send('/v1/search?q=huyen', desk);
    const body = JSON.stringify({ q: 'huyen', id: inside[0], rank: 1 });
    expect((await app.send('/v1/clicks', { ...NARROW, method: 'POST', body })).status).toBe(204);
    await app.writeCounted();
    const query = { terms: { query: ['huyen', 'thủy điện'] } };
    const { hits } = await app.engine.search<{ searches?: number; clicks?: number }>(
      searchesIndices(app.alias),
      { query },
    );
    for (const { source } of hits) expect(source?.clicks).toBeUndefined();
    expect(await (await app.send('/', desk)).text()).not.toContain('class="popular"');
  });

  it('is alerted of what is inside, and has to do with no other alert', async () => {
    const sendJson = async (method: string, path: string, body: object, key: string): Promise<number> => {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
      return (await app.send(path, { method, headers, body: JSON.stringify(body) })).status;
    };
    const [narrow, wide, cms] = [
      'khoa-cua-ban-doi-tac-1',
      'khoa-cua-bien-tap-1',
      'khoa-cua-he-thong-1',
    ] as const;
    const inside = { headers: { Authorization: `Bearer ${narrow}` } };
    const all = { headers: { Authorization: `Bearer ${wide}` } };
    const alert = { name: 'Cảnh báo', search: { q: 'sạt lở' }, channel: { kind: 'feed' } };
    expect(await sendJson('PUT', '/v1/alerts/hep', alert, narrow)).toBe(201);
    expect(await sendJson('PUT', '/v1/alerts/rong', alert, wide)).toBe(201);
    expect(await sendJson('PUT', '/v1/alerts/khac', alert, cms)).toBe(403);
    // Whoever sees more may change it, and does not make it see more.
    expect(await sendJson('PUT', '/v1/alerts/hep', { ...alert, name: 'Cảnh báo 2' }, wide)).toBe(200);
    expect(await sendJson('PUT', '/v1/alerts/rong', alert, narrow)).toBe(403);
    // What is seen changes with the second: an article of this one may not be there yet.
    const publishedAt = new Date(Date.now() - 2_000).toISOString();
    const text = { title: 'Sạt lở ở đèo', body: 'Sạt lở lớn.', publishedAt };
    expect(await sendJson('PUT', '/v1/articles/tin-trong', { ...text, section: SECTION }, cms)).toBe(201);
    expect(await sendJson('PUT', '/v1/articles/tin-ngoai', { ...text, section: 'Xã hội' }, cms)).toBe(201);
    const desk = openAlertDesk(app.engine, app.alias);
    await desk.round();
    await desk.end();
    const read = async (path: string, init: RequestInit) => app.send(path, init);
    for (const rest of ['/deliveries', '/feed.atom', '/preview']) {
      const text = await (await read(`/v1/alerts/hep${rest}`, inside)).text();
      expect([text.includes('tin-trong'), text.includes('tin-ngoai')], rest).toEqual([true, false]);
      expect(await (await read(`/v1/alerts/rong${rest}`, all)).text(), rest).toContain('tin-ngoai');
      expect((await read(`/v1/alerts/rong${rest}`, inside)).status, rest).toBe(404);
    }
    expect((await read('/v1/alerts/rong', inside)).status).toBe(404);
    expect((await read('/v1/alerts/rong', { ...inside, method: 'DELETE' })).status).toBe(404);
    const { alerts } = (await (await read('/v1/alerts', inside)).json()) as { alerts: { id: string }[] };
    expect(alerts.map(({ id }) => id)).toEqual(['hep']);
    for (const id of ['tin-trong', 'tin-ngoai'])
      expect(await sendJson('DELETE', `/v1/articles/${id}`, {}, cms)).toBe(204);
  });

  it('goes on from a cursor within its part', async () => {
    const first = (await (
      await app.send('/v1/search?q=-zzz+after:2000&size=2&sort=newest', WIDE)
    ).json()) as SearchResult;
    const next = await app.send(
      `/v1/search?q=-zzz+after:2000&size=100&sort=newest&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
      NARROW,
    );
    expect(next.status).toBe(200);
    const { hits } = (await next.json()) as SearchResult;
    expect(hits.filter(({ id }) => outside.includes(id))).toEqual([]);
  });
});
