import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchesIndices, type CounterDocument } from '../../src/desk/stats/searches-index.ts';
import type { SearchStatistics } from '../../src/domain/search-statistics.ts';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import { digestOfKey, type ApiKey } from '../../src/http/keys/api-key.ts';
import { parseKeys } from '../../src/http/keys/parse-keys.ts';
import { realApp, type RealApp } from './real-app.ts';

const keyOf = (name: string, scopes: readonly string[], more: object = {}): readonly ApiKey[] =>
  parseKeys(
    JSON.stringify({
      keys: [{ name, sha256: digestOfKey(name).toString('hex'), scopes, ...more }],
    }),
  );

const KEYS = [
  ...keyOf('khoa-cua-ban-bien-tap', ['desk']),
  ...keyOf('khoa-cua-ban-doc-tra-tien', ['search']),
  ...keyOf('khoa-cua-doi-tac-mot-phan', ['search', 'desk'], { filters: { section: ['Kinh tế'] } }),
];
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const DESK = { headers: bearer('khoa-cua-ban-bien-tap') };
const PART = { headers: bearer('khoa-cua-doi-tac-mot-phan') };

const apps: RealApp[] = [];
const counting = async (more: Partial<Parameters<typeof realApp>[0]> = {}): Promise<RealApp> => {
  const app = await realApp({ samples: true, fileKeys: () => KEYS, statsDays: 90, ...more });
  apps.push(app);
  return app;
};

afterAll(async () => {
  for (const app of apps) await app.close();
});

const stored = async (app: RealApp): Promise<CounterDocument[]> => {
  await app.writeCounted();
  const { hits } = await app.engine.search<CounterDocument>(searchesIndices(app.alias), { size: 1_000 });
  return hits
    .map(({ source }) => source as CounterDocument)
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};

const ask = (app: RealApp, path: string, init: RequestInit = {}, address = '127.0.0.1') =>
  app.app.request(`http://localhost${path}`, init, { incoming: { socket: { remoteAddress: address } } });

const read = async (app: RealApp, rest = ''): Promise<SearchStatistics> =>
  (await (await app.send(`/v1/stats/searches?days=2${rest}`, DESK)).json()) as SearchStatistics;

const click = (app: RealApp, body: unknown, headers: Record<string, string> = {}) =>
  app.send('/v1/clicks', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const AN_ID = 'bvc-20220221-gia-xang';

describe('what is stored', () => {
  it('is the same whoever searches, from wherever, by whichever key', async () => {
    const now = Date.parse('2026-11-29T12:34:56+07:00');
    const readers = [
      { address: '127.0.0.1', headers: {} },
      {
        address: '203.0.113.77',
        headers: {
          ...bearer('khoa-cua-ban-doc-tra-tien'),
          'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
          'Accept-Language': 'th',
          Referer: 'https://bao.example/trang-rieng',
          Cookie: 'ten=ai-do',
          'X-Request-Id': 'phien-cua-toi',
          'X-Forwarded-For': '198.51.100.9',
        },
      },
    ];
    const kept: CounterDocument[][] = [];
    for (const { address, headers } of readers) {
      const app = await counting({ clock: () => now });
      for (const path of ['/v1/search?q=thủy+điện&section=Kinh+tế', '/?q=Thuy+Dien', '/v1/search?q=qqqqzz'])
        expect((await ask(app, encodeURI(path), { headers }, address)).status).toBe(200);
      const body = JSON.stringify({ q: 'thủy điện', id: AN_ID, rank: 2 });
      const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body };
      expect((await ask(app, '/v1/clicks', init, address)).status).toBe(204);
      kept.push((await stored(app)).map((one) => ({ ...one, tookMs: 0 })));
    }
    expect(kept[0]).toHaveLength(4);
    expect(kept[1]).toEqual(kept[0]);
    expect(JSON.stringify(kept)).not.toMatch(/203|Firefox|rieng|ai-do|phien|198|12:34|05:34|Kinh/);
  }, 120_000);
});

describe('a search', () => {
  let app: RealApp;
  beforeAll(async () => {
    app = await counting();
  });

  it('is counted when a reader makes it, once', async () => {
    for (const path of ['/v1/search?q=huyen', '/?q=huyen', '/v1/search?q=huyen&from=2020&tag=a&relax=false'])
      expect((await app.send(path)).status).toBe(200);
    expect((await read(app)).searches).toEqual([]);
    const counted = await stored(app);
    expect(counted).toMatchObject([{ query: 'huyen', searches: 3, filters: { date: 1, tag: 1 } }]);
  });

  it('is not counted where no reader makes it, or none anew', async () => {
    const before = await stored(app);
    const paged = (await (await app.send('/v1/search?q=xa&size=1&fields=title')).json()) as {
      nextCursor: string;
    };
    await stored(app);
    const cursor = encodeURIComponent(paged.nextCursor);
    const paths: readonly (readonly [string, RequestInit?])[] = [
      ['/v1/search?q=xa&size=1&page=2'],
      [`/v1/search?q=xa&size=1&cursor=${cursor}`],
      ['/v1/search?from=2020'],
      ['/?from=2020'],
      ['/'],
      ['/v1/search?q=xa&explain=true'],
      ['/v1/feed.atom?q=xa'],
      ['/v1/suggest?q=xa'],
      ['/v1/trends?q=xa'],
      [`/articles/${AN_ID}?q=xa`],
      ['/v1/search?q=xa', { method: 'HEAD' }],
      ['/?q=xa', { headers: { 'Sec-Purpose': 'prefetch;prerender' } }],
      ['/?q=xa', { headers: { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' } }],
      ['/?q=xa', { headers: { DNT: '1' } }],
      ['/v1/search?q=xa', { headers: { 'Sec-GPC': '1' } }],
      ['/v1/search?q=xa', PART],
    ];
    for (const [path, init] of paths) expect((await app.send(path, init)).status, path).toBe(200);
    const many = { searches: [{ q: 'xa' }] };
    const posted = await app.send('/v1/searches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(many),
    });
    expect(posted.status).toBe(200);
    const after = await stored(app);
    expect(after.filter(({ query }) => query !== 'xa')).toEqual(before);
    expect(after.filter(({ query }) => query === 'xa')).toMatchObject([{ searches: 1 }]);
  });
});

describe('GET /v1/stats/searches', () => {
  let app: RealApp;
  beforeAll(async () => {
    app = await counting();
    for (let times = 0; times < 6; times++) {
      await app.search({ q: 'thủy điện' });
      await app.search({ q: 'qqqqzz xxyyzz' });
      expect((await click(app, { q: 'thủy điện', id: AN_ID, rank: 3 })).status).toBe(204);
    }
    await app.search({ q: 'tên của tôi' });
    await app.writeCounted();
  });

  it('tells what is searched for, what is not found, and what is opened', async () => {
    const top = await read(app);
    expect(top.atLeast).toBe(5);
    expect(top.total).toMatchObject({ searches: 13, clicks: 6, filters: { date: 0 } });
    expect(top.searches.find(({ q }) => q === 'thủy điện')).toMatchObject({
      searches: 6,
      withoutHits: 0,
      clicks: 6,
      clickRate: 1,
      meanRank: 3,
    });
    const empty = await read(app, '&kind=empty');
    expect(empty.searches.map(({ q, withoutHits }) => [q, withoutHits])).toEqual([['qqqqzz xxyyzz', 1]]);
    expect(JSON.stringify([top, empty])).not.toContain('tên của tôi');
  });

  it('is a table for a spreadsheet, too', async () => {
    const response = await app.send('/v1/stats/searches?format=csv', DESK);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = (await response.text()).trim().split('\r\n');
    expect(head).toBe('q,searches,hits,withoutHits,loosened,corrected,clicks,clickRate,meanRank,tookMs');
    expect(rows.find((row) => row.startsWith('thủy điện'))).toMatch(/^thủy điện,6,\d+,0,0,0,6,1,3,\d+$/);
  });

  it('is for the newsroom', async () => {
    const path = '/v1/stats/searches';
    expect((await app.send(path)).status).toBe(401);
    expect((await app.send(path, { headers: bearer('khoa-cua-ban-doc-tra-tien') })).status).toBe(403);
    // What others search for says something of what is not in its part.
    expect((await app.send(path, PART)).status).toBe(403);
    const open = await counting({ samples: false, fileKeys: null });
    expect((await open.send(path)).status).toBe(200);
    expect((await ask(open, path, {}, '203.0.113.77')).status).toBe(403);
  });

  it('refuses what it cannot read', async () => {
    for (const rest of ['kind=all', 'days=0', 'from=2026-02-02&to=2026-02-01', 'size=501', 'x=1'])
      expect((await app.send(`/v1/stats/searches?${rest}`, DESK)).status, rest).toBe(400);
  });
});

describe('POST /v1/clicks', () => {
  let app: RealApp;
  beforeAll(async () => {
    app = await counting();
  });

  it('takes what browsers send, and nothing else', async () => {
    const good = { q: 'rừng', id: AN_ID, rank: 1 };
    expect((await click(app, good)).status).toBe(204);
    expect((await click(app, good, { 'Content-Type': 'application/json' })).status).toBe(204);
    for (const [body, status] of [
      [{ ...good, rank: 0 }, 400],
      [{ ...good, rank: 1.5 }, 400],
      [{ ...good, id: 'a b' }, 400],
      [{ ...good, q: '' }, 400],
      [{ ...good, q: 'a'.repeat(513) }, 400],
      [{ ...good, reader: 'ai-do' }, 400],
      ['{', 400],
      ['[]', 400],
      [`"${'a'.repeat(9_000)}"`, 413],
    ] as const)
      expect((await click(app, body)).status, JSON.stringify(body).slice(0, 80)).toBe(status);
    expect((await click(app, good, { 'Content-Type': 'text/html' })).status).toBe(415);
    expect(await stored(app)).toMatchObject([{ query: 'rừng', article: AN_ID, clicks: 2, ranks: 2 }]);
  });

  it('tells nobody whether there is such an article, and counts those that readers see', async () => {
    const before = await stored(app);
    for (const id of ['khong-co', 'bvc-20990210-hoi-xuan-phieng-bay', 'msn-20220705-thong-bao-cat-dien'])
      expect((await click(app, { q: 'rừng', id, rank: 1 })).status).toBe(204);
    for (const headers of [{ DNT: '1' }, { 'Sec-GPC': '1' }, PART.headers])
      expect((await click(app, { q: 'rừng', id: AN_ID, rank: 1 }, headers)).status).toBe(204);
    expect((await click(app, { q: '0912 345 678', id: AN_ID, rank: 1 })).status).toBe(204);
    expect(await stored(app)).toEqual(before);
  });
});

describe('what many search for', () => {
  const POPULAR = 'class="popular"';
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 300; tries++) {
      const found = await look();
      if (found !== undefined) return found;
      await sleep(200);
    }
    throw new Error('It does not come.');
  };
  const suggested = async (app: RealApp, q: string) => {
    const { suggestions } = (await (
      await app.send(`/v1/suggest?q=${encodeURIComponent(q)}`)
    ).json()) as Suggestions;
    return suggestions.find(({ kind }) => kind === 'popular');
  };

  it('is suggested with its marks, and shown on the start page, where it finds something', async () => {
    const now = Date.parse('2026-11-29T12:00:00+07:00');
    const app = await counting({ clock: () => now, fileKeys: null });
    const put = async (id: string, more: object): Promise<void> => {
      const response = await app.send(`/v1/articles/${id}?refresh=wait`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          title: 'Chuyện ở bản',
          body: 'Người dân làm mộc nhĩ xứ lạnh.',
          publishedAt: '2026-11-01',
          ...more,
        }),
      });
      expect(response.status).toBe(201);
    };
    await put('moc-nhi-1', { visibleUntil: '2026-11-30' });
    await put('moc-nhi-2', {});
    await put('moc-nhi-kin', { visibleFrom: '2027-01-01' });
    expect(await suggested(app, 'mộc')).toBeUndefined();
    expect(await (await app.send('/')).text()).not.toContain(POPULAR);
    for (const [q, times] of [
      ['moc nhi', 20],
      ['mộc nhĩ', 6],
      ['mộc nhĩ -lạnh', 9],
      ['mộc qqqq zzzz', 10],
      ['mộc xứ lạnh', 4],
    ] as const)
      for (let i = 0; i < times; i++) await app.search({ q });
    await app.writeCounted();
    const first = await until(() => suggested(app, 'moc'));
    expect(first).toMatchObject({ text: 'mộc nhĩ', q: 'mộc nhĩ', count: 2, id: null });
    const vietnamese = await (await app.send('/?lang=vi')).text();
    expect(vietnamese).toMatch(/Nhiều người tìm<\/h2>.*?href="[^"]*q=m%E1%BB%99c\+nh%C4%A9[^"]*"/s);
    expect(vietnamese).not.toMatch(/qqqq|mộc nhĩ -lạnh|mộc xứ lạnh/);
    expect(await (await app.send('/?lang=en')).text()).toContain('Popular searches</h2>');
  }, 120_000);
});

describe('a service that counts nothing', () => {
  it('makes no index, says so, and its page tells nobody what is opened', async () => {
    const app = await counting({ statsDays: 0, fileKeys: null });
    const page = await (await app.send('/?q=huyen')).text();
    expect(page).not.toContain('data-clicks');
    for (const response of [
      await app.send('/v1/stats/searches'),
      await click(app, { q: 'a', id: 'a', rank: 1 }),
    ]) {
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('TIMBAO_STATS_DAYS');
    }
    await app.writeCounted();
    expect(await app.engine.listIndices(searchesIndices(app.alias))).toEqual([]);
    const other = await counting({ fileKeys: null });
    expect(await (await other.send('/?q=huyen')).text()).toContain('data-clicks="huyen"');
  });
});
