import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckedPin, PinWarning } from '../../src/domain/pin.ts';
import type { SearchResult } from '../../src/domain/search-result.ts';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import { openAlertDesk } from '../support/alert-desk.ts';
import { fileKeysOf } from '../support/file-keys.ts';
import { realApp, type RealApp } from './real-app.ts';

/** Of two archives of the same articles one has hidden ones besides. Nobody may be able to tell which it is. */
let plain: RealApp;
let hiding: RealApp;

const NOW = Date.parse('2025-03-01T08:00:00+07:00');
const clock = () => NOW;

const TEXT = `Khoáng tặc lại phá rừng thông ở đèo Pha Luông. Khoáng tặc đào hầm suốt đêm, kiểm lâm viên Giàng Mí Sử
cho biết máy xúc Komatsuri đã bị giữ. Người dân bản Huổi Quẩy chặn đường xe chở quặng vonfram.`;

const article = (id: string, more: object) => ({
  id,
  title: `Khoáng tặc phá rừng thông Pha Luông ${id}`,
  lead: 'Kiểm lâm viên Giàng Mí Sử giữ được máy xúc.',
  body: TEXT,
  captions: ['Hầm quặng vonfram ở Huổi Quẩy.'],
  section: 'Mục Kín Đáo',
  authors: ['Giàng Mí Sử'],
  tags: ['quặng vonfram'],
  source: 'Báo Huổi Quẩy',
  url: `https://bao.example/${id}.html`,
  publishedAt: '2024-05-06T07:00:00+07:00',
  ...more,
});

/** Every way of being hidden; the last is removed below. */
const HIDDEN = [
  article('kin-ngay-dang', { publishedAt: '2031-01-01' }),
  article('kin-cam-van', { visibleFrom: '2025-03-01T08:00:01+07:00' }),
  article('kin-rut-bai', { visibleUntil: '2025-03-01T08:00:00+07:00' }),
  article('kin-ca-hai', { visibleFrom: '2025-03-02', visibleUntil: '2025-03-03' }),
  article('kin-da-xoa', {}),
];

/** The text of an article that anybody may read, run elsewhere by one who may not show it any more. */
const TWIN_OF = 'bvc-20220221-gia-xang';

beforeAll(async () => {
  [plain, hiding] = await Promise.all(
    [1, 2].map(() => realApp({ samples: true, clock, statsDays: 90 })) as [
      Promise<RealApp>,
      Promise<RealApp>,
    ],
  );
  for (const app of [plain, hiding]) await makeAlerts(app);
  const twin = (await (await hiding.send(`/v1/articles/${TWIN_OF}`)).json()) as object;
  const all = [...HIDDEN, { ...twin, id: 'kin-ban-sao', visibleUntil: '2022-03-01' }];
  for (const one of all) {
    const stored = await hiding.put(one.id, one);
    expect(stored.status).toBe(201);
  }
  const removed = await hiding.send('/v1/articles/kin-da-xoa', { method: 'DELETE' });
  expect(removed.status).toBe(204);
  await hiding.engine.refresh(hiding.alias);
  for (const app of [plain, hiding]) {
    await putJson(app, `/v1/articles/${OPEN.id}`, OPEN);
    const desk = openAlertDesk(app.engine, app.alias, { clock });
    await desk.round();
    await desk.end();
    await untilAllIsRead(app);
    await untilMuchIsSearchedFor(app);
  }
}, 180_000);

afterAll(async () => {
  await plain.close();
  await hiding.close();
});

/** What anybody may be told of. */
const OPEN = {
  id: 'mo-cho-phien',
  title: 'Chợ phiên bản Tà Xùa họp lại',
  body: 'Bà con bán mận hậu, măng rừng.',
  publishedAt: '2025-02-28',
};

/** Alerts for what is hidden, and for what is not. */
const ALERTS = {
  tim: { q: 'khoáng tặc OR "chợ phiên"', throttle: 'at once' },
  gom: { q: 'rừng', throttle: 'daily 07:00' },
} as const;

const makeAlerts = async (app: RealApp): Promise<void> => {
  for (const [id, { q, throttle }] of Object.entries(ALERTS)) {
    const channel = { kind: 'feed' };
    const alert = { name: id, search: { q }, channel, throttle, maxAgeDays: null };
    await putJson(app, `/v1/alerts/${id}`, alert);
  }
};

const putJson = async (app: RealApp, path: string, body: object): Promise<void> => {
  const headers = { 'Content-Type': 'application/json' };
  const stored = await app.send(path, { method: 'PUT', body: JSON.stringify(body), headers });
  expect(stored.status, path).toBe(201);
};

const ofAlerts = (rest: string): string[] => Object.keys(ALERTS).map((id) => `/v1/alerts/${id}${rest}`);

/** The titles, and with them the names and the language. */
const untilAllIsRead = async (app: RealApp): Promise<void> => {
  // A machine that has much else to do takes longer to learn the language than /ready waits.
  for (let tries = 0; (await app.send('/ready')).status !== 200; tries++) {
    if (tries === 60) throw new Error('The language is not learnt.');
    await sleep(500);
  }
  for (let tries = 0; tries < 300; tries++) {
    const response = await app.send('/v1/suggest?q=chuy%E1%BB%83n');
    const { partial, suggestions } = (await response.json()) as Suggestions;
    if (!partial && suggestions.some(({ kind }) => kind !== 'title')) return;
    await sleep(100);
  }
  throw new Error('The titles are not read.');
};

/** What hidden articles alone hold, and what others hold as well; in the days that the test asks for. */
const untilMuchIsSearchedFor = async (app: RealApp): Promise<void> => {
  for (const q of ['khoáng tặc', 'giá xăng', 'quặng vonfram', 'chuyển đổi số', 'rừng'])
    for (let times = 0; times < 6; times++) {
      await app.search({ q });
      for (const id of IDS) await click(app, q, id);
    }
  await app.writeCounted();
  for (let tries = 0; tries < 600; tries++) {
    if ((await (await app.send('/')).text()).includes('class="popular"')) return;
    await sleep(100);
  }
  throw new Error('Nothing is popular.');
};

const click = (app: RealApp, q: string, id: string): Promise<Response> =>
  app.send('/v1/clicks', { method: 'POST', body: JSON.stringify({ q, id, rank: 1 }) });

const QUERIES = [
  'khoáng tặc',
  'khoang tac',
  '"phá rừng thông"',
  // Slips of words that hidden articles alone have.
  'khoág tặc',
  'quặg vonfam',
  'giàng mí sử',
  'author:"Giàng Mí Sử"',
  'section:"Mục Kín Đáo"',
  'tag:"quặng vonfram"',
  'title:khoáng',
  'khoá*',
  '*hoáng kh*ng',
  'khoáng NEAR/3 rừng',
  'atleast2(khoáng tặc)',
  'khoáng tặc đường sắt',
  'khoáng tặc -rừng',
  '-rừng after:2024',
  'giá xăng',
  'after:2030',
  'rừng',
  'chuyển đổi số',
];

const MORE = [
  '',
  '&facets=year,month,day,section,author,tag,source&accents=true&explain=true',
  '&collapse=true&facets=section',
  '&sort=newest&relax=false',
  '&sort=oldest&diacritics=ignore',
  '&mode=phrase&slop=5',
  '&from=2024&to=2031',
];

const BROWSED = [
  'from=2024',
  'from=2030&facets=year',
  'to=2050&facets=year,section,author,tag,source&size=100',
  'section=M%E1%BB%A5c+K%C3%ADn+%C4%90%C3%A1o',
  'author=Gi%C3%A0ng+M%C3%AD+S%E1%BB%AD&facets=section',
  'tag=qu%E1%BA%B7ng+vonfram',
  'source=B%C3%A1o+Hu%E1%BB%95i+Qu%E1%BA%A9y',
];

const searches = (path: string, more: readonly string[] = MORE, browsed = BROWSED): string[] => [
  ...QUERIES.flatMap((q) => more.map((rest) => `${path}?q=${encodeURIComponent(q)}${rest}`)),
  ...browsed.map((rest) => `${path}?${rest}`),
];

/** All that is searched for over time, by the eight. */
const TRENDS = [
  ...Array.from({ length: Math.ceil(QUERIES.length / 8) }, (_, i) =>
    QUERIES.slice(i * 8, (i + 1) * 8)
      .map((q) => `q=${encodeURIComponent(q)}`)
      .join('&'),
  ),
  ...['day&from=2024', 'week&from=2024', 'year&from=2024&to=2050', 'year', 'year&format=csv'].map(
    (rest) => `q=kho%C3%A1ng&q=r%E1%BB%ABng&interval=${rest}`,
  ),
  ...BROWSED.map((rest) => `q=r%E1%BB%ABng&interval=year&${rest.replace(/&?(?:facets|size)=[^&]*/g, '')}`),
];

const IDS = [...HIDDEN.map(({ id }) => id), 'kin-ban-sao', TWIN_OF, 'bvc-20210523-ngay-hoi-bau-cu'];

const ofEach = (path: (id: string) => string): string[] => IDS.map(path);

const TYPED = ['kho', 'khoáng t', 'khoag', 'pha lu', 'giàng', 'mục k', 'quặng v', 'giá x', 'chuyển'];

/** What is asked of every route that reads. Whoever adds a route says here in which ways it could tell of an article. */
const READING: Readonly<Record<string, readonly string[]>> = {
  '/': [...searches('/', ['', '&collapse=false&sort=newest']), '/'],
  '/v1/search': searches(
    '/v1/search',
    MORE.map((rest) => `${rest}&size=100`),
  ),
  '/v1/suggest': TYPED.flatMap((q) => [
    `/v1/suggest?q=${encodeURIComponent(q)}&size=20`,
    `/v1/suggest?q=${encodeURIComponent(q)}&format=opensearch&lang=vi`,
  ]),
  '/v1/feed.atom': [...searches('/v1/feed.atom', ['']), '/v1/feed.atom?size=100'],
  '/v1/export': [
    ...searches('/v1/export', ['', '&format=csv&sort=newest']),
    '/v1/export',
    '/v1/export?format=csv',
  ],
  '/v1/articles/:id': ofEach((id) => `/v1/articles/${id}`),
  '/v1/articles/:id/related': ofEach((id) => `/v1/articles/${id}/related?size=20`),
  '/articles/:id': ofEach((id) => `/articles/${id}?q=kho%C3%A1ng`),
  '/v1/stats/searches': ['top', 'empty', 'rising'].flatMap((kind) =>
    ['json', 'csv'].map(
      (format) => `/v1/stats/searches?kind=${kind}&from=2025-03-01&to=2025-03-02&format=${format}`,
    ),
  ),
  '/v1/trends': TRENDS.map((rest) => `/v1/trends?${rest}`),
  '/trends': ['', ...TRENDS, ...TRENDS.map((rest) => `${rest}&show=share&lang=en`)].map(
    (rest) => `/trends?${rest}`,
  ),
  '/v1/alerts': ['/v1/alerts'],
  '/v1/alerts/:id': ofAlerts(''),
  '/v1/alerts/:id/preview': ofAlerts('/preview?size=1000'),
  '/v1/alerts/:id/deliveries': ['', '?state=waiting', '?state=sent'].flatMap((rest) =>
    ofAlerts(`/deliveries${rest}`),
  ),
  '/v1/alerts/:id/feed.atom': ofAlerts('/feed.atom?size=100'),
  '/v1/analyze': ['/v1/analyze?text=kho%C3%A1ng'],
  '/opensearch.xml': ['/opensearch.xml'],
  '/openapi.json': ['/openapi.json'],
  '/docs': ['/docs'],
  '/demo': ['/demo'],
  '/advanced': ['', '&only=preview'].flatMap((more) => [
    `/advanced?all=kho%C3%A1ng${more}`,
    `/advanced?q=kho%C3%A1ng+t%C3%A1c-gi%E1%BA%A3:Inh&lang=en${more}`,
  ]),
  '/assets/:name': ['/assets/none.js'],
  '/timbao-search.js': ['/timbao-search.js'],
  '/v1/pins': ['/v1/pins'],
  '/v1/pins/:id': ['/v1/pins/none'],
  '/v1/synonyms': ['/v1/synonyms'],
  '/desk': ['/desk'],
  '/desk/pins': ['/desk/pins', '/desk/pins?pin=none', '/desk/pins?remove=none'],
  '/desk/synonyms': ['/desk/synonyms', '/desk/synonyms?entry=none'],
  '/desk/alerts': [
    '/desk/alerts',
    '/desk/alerts?preview=tim',
    '/desk/alerts?deliveries=tim',
    '/desk/alerts?alert=gom',
  ],
  '/desk/searches': ['/desk/searches', '/desk/searches?kind=empty', '/desk/searches?kind=rising&days=90'],
  '/robots.txt': ['/robots.txt'],
  '/favicon.ico': ['/favicon.ico'],
  '/health': ['/health'],
  '/ready': ['/ready'],
  '/metrics': ['/metrics'],
};

/** These tell whoever may write what became of it, and nothing of what was stored. */
const WRITING = [
  'PUT /v1/articles/:id',
  'DELETE /v1/articles/:id',
  'POST /v1/articles/bulk',
  'POST /v1/pins',
  'PUT /v1/pins/:id',
  'DELETE /v1/pins/:id',
  'PUT /v1/synonyms/:id',
  'DELETE /v1/synonyms/:id',
  'POST /desk/pins',
  'POST /desk/synonyms',
  'POST /desk/alerts',
  'POST /desk/searches',
  'POST /desk/session',
  'POST /v1/alerts',
  'PUT /v1/alerts/:id',
  'DELETE /v1/alerts/:id',
  'POST /v1/alerts/:id/deliveries/:delivery/resend',
];

/** What is another in each answer, or comes of how the engine weighs words: hidden ones count among all there are. */
const normal = (text: string): string => {
  const same = text
    .replace(/"(tookMs|score|uptimeSeconds)":[^,}]+/g, '"$1":0')
    .replace(/"(requestId|nextCursor)":"[^"]*"/g, '"$1":""')
    .replace(/cursor=[^"&]*/g, 'cursor=')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid');
  // The last column of a table of searches.
  if (same.startsWith('q,searches')) return same.replace(/,\d+(?=\r?$)/gm, ',0');
  // A page tells in words how long it took.
  return same.startsWith('<') ? same.replace(/\b\d+[.,]\d+\b/g, 'time') : same;
};

interface Posted {
  readonly path: string;
  readonly body: object;
}

/** The searches that are asked for by address, asked for by the fifty. */
const manySearches = (): Posted[] => {
  const all = searches('').map((address) => {
    const parameters: Record<string, string | string[]> = {};
    for (const [name, value] of new URLSearchParams(address)) parameters[name] = value;
    return parameters;
  });
  return Array.from({ length: Math.ceil(all.length / 50) }, (_, i) => ({
    path: '/v1/searches',
    body: { searches: all.slice(i * 50, (i + 1) * 50) },
  }));
};

/** What agents ask: every tool. */
const calls = (): Posted[] =>
  [
    ...QUERIES.map((query) => ['search_articles', { query, size: 20 }] as const),
    ['search_articles', { section: ['Mục Kín Đáo'] }] as const,
    ['search_articles', { from: '2024', sort: 'newest' }] as const,
    ...IDS.map((id) => ['get_article', { id }] as const),
    ['compare_coverage', { queries: QUERIES.slice(0, 8) }] as const,
    ['compare_coverage', { queries: ['rừng'], interval: 'day', from: '2024' }] as const,
    ['archive_facts', {}] as const,
  ].map(([name, args], id) => ({
    path: '/mcp',
    body: { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } },
  }));

/** What reads by another method, and how it is asked. */
const readingByPost = (): Readonly<Record<string, readonly Posted[]>> => ({
  '/v1/searches': manySearches(),
  '/mcp': calls(),
  '/v1/clicks': IDS.map((id) => ({ path: '/v1/clicks', body: { q: 'khoáng tặc', id, rank: 1 } })),
});

/** What a tool answers, its quotations in one order. */
const callInOrder = (text: string): unknown => {
  const { result } = JSON.parse(text) as {
    result: { content: { text: string }[]; structuredContent?: { quotations?: { id: string }[] } };
  };
  const { content, structuredContent = {} } = result;
  return {
    ...structuredContent,
    quotations: structuredContent.quotations?.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    lines: content.flatMap((one) => one.text.split('\n')).toSorted(),
  };
};

/** By relevance they may stand in another order. */
const hitsInOrder = ({ hits, ...rest }: SearchResult): object => ({
  ...rest,
  hits: hits.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});

const inOrder = (path: string, text: string): unknown => {
  if (path === '/mcp') return callInOrder(text);
  if (path === '/v1/searches') {
    const { answers } = JSON.parse(text) as { answers: { result: SearchResult }[] };
    return answers.map(({ result }) => hitsInOrder(result));
  }
  if (!path.startsWith('/v1/search')) {
    return path.startsWith('/v1/export') ? text.split('\n').sort() : text;
  }
  return hitsInOrder(JSON.parse(text) as SearchResult);
};

const answerOf = async (app: RealApp, path: string, init: RequestInit = {}): Promise<unknown> => {
  const response = await app.send(path, init);
  const body = inOrder(path, normal(await response.text()));
  return { status: response.status, total: response.headers.get('x-total-count'), body };
};

describe('an embargoed, a withdrawn and a removed article', () => {
  it('are looked for by every route there is', () => {
    const routes = new Set(
      hiding.app.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`])),
    );
    expect([...routes].toSorted()).toEqual(
      [
        ...Object.keys(READING).map((path) => `GET ${path}`),
        ...Object.keys(readingByPost()).map((path) => `POST ${path}`),
        ...WRITING,
      ].toSorted(),
    );
  });

  it.each(Object.keys(READING).filter((path) => path !== '/metrics'))(
    'leave no trace in GET %s',
    async (route) => {
      for (const path of READING[route] ?? []) {
        expect(await answerOf(hiding, path), path).toEqual(await answerOf(plain, path));
      }
    },
    120_000,
  );

  it.each(Object.keys(readingByPost()))(
    'leave no trace in POST %s',
    async (route) => {
      for (const { path, body } of readingByPost()[route] ?? []) {
        const init = {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
          body: JSON.stringify(body),
        };
        expect(await answerOf(hiding, path, init), JSON.stringify(body)).toEqual(
          await answerOf(plain, path, init),
        );
      }
    },
    120_000,
  );

  it('are in no alert, which has what is open', async () => {
    const { deliveries } = (await (await hiding.send('/v1/alerts/tim/deliveries')).json()) as {
      deliveries: { article: { id: string } }[];
    };
    expect(deliveries.map((one) => one.article.id)).toEqual([OPEN.id]);
    expect(await (await hiding.send('/v1/alerts/tim/feed.atom')).text()).toContain(OPEN.title);
  });

  it('are among the samples, one of each', async () => {
    const stateOf = async (id: string): Promise<unknown> => {
      const [open, preview] = await Promise.all([
        plain.send(`/v1/articles/${id}`),
        plain.send(`/v1/articles/${id}?preview=true`),
      ]);
      const { hidden } = (await preview.json()) as { hidden?: string };
      return [open.status, preview.status, hidden];
    };
    expect(await stateOf('bvc-20990210-hoi-xuan-phieng-bay')).toEqual([404, 200, 'embargoed']);
    expect(await stateOf('msn-20220705-thong-bao-cat-dien')).toEqual([404, 200, 'withdrawn']);
    expect(await stateOf('bvc-20210401-tin-ngay-ca-thang-tu')).toEqual([404, 404, undefined]);
  });

  it('are not in the figures', async () => {
    const figures = await (await hiding.send('/metrics')).text();
    expect(figures).not.toMatch(/kin-|kho%|khoáng/i);
  });

  it('are stored all the same: whoever may see them is shown them, marked', async () => {
    const found = await hiding.search({ q: 'khoáng tặc', preview: 'true', facets: 'section' });
    expect(
      Object.fromEntries(
        found.hits.flatMap(({ id, hidden }) => (hidden === undefined ? [] : [[id, hidden] as const])),
      ),
    ).toEqual({
      'kin-ngay-dang': 'embargoed',
      'kin-cam-van': 'embargoed',
      'kin-rut-bai': 'withdrawn',
      'kin-ca-hai': 'embargoed',
    });
    expect(found.facets?.section).toContainEqual({ value: 'Mục Kín Đáo', count: 4 });
    const { headers, status } = await hiding.send('/v1/articles/kin-cam-van?preview=true');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const related = await hiding.send('/v1/articles/kin-cam-van/related?preview=true');
    expect(related.status).toBe(200);
    const exported = await (await hiding.send('/v1/export?preview=true&q=kho%C3%A1ng')).text();
    expect(exported.split('\n').filter((line) => line.startsWith('{"id":"kin-'))).toHaveLength(4);
    expect((await hiding.send('/v1/articles/kin-da-xoa?preview=true')).status).toBe(404);
  });

  it('are written over and removed as others are, and nothing of them is told', async () => {
    const stored = await hiding.put('kin-ngay-dang', HIDDEN[0] ?? {});
    expect(await stored.json()).toEqual({ id: 'kin-ngay-dang', status: 'updated' });
    const lines = [JSON.stringify(HIDDEN[1]), '{"delete":"kin-rut-bai"}'].join('\n');
    const bulk = await hiding.send('/v1/articles/bulk', {
      method: 'POST',
      body: lines,
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
    const results = (await bulk.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(results.slice(0, 2)).toMatchObject([
      { id: 'kin-cam-van', status: 'updated' },
      { id: 'kin-rut-bai', status: 'deleted' },
    ]);
    expect((await hiding.send('/v1/articles/kin-ca-hai', { method: 'DELETE' })).status).toBe(204);
  });
});

describe('a pin on hidden articles', () => {
  const pin = async (app: RealApp, queries: readonly string[]): Promise<void> => {
    const body = JSON.stringify({ queries, first: IDS });
    const headers = { 'Content-Type': 'application/json' };
    expect((await app.send('/v1/pins', { method: 'POST', body, headers })).status).toBe(201);
  };

  it('lets none of them out, by any route that reads', async () => {
    const queries = QUERIES.filter((q) => /^[\p{L} ]+$/u.test(q));
    await Promise.all([pin(plain, queries), pin(hiding, queries)]);
    const asked = ['/', '/v1/search', '/v1/feed.atom', '/v1/export', '/articles/:id'];
    const paths = asked.flatMap((route) => READING[route] ?? []);
    const isPinned = (path: string): boolean =>
      queries.some((q) => path.includes(`?q=${encodeURIComponent(q)}`));
    for (const path of paths.filter(isPinned)) {
      const answer = await answerOf(hiding, path);
      expect(answer, path).toEqual(await answerOf(plain, path));
      expect(JSON.stringify(answer), path).not.toMatch(/Khoáng tặc phá rừng thông Pha Luông kin-/);
    }
    for (const route of ['/v1/searches', '/mcp'])
      for (const { path, body } of readingByPost()[route] ?? []) {
        const init = {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
          body: JSON.stringify(body),
        };
        expect(await answerOf(hiding, path, init)).toEqual(await answerOf(plain, path, init));
      }
  }, 240_000);
});

describe('a pin', { timeout: 120_000 }, () => {
  it('tells an editor without preview of what is hidden what it tells of what is not there', async () => {
    const fileKeys = fileKeysOf(
      { key: 'khoa-cua-bien-tap-1', scopes: ['desk'] },
      { key: 'khoa-cua-tong-bien-tap-1', scopes: ['desk', 'preview'] },
    );
    const app = await realApp({ samples: true, fileKeys: () => fileKeys, clock });
    const hidden = 'bvc-20990210-hoi-xuan-phieng-bay';
    const warned = async (key: string): Promise<readonly PinWarning[]> => {
      const response = await app.send('/v1/pins', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
        body: JSON.stringify({ queries: ['hội xuân'], first: [hidden, 'khong-co'] }),
      });
      expect(response.status).toBe(201);
      return ((await response.json()) as CheckedPin).warnings;
    };
    try {
      const [one, other] = await warned('khoa-cua-bien-tap-1');
      expect(one?.message.replace(hidden, 'khong-co')).toBe(other?.message);
      expect((await warned('khoa-cua-tong-bien-tap-1')).map(({ path }) => path)).toEqual(['first.1']);
    } finally {
      await app.close();
    }
  });
});

describe('a preview', () => {
  it('is for whoever has a key', async () => {
    const app = await realApp({ samples: false, apiKeys: ['khoa-cua-toa-soan-0123456789'], clock });
    try {
      for (const path of [
        '/v1/search?q=a&preview=true',
        '/v1/articles/a?preview=true',
        '/v1/articles/a/related?preview=true',
        '/v1/export?preview=true',
      ]) {
        expect((await app.send(path)).status, path).toBe(401);
        expect((await app.send(path, { headers: { Authorization: 'Bearer sai' } })).status, path).toBe(401);
      }
      const headers = { Authorization: 'Bearer khoa-cua-toa-soan-0123456789' };
      expect((await app.send('/v1/search?q=a&preview=true', { headers })).status).toBe(200);
      expect((await app.send('/v1/search?q=a&preview=false')).status).toBe(200);
    } finally {
      await app.close();
    }
  });
});
