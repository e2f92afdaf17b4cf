import { describe, expect, it } from 'vitest';
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

describe('without keys', () => {
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
