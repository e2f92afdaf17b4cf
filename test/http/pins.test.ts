import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { pinsCommand } from '../../src/cli/pins-command.ts';
import type { Article } from '../../src/domain/article.ts';
import type { CheckedPin, Pin } from '../../src/domain/pin.ts';
import type { Hit, SearchResult } from '../../src/domain/search-result.ts';
import { createApp } from '../../src/http/create-app.ts';
import { createServices } from '../../src/service/create-services.ts';
import { realApp, type RealApp } from './real-app.ts';

let app: RealApp;
/** Every article that readers see. */
let articles: readonly Article[];

let now = Date.parse('2025-03-01T08:00:00+07:00');
const over = new AbortController();

beforeAll(async () => {
  app = await realApp({ samples: true, clock: () => now });
  expect((await app.send('/ready')).status).toBe(200);
  const lines = (await (await app.send('/v1/export')).text()).trim().split('\n');
  articles = lines.map((line) => JSON.parse(line) as Article);
});

afterAll(async () => {
  over.abort();
  await app.close();
});

/** An article whose time has not come. */
const HIDDEN = 'bvc-20990210-hoi-xuan-phieng-bay';

const json = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

const pin = async (body: object): Promise<CheckedPin> => {
  const response = await app.send('/v1/pins', json('POST', body));
  const text = await response.text();
  expect(response.status, text).toBe(201);
  return JSON.parse(text) as CheckedPin;
};

const unpin = async (): Promise<void> => {
  const { pins } = (await (await app.send('/v1/pins')).json()) as { pins: Pin[] };
  for (const { id } of pins)
    expect((await app.send(`/v1/pins/${id}`, { method: 'DELETE' })).status).toBe(204);
};

afterEach(unpin);

const idsOf = ({ hits }: { readonly hits: readonly Pick<Hit, 'id'>[] }): string[] => hits.map(({ id }) => id);

const pinnedOf = ({ hits }: SearchResult): string[] =>
  hits.flatMap(({ id, pinned }) => (pinned === true ? [id] : []));

/** All pages of a search, by their numbers. */
const pagesOf = async (parameters: Readonly<Record<string, string>>, size: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const found = await app.search({ ...parameters, size: String(size), page: String(page) });
    ids.push(...idsOf(found));
    if (found.hits.length < size) return ids;
  }
};

/** All pages, by cursors. */
const walkOf = async (parameters: Readonly<Record<string, string>>, size: number): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const found = await app.search({
      ...parameters,
      size: String(size),
      ...(cursor === undefined ? {} : { cursor }),
    });
    ids.push(...idsOf(found));
    cursor = found.nextCursor;
  } while (cursor !== undefined);
  return ids;
};

const exportOf = async ({
  collapse: _shown,
  ...parameters
}: Readonly<Record<string, string>>): Promise<string[]> => {
  const response = await app.send(`/v1/export?${new URLSearchParams(parameters).toString()}`);
  expect(response.status).toBe(200);
  const lines = (await response.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as Article).id);
};

const WORDS = ['huyện', 'xã', 'thủy điện', 'rừng', 'nông dân', 'học sinh', 'huyen', 'covid', 'đường', 'zzzz'];
const MORE: readonly Readonly<Record<string, string>>[] = [
  {},
  { sort: 'newest' },
  { sort: 'oldest', from: '2020' },
  { section: 'Kinh tế' },
  { from: '2021', to: '2022' },
  { collapse: 'true' },
];

describe('what is pinned', () => {
  it('is part of what is found: the same in every way of counting and of walking through it', async () => {
    const known = articles.map(({ id }) => id);
    // Hidden, removed and unknown ones are never found, whoever pins them.
    const ids = fc.constantFrom(
      ...known,
      HIDDEN,
      'msn-20220705-thong-bao-cat-dien',
      'bvc-20210401-tin-ngay-ca-thang-tu',
      'khong-co-bai-nay',
    );
    const case_ = fc.record({
      q: fc.constantFrom(...WORDS),
      first: fc.uniqueArray(ids, { maxLength: 6 }),
      never: fc.uniqueArray(ids, { maxLength: 3 }),
      more: fc.constantFrom(...MORE),
      size: fc.integer({ min: 1, max: 12 }),
      relax: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(case_, async ({ q, first, never: all, more, size, relax }) => {
        const never = all.filter((id) => !first.includes(id));
        const parameters = { q, ...more, ...(relax ? {} : { relax: 'false' }) };
        await unpin();
        const before = new Set(await exportOf(parameters));
        if (first.length + never.length > 0) await pin({ queries: [q], first, never });

        const exported = await exportOf(parameters);
        const set = exported.toSorted();
        expect(new Set(exported).size).toBe(exported.length);
        if (!relax) {
          const open = new Set(await exportOf({ ...more, q: '', from: more['from'] ?? '1900' }));
          const moved = first.filter((id) => open.has(id));
          const expected = new Set([...before, ...moved].filter((id) => !never.includes(id)));
          expect(set).toEqual([...expected].toSorted());
        }
        const found = await app.search({ ...parameters, size: '100', facets: 'year,section' });
        // Collapsed, a set counts as one.
        const isCollapsed = more['collapse'] !== undefined;
        if (!isCollapsed) expect(found.total).toEqual({ value: exported.length, exact: true });
        for (const ids of [await pagesOf(parameters, size), await walkOf(parameters, size)]) {
          expect(ids.length).toBe(found.total.value);
          expect(new Set(ids).size).toBe(ids.length);
          if (!isCollapsed) expect(ids.toSorted()).toEqual(set);
        }
        const years = (found.facets?.year ?? []).reduce((sum, { count }) => sum + count, 0);
        expect(years).toBe(found.total.value);
        for (const { value, count } of found.facets?.section ?? []) {
          const narrowed = await app.search({ q, ...more, relax: 'false', section: value });
          if (!relax) expect(narrowed.total.value, value).toBe(count);
        }
        const shown = pinnedOf(found);
        if (more['sort'] === undefined) {
          // Those that are to be seen come first, in their order.
          expect(idsOf(found).slice(0, shown.length)).toEqual(shown);
          expect(first.filter((id) => shown.includes(id))).toEqual(shown);
        }
        if (!isCollapsed)
          expect(shown.toSorted()).toEqual(first.filter((id) => exported.includes(id)).toSorted());
        expect(idsOf(found).filter((id) => never.includes(id))).toEqual([]);
      }),
      { numRuns: Number(process.env['PIN_RUNS'] ?? 20) },
    );
  }, 300_000);

  it('meets queries by their words: any case and spelling habit, marks as typed or none', async () => {
    const [one] = articles;
    const id = one?.id ?? '';
    await pin({ queries: ['thủy điện', 'HĐND'], first: [id] });
    const firstOf = async (q: string, more = {}) => pinnedOf(await app.search({ q, size: '1', ...more }));
    for (const q of [
      'thủy điện',
      'thuy dien',
      'Thuỷ điện',
      'THỦY ĐIỆN',
      '"thủy điện"',
      'thủy  điện ',
      'hdnd',
      'HĐND',
    ])
      expect(await firstOf(q), q).toEqual([id]);
    expect(await firstOf('thủy điện', { mode: 'phrase' })).toEqual([id]);
    expect(await firstOf('thủy điện', { diacritics: 'strict' })).toEqual([id]);
    expect(await firstOf('thúy diễn', { diacritics: 'ignore' })).toEqual([id]);
    for (const q of [
      'thúy diễn',
      'thủy điện nhỏ',
      'thủy',
      'thủy điện -lũ',
      'thủy OR điện',
      'title:(thủy điện)',
      'điện thủy',
      'thủy điện after:2000',
    ])
      expect(await firstOf(q, { relax: 'false' }), q).toEqual([]);
    expect(await firstOf('thuy dien', { diacritics: 'strict' })).toEqual([]);
    const explained = await app.search({ q: 'thuy dien', explain: 'true' });
    expect(explained.query.pins).toMatchObject([{ query: 'thủy điện' }]);
    expect((await app.search({ q: 'thuy dien' })).query.pins).toBeUndefined();
    expect((await app.search({ q: 'rừng', explain: 'true' })).query.pins).toBeUndefined();
  });

  it('is shown with its opening where nothing in it matches, and without a score', async () => {
    const one = articles.find(({ body, title }) => !/thủy|điện/i.test(title + body));
    await pin({ queries: ['thủy điện'], first: [one?.id ?? ''] });
    const { hits } = await app.search({ q: 'thủy điện' });
    expect(hits[0]).toMatchObject({ id: one?.id, pinned: true, score: null });
    expect(hits[0]?.highlights.body[0]).toContain((one?.body ?? '').slice(0, 20));
    expect(hits[1]).not.toHaveProperty('pinned');
    expect(hits[1]?.score).toBeGreaterThan(0);
    expect(hits[1]?.score).toBeLessThan(1_000);
  });

  it('stays where a query is read in another spelling', async () => {
    const one = articles.find(({ body, title }) => !/thủy điện/i.test(title + body))?.id ?? '';
    await pin({ queries: ['thủy điẹn'], first: [one] });
    const corrected = await app.search({ q: 'thủy điẹn' });
    expect(pinnedOf(corrected)).toEqual([one]);
    await unpin();
    await pin({ queries: ['thủy điện'], first: [one] });
    const other = await app.search({ q: 'thủy điẹn' });
    expect(other.query.corrected?.to).toBe('thủy điện');
    expect(pinnedOf(other)).toEqual([one]);
  });

  it('begins and ends to the second, without a restart', async () => {
    const id = articles[3]?.id ?? '';
    await pin({
      queries: ['rừng'],
      first: [id],
      from: '2025-03-01T08:00:10+07:00',
      until: '2025-03-01T08:00:20+07:00',
    });
    const start = now;
    const at = async (seconds: number): Promise<string[]> => {
      now = start + seconds * 1_000;
      return pinnedOf(await app.search({ q: 'rừng' }));
    };
    try {
      expect(await at(9)).toEqual([]);
      expect(await at(10)).toEqual([id]);
      expect(await at(19)).toEqual([id]);
      // Who began to walk before it was over goes on as it was.
      const first = await app.search({ q: 'rừng', size: '1' });
      expect(await at(20)).toEqual([]);
      const second = await app.search({ q: 'rừng', size: '100', cursor: first.nextCursor ?? '' });
      expect(first.hits.length + second.hits.length).toBe(first.total.value);
    } finally {
      now = start;
    }
  });

  it('does not disturb who walks while it is changed', async () => {
    const [a = '', b = ''] = articles.map(({ id }) => id);
    const plain = await walkOf({ q: 'huyện' }, 3);
    const { id } = await pin({ queries: ['huyện'], first: [a] });
    const first = await app.search({ q: 'huyện', size: '3' });
    const replaced = await app.send(`/v1/pins/${id}`, json('PUT', { queries: ['huyện'], never: [b, a] }));
    expect(replaced.status).toBe(200);
    const rest = await app.search({ q: 'huyện', size: '100', cursor: first.nextCursor ?? '' });
    expect([...idsOf(first), ...idsOf(rest)].toSorted()).toEqual([...new Set([a, ...plain])].toSorted());
    // A cursor from before anything was pinned, too.
    await unpin();
    const unpinned = await app.search({ q: 'huyện', size: '3' });
    await pin({ queries: ['huyện'], first: [a] });
    const others = await app.search({ q: 'huyện', size: '100', cursor: unpinned.nextCursor ?? '' });
    expect([...idsOf(unpinned), ...idsOf(others)].toSorted()).toEqual(plain.toSorted());
  });

  it('is followed by every instance within seconds', async () => {
    const services = createServices(app.engine, { index: app.alias }, { signal: over.signal });
    services.start();
    const other = createApp({
      config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const there = async (): Promise<string[]> => {
      const response = await other.request('http://localhost/v1/search?q=r%E1%BB%ABng&size=1');
      return pinnedOf((await response.json()) as SearchResult);
    };
    expect(await there()).toEqual([]);
    const id = articles[5]?.id ?? '';
    await pin({ queries: ['rừng'], first: [id] });
    // At once where it was written.
    expect(pinnedOf(await app.search({ q: 'rừng', size: '1' }))).toEqual([id]);
    const begun = Date.now();
    while ((await there()).length === 0 && Date.now() - begun < 8_000) await sleep(100);
    expect(await there()).toEqual([id]);
    await unpin();
    expect(pinnedOf(await app.search({ q: 'rừng', size: '1' }))).toEqual([]);
    const ended = Date.now();
    while ((await there()).length > 0 && Date.now() - ended < 8_000) await sleep(100);
    expect(await there()).toEqual([]);
  });

  it('survives the index of the articles, whose rebuild knows nothing of it', async () => {
    await pin({ queries: ['rừng'], first: [articles[0]?.id ?? ''] });
    expect(await app.engine.listIndices(`${app.alias}-desk-*`)).toContain(`${app.alias}-desk-pins`);
    expect((await app.engine.getAlias(app.alias)).map(({ index }) => index)).toEqual([app.index]);
  });
});

describe('/v1/pins', () => {
  it('makes, shows, replaces and removes them', async () => {
    const made = await pin({
      queries: [' Thủy điện '],
      first: ['a'],
      from: '2025-01-01',
      until: '2025-01-31',
    });
    expect(made).toMatchObject({
      queries: ['Thủy điện'],
      first: ['a'],
      never: [],
      from: '2025-01-01T00:00:00+07:00',
      until: '2025-01-31T23:59:59.999+07:00',
    });
    expect(await (await app.send(`/v1/pins/${made.id}`)).json()).toEqual(made);
    const replaced = await app.send(`/v1/pins/${made.id}`, json('PUT', { queries: ['rừng'], never: ['b'] }));
    expect(await replaced.json()).toMatchObject({
      id: made.id,
      queries: ['rừng'],
      first: [],
      never: ['b'],
      createdAt: made.createdAt,
    });
    expect((await app.send(`/v1/pins/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    for (const init of [{}, { method: 'DELETE' }, json('PUT', { queries: ['rừng'], never: ['b'] })])
      expect((await app.send(`/v1/pins/${made.id}`, init)).status).toBe(404);
  });

  it('takes an article that is not there, says so, and has it once it comes', async () => {
    const [known = ''] = articles.map(({ id }) => id);
    const made = await pin({ queries: ['rừng'], first: [known, 'bai-sap-len'], never: ['bai-da-xoa'] });
    expect(made.warnings).toMatchObject([
      { code: 'article_not_seen', path: 'first.1' },
      { code: 'article_not_seen', path: 'never.0' },
    ]);
    expect(made.warnings[0]?.message).toContain('“bai-sap-len”');
    expect(pinnedOf(await app.search({ q: 'rừng' }))).toEqual([known]);
    const article = { title: 'Bài sắp lên', body: 'Không có từ nào như thế.', publishedAt: '2022-01-21' };
    expect((await app.put('bai-sap-len', article, '?refresh=wait')).status).toBe(201);
    try {
      const shown = (await (await app.send(`/v1/pins/${made.id}`)).json()) as CheckedPin;
      expect(shown.warnings.map(({ path }) => path)).toEqual(['never.0']);
      expect(pinnedOf(await app.search({ q: 'rừng' }))).toEqual([known, 'bai-sap-len']);
    } finally {
      expect((await app.send('/v1/articles/bai-sap-len?refresh=wait', { method: 'DELETE' })).status).toBe(
        204,
      );
    }
    // One that was removed is not there either.
    const again = json('PUT', { queries: ['rừng'], first: ['bai-sap-len'] });
    const replaced = (await (await app.send(`/v1/pins/${made.id}`, again)).json()) as CheckedPin;
    expect(replaced.warnings.map(({ path }) => path)).toEqual(['first.0']);
    const { pins } = (await (await app.send('/v1/pins')).json()) as { pins: Pin[] };
    expect(pins).toMatchObject([{ id: made.id, first: ['bai-sap-len'] }]);
    expect(pins[0]).not.toHaveProperty('warnings');
  });

  it.each([
    [{ queries: [], first: ['a'] }, ['queries']],
    [{ queries: ['rừng -lũ', 'title:rừng'], first: ['a'] }, ['queries.0', 'queries.1']],
    [{ queries: ['rừng'] }, ['first']],
    [{ queries: ['rừng'], first: ['a b'], never: ['a'] }, ['first.0']],
    [{ queries: ['rừng'], first: ['a'], never: ['b', 'a'] }, ['never.1']],
    [{ queries: ['rừng'], first: ['a'], from: '2025-02-30' }, ['from']],
    [{ queries: ['rừng'], first: ['a'], from: '2025-02-02', until: '2025-02-01' }, ['until']],
    [{ queries: ['rừng'], frist: ['a'] }, ['frist']],
  ])('refuses %j, naming what is wrong', async (body, paths) => {
    const response = await app.send('/v1/pins', json('POST', body));
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(paths);
  });

  it('is for keys of the scope desk', async () => {
    const guarded = await realApp({ samples: false, apiKeys: ['khoa-cua-toa-soan-0123456789'] });
    try {
      for (const path of ['/v1/pins', '/v1/pins/a', '/v1/synonyms'])
        expect((await guarded.send(path)).status, path).toBe(401);
      const headers = { Authorization: 'Bearer khoa-cua-toa-soan-0123456789' };
      expect((await guarded.send('/v1/pins', { headers })).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

describe('timbao pins', () => {
  const run = async (...args: string[]): Promise<string> => {
    let printed = '';
    await pinsCommand({
      connect: () => Promise.resolve({ engine: app.engine, close: () => Promise.resolve() }),
      config: { index: app.alias },
      out: { write: (text: string) => (printed += text) },
      err: process.stderr,
    }).parseAsync(args, { from: 'user' });
    return printed;
  };

  it('adds, lists and removes them', async () => {
    const added = await run('add', 'rừng', 'rừng thông', '--first', 'a', 'b', '--never', 'c', '--json');
    const { pins } = JSON.parse(added) as { pins: CheckedPin[] };
    expect(pins).toMatchObject([{ queries: ['rừng', 'rừng thông'], first: ['a', 'b'], never: ['c'] }]);
    expect(pins[0]?.warnings.map(({ path }) => path)).toEqual(['first.0', 'first.1', 'never.0']);
    expect(await run('list')).toContain('  queries  rừng · rừng thông\n  first    a, b\n  never    c\n');
    expect(await run('remove', pins[0]?.id ?? '')).toBe('Removed.\n');
    expect(await run('list')).toBe('');
    await expect(run('remove', 'khong-co')).rejects.toThrow(/no pin khong-co/);
  });

  it('notes articles that are not there, and not those that are hidden', async () => {
    const known = articles[0]?.id ?? '';
    const added = await run('add', 'rừng', '--first', known, HIDDEN, '--never', 'khong-co');
    const notes = added.split('\n').filter((line) => line.startsWith('  note     '));
    expect(notes).toEqual([expect.stringContaining('“khong-co”')]);
  });
});
