import { describe, expect, it } from 'vitest';
import { digestOfKey, SCOPES, type ApiKey, type Scope } from '../../../src/http/keys/api-key.ts';
import { anArticle, put, tryApp, type Sent } from './try-app.ts';

const keys = ['the-first-key-0001', 'the-second-key-0002'];

const write = (headers: Record<string, string>, rest: Sent = {}): Sent => ({
  ...put(anArticle, headers),
  ...rest,
});

describe('with keys set', () => {
  it.each(keys)('lets the key %s write, from anywhere', async (key) => {
    const { send } = tryApp({ apiKeys: keys });
    const sent = write({ Authorization: `Bearer ${key}` }, { from: '203.0.113.7', host: 'search.example' });
    expect((await send('/v1/articles/a', sent)).status).toBe(201);
  });

  it.each([
    {},
    { Authorization: '' },
    { Authorization: 'Bearer' },
    { Authorization: 'Bearer the-first-key-000' },
    { Authorization: 'Bearer the-first-key-00011' },
    { Authorization: `Basic ${keys[0]}` },
    { Authorization: `Bearer ${keys.join(',')}` },
  ])('answers 401 to %j, even from this machine', async (headers) => {
    const { send, stored } = tryApp({ apiKeys: keys });
    for (const sent of [write(headers), { method: 'DELETE', headers }]) {
      const response = await send('/v1/articles/a', sent);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="timbao"');
      expect(await response.json()).toMatchObject({ code: 'unauthorized' });
    }
    expect(stored.size).toBe(0);
  });

  it('reads without a key', async () => {
    const { send } = tryApp({ apiKeys: keys });
    expect((await send('/v1/search?q=a', { from: '203.0.113.7' })).status).toBe(200);
  });

  it('asks for the key before it looks at the body', async () => {
    const { problem } = tryApp({ apiKeys: keys });
    expect(await problem('/v1/articles/a', { method: 'PUT', body: 'x' })).toMatchObject({ status: 401 });
  });
});

describe('with keys of a file', () => {
  const fileKey = (key: string, scopes: Scope[], rest: Partial<ApiKey> = {}): ApiKey => ({
    name: key,
    digest: digestOfKey(key),
    scopes: new Set(scopes),
    expiresAt: null,
    within: null,
    ...rest,
  });
  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

  it.each(SCOPES)('a key of scope %s does what that is for, and nothing else', async (scope) => {
    const { send } = tryApp({ metrics: 'key' }, {}, () => [fileKey('the-file-key-00001', [scope])]);
    const statusOf = async (path: string, sent: Sent) => (await send(path, sent)).status;
    const headers = bearer('the-file-key-00001');
    const isFor = (...scopes: Scope[]) => scopes.includes(scope);
    expect(await statusOf('/v1/articles/a', write(headers))).toBe(isFor('write', 'admin') ? 201 : 403);
    expect(await statusOf('/v1/articles/a', { method: 'DELETE', headers })).toBe(
      isFor('write', 'admin') ? 204 : 403,
    );
    // Told apart by the scope alone: what comes after it is tried on a real engine.
    expect(await statusOf('/v1/export?nonsense=1', { headers })).toBe(isFor('export', 'admin') ? 400 : 403);
    expect(await statusOf('/metrics', { headers })).toBe(isFor('admin') ? 200 : 403);
    expect(await statusOf('/v1/search?q=a', { headers })).toBe(200);
  });

  it('with TIMBAO_READ=key only who has the scope search reads, and what is read is kept by nobody', async () => {
    const keys = SCOPES.map((scope) => fileKey(`the-file-key-${scope}`, [scope]));
    const { send, stored } = tryApp({ readsNeedKey: true }, {}, () => keys);
    const dates = { publishedAt: '2022-01-21T00:00:00+07:00', updatedAt: '2022-01-21T00:00:00+07:00' };
    stored.set('a', { ...anArticle, ...dates, id: 'a', captions: [], authors: [], tags: [] });
    const paths = [
      '/v1/search?q=a',
      '/v1/suggest?q=a',
      '/v1/feed.atom?q=a',
      '/v1/articles/a',
      '/v1/articles/a/related',
      '/articles/a',
      '/?q=a',
    ];
    for (const path of paths) {
      expect((await send(path)).status, path).toBe(401);
      for (const scope of SCOPES) {
        const { status, headers } = await send(path, { headers: bearer(`the-file-key-${scope}`) });
        expect(status, `${path} ${scope}`).toBe(scope === 'search' || scope === 'admin' ? 200 : 403);
        expect(headers.get('cache-control'), `${path} ${scope}`).toBe('no-store');
      }
    }
    for (const path of ['/health', '/ready', '/v1/analyze?text=a', '/openapi.json', '/docs']) {
      expect((await send(path)).status, path).toBe(200);
    }
  });

  it('names the scope that is missing', async () => {
    const { problem } = tryApp({}, {}, () => [fileKey('the-file-key-00001', ['search'])]);
    expect(await problem('/v1/articles/a', write(bearer('the-file-key-00001')))).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('write'),
    });
  });

  it('a key is over at its very end', async () => {
    let expiresAt = Date.now() + 60_000;
    const { problem, send } = tryApp({}, {}, () => [fileKey('the-file-key-00001', ['write'], { expiresAt })]);
    const sent = write(bearer('the-file-key-00001'));
    expect((await send('/v1/articles/a', sent)).status).toBe(201);
    expiresAt = Date.now();
    expect(await problem('/v1/articles/a', sent)).toMatchObject({
      status: 401,
      detail: expect.stringContaining('expired'),
    });
  });

  it('counts from the moment that the file has changed', async () => {
    let keys = [fileKey('the-file-key-00001', ['write'])];
    const { send } = tryApp({ apiKeys: ['the-first-key-0001'] }, {}, () => keys);
    const status = async (key: string) => (await send('/v1/articles/a', write(bearer(key)))).status;
    expect(await status('the-file-key-00001')).toBe(201);
    keys = [fileKey('the-file-key-00002', ['write'])];
    expect(await status('the-file-key-00001')).toBe(401);
    expect(await status('the-file-key-00002')).toBe(200);
    expect(await status('the-first-key-0001')).toBe(200);
  });

  it('an empty file opens nothing, not even to this machine', async () => {
    const { problem } = tryApp({ insecureLoopback: true }, {}, () => []);
    expect(await problem('/v1/articles/a', write({}))).toMatchObject({ status: 401 });
  });
});

describe('without keys', () => {
  it('and without leave for this machine, nobody writes', async () => {
    const { problem, stored } = tryApp({ insecureLoopback: false });
    expect(await problem('/v1/articles/a', write({}))).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: expect.stringContaining('TIMBAO_INSECURE_LOOPBACK=on'),
    });
    expect(stored.size).toBe(0);
  });

  it.each([
    ['127.0.0.1', 'localhost:3000'],
    ['127.8.9.1', '127.0.0.1:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', 'localhost'],
    ['127.0.0.1', 'timbao.localhost:3000'],
  ])('lets %s at %s write', async (from, host) => {
    const { send } = tryApp();
    expect((await send('/v1/articles/a', write({}, { from, host }))).status).toBe(201);
  });

  it.each<[string, Record<string, string>, Sent]>([
    ['another machine', {}, { from: '192.0.2.10' }],
    [
      'another machine that claims to be this one',
      { 'X-Forwarded-For': '127.0.0.1' },
      { from: '192.0.2.10' },
    ],
    ['a container’s host', {}, { from: '172.17.0.1' }],
    ['an address that only begins like loopback', {}, { from: '::ffff:128.0.0.1' }],
    ['nobody knows where', {}, { from: null }],
    ['a client of a proxy on this machine', { 'X-Forwarded-For': '203.0.113.7' }, {}],
    ['a proxy on this machine that hides its client', { Via: '1.1 front' }, {}],
    ['a page that points its own name at this machine', {}, { host: 'evil.example:3000' }],
    ['a page of another site', { Origin: 'https://evil.example' }, {}],
    ['a page in a sandbox', { Origin: 'null' }, {}],
    ['whoever makes up a key', { Authorization: 'Bearer undefined' }, { from: '192.0.2.10' }],
  ])('answers 403 to %s', async (_who, headers, rest) => {
    const { problem, stored } = tryApp();
    expect(await problem('/v1/articles/a', write(headers, rest))).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect(stored.size).toBe(0);
  });

  it('behind a trusted proxy goes by the address that the proxy saw', async () => {
    const { send, problem } = tryApp({ trustProxy: 1 });
    const forwarded = (chain: string) => write({ 'X-Forwarded-For': chain });
    expect((await send('/v1/articles/a', forwarded('127.0.0.1'))).status).toBe(201);
    expect(await problem('/v1/articles/b', forwarded('127.0.0.1, 203.0.113.7'))).toMatchObject({
      status: 403,
    });
  });

  it('behind a trusted proxy that does not say for whom, lets nobody write', async () => {
    const { problem } = tryApp({ trustProxy: 1 });
    expect(await problem('/v1/articles/a', write({ Via: '1.1 front' }))).toMatchObject({ status: 403 });
  });

  it('says what to do', async () => {
    const { problem } = tryApp();
    const body = await problem('/v1/articles/a', write({}, { from: '192.0.2.10' }));
    expect(body.detail).toContain('Set TIMBAO_API_KEYS');
  });
});
