import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isPublicIp } from '../../../../src/web-access/address-guard.ts';
import {
  createWebClient,
  type AskOptions,
  type WebAnswer,
  type WebClientOptions,
} from '../../../../src/ingest/follow/web-client.ts';
import { readRetryAfter } from '../../../../src/web-access/retry-after.ts';
import { startUnrulySite, type UnrulySite } from '../../../support/unruly-site.ts';

const LIMITS = { maxBytes: 100_000, timeoutMs: 5_000 };

let site: UnrulySite;
beforeAll(async () => {
  site = await startUnrulySite();
});
afterAll(() => site.close());
beforeEach(() => {
  site.answers.clear();
  site.asked.length = 0;
});

const ask = async (
  url: string,
  options: Partial<AskOptions> = {},
  clientOptions: Partial<WebClientOptions> = {},
): Promise<WebAnswer> => {
  const client = createWebClient({ isAllowed: (ip) => ip === '127.0.0.1', ...clientOptions });
  try {
    return await client.ask(url, { ...LIMITS, ...options });
  } finally {
    await client.close();
  }
};

test('a page comes with its type and with what its version is known by', async () => {
  site.answers.set('/a', { body: 'Điện về bản', etag: '"1"', headers: { 'last-modified': 'Fri' } });
  expect(await ask(`${site.origin}/a`)).toEqual({
    kind: 'ok',
    url: `${site.origin}/a`,
    body: Buffer.from('Điện về bản'),
    mediaType: 'text/html',
    validators: { etag: '"1"', lastModified: 'Fri' },
  });
  expect(await ask(`${site.origin}/a`, { validators: { etag: '"1"' } })).toEqual({ kind: 'unchanged' });
});

describe('a site that misbehaves', () => {
  test.each([
    ['silent', { fault: 'silent' }, 'did not answer within 0.3 s', true],
    ['slow', { fault: 'endless' }, 'did not answer within 0.3 s', true],
    ['torn', { fault: 'torn', headers: { 'content-length': '1000' } }, 'broke off', true],
    ['in trouble', { status: 500 }, 'answers with 500', true],
    ['forbidding', { status: 403 }, 'answers with 403', false],
    ['looping', { status: 302, headers: { location: '/x' } }, 'leads on more than 5 times', false],
    ['lost', { status: 301, headers: { location: 'http://' } }, 'leads on to what is no address', false],
  ] as const)('%s', async (_name, answer, problem, isHost) => {
    site.answers.set('/x', answer);
    // Only those that never end are to run out of time, on a busy machine, too.
    const isEndless = 'fault' in answer && answer.fault !== 'torn';
    const limits = { timeoutMs: isEndless ? 300 : 20_000, maxBytes: 1e12 };
    expect(await ask(`${site.origin}/x`, limits)).toEqual({
      kind: 'trouble',
      problem,
      isHost,
    });
  });

  test('huge, packed or not: no more is read than is allowed', async () => {
    site.answers.set('/huge', { fault: 'endless' });
    const packed = gzipSync(Buffer.alloc(20_000_000));
    site.answers.set('/bomb', { body: packed, headers: { 'content-encoding': 'gzip' } });
    for (const path of ['/huge', '/bomb']) {
      expect(await ask(site.origin + path)).toEqual({
        kind: 'trouble',
        problem: 'is longer than 98 KB',
        isHost: false,
      });
    }
    expect(await ask(`${site.origin}/huge`, { cutsOff: true })).toMatchObject({
      kind: 'ok',
      body: { length: LIMITS.maxBytes },
    });
  });

  test('gone, not found, asking to be left alone', async () => {
    site.answers.set('/410', { status: 410 });
    site.answers.set('/429', { status: 429, headers: { 'retry-after': '7' } });
    site.answers.set('/503', { status: 503, headers: { 'retry-after': '7' } });
    expect(await ask(`${site.origin}/410`)).toEqual({ kind: 'missing', isGone: true });
    expect(await ask(`${site.origin}/404`)).toEqual({ kind: 'missing', isGone: false });
    expect(await ask(`${site.origin}/429`)).toMatchObject({ kind: 'busy', retryAfterMs: 7_000 });
    expect(await ask(`${site.origin}/503`)).toMatchObject({ kind: 'busy', retryAfterMs: 7_000 });
  });

  test('content that cannot be unpacked', async () => {
    site.answers.set('/z', { body: 'no gzip', headers: { 'content-encoding': 'gzip' } });
    expect(await ask(`${site.origin}/z`)).toMatchObject({ kind: 'trouble', isHost: false });
  });

  test('a host that nobody knows, and one that takes no connection', async () => {
    const resolve: WebClientOptions['resolve'] = (_host, done) =>
      done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), []);
    expect(await ask('http://bao.example/', {}, { resolve })).toEqual({
      kind: 'trouble',
      problem: 'has a host that no name server knows',
      isHost: true,
    });
    const closed = await startUnrulySite();
    await closed.close();
    expect(await ask(closed.origin)).toMatchObject({ problem: 'has a host that takes no connection' });
  });
});

describe('addresses that are not spoken to', () => {
  const privateIps = [
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['172.16.0.1'],
    ['192.168.1.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['::1'],
    ['::'],
    ['fe80::1'],
    ['fd00::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:a00:1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['no address'],
  ];
  test.each(privateIps)('%s is not public', (ip) => expect(isPublicIp(ip)).toBe(false));
  test.each([['203.113.131.1'], ['8.8.8.8'], ['2400:cb00::1']])('%s is', (ip) =>
    expect(isPublicIp(ip)).toBe(true),
  );

  test.each([
    ['http://127.0.0.1:PORT/a'],
    ['http://localhost:PORT/a'],
    ['http://2130706433:PORT/a'],
    ['http://0x7f.1:PORT/a'],
    ['http://[::ffff:127.0.0.1]:PORT/a'],
  ])('%s', async (address) => {
    const answer = await ask(address.replace('PORT', String(site.port)), {}, { isAllowed: isPublicIp });
    expect(answer).toMatchObject({ kind: 'refused', by: 'address' });
    expect(site.asked).toEqual([]);
  });

  test('a redirect to one, written as a number or as a name', async () => {
    for (const host of ['127.0.0.2', 'ben-trong.example']) {
      site.answers.set('/out', { status: 302, headers: { location: `http://${host}:${site.port}/secret` } });
      const answer = await ask(
        `${site.origin}/out`,
        {},
        { resolve: (_host, done) => done(null, [{ address: '127.0.0.2', family: 4 }]) },
      );
      expect(answer).toMatchObject({ kind: 'refused', by: 'address' });
      expect(answer).toHaveProperty('problem', expect.stringContaining(host));
    }
    expect(site.asked).toEqual(['/out 302', '/out 302']);
  });

  // What was looked up before is of no matter: the connection goes by its own look-up.
  test('a name that leads elsewhere each time that it is looked up', async () => {
    site.answers.set('/a', { body: 'a', headers: { connection: 'close' } });
    const found = ['127.0.0.1', '127.0.0.2', '10.0.0.1'].values();
    const client = createWebClient({
      isAllowed: (ip) => ip === '127.0.0.1',
      resolve: (_host, done) => done(null, [{ address: found.next().value ?? '::1', family: 4 }]),
    });
    const kinds: string[] = [];
    for (let time = 0; time < 4; time++) {
      kinds.push((await client.ask(`http://bao.example:${site.port}/a`, LIMITS)).kind);
    }
    await client.close();
    expect(kinds).toEqual(['ok', 'refused', 'refused', 'refused']);
    expect(site.asked).toEqual(['/a 200']);
  });

  test('of a name with several addresses, only the allowed ones', async () => {
    site.answers.set('/a', { body: 'a' });
    const answer = await ask(
      `http://bao.example:${site.port}/a`,
      {},
      {
        resolve: (_host, done) =>
          done(null, [
            { address: '127.0.0.2', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]),
      },
    );
    expect(answer.kind).toBe('ok');
  });

  test.each([['ftp://bao.example/a'], ['file:///etc/hosts'], ['http://user:pass@bao.example/']])(
    '%s',
    async (address) => expect(await ask(address)).toMatchObject({ kind: 'refused' }),
  );
});

test('whoever decides what may be asked is asked about redirects, too', async () => {
  site.answers.set('/a', { status: 301, headers: { location: '/b' } });
  const paths: string[] = [];
  const answer = await ask(`${site.origin}/a`, {
    mayAsk: async ({ pathname }) => {
      paths.push(pathname);
      return pathname === '/b' ? { kind: 'refused', by: 'robots', problem: 'no' } : null;
    },
  });
  expect(answer).toEqual({ kind: 'refused', by: 'robots', problem: 'no' });
  expect(paths).toEqual(['/a', '/b']);
});

test('a caller that stops gets no answer', async () => {
  site.answers.set('/silent', { fault: 'silent' });
  const signal = AbortSignal.timeout(50);
  await expect(ask(`${site.origin}/silent`, { signal })).rejects.toThrow();
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2022-01-21T08:30:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Fri, 21 Jan 2022 08:31:00 GMT', now)).toBe(60_000);
  expect(readRetryAfter('Fri, 21 Jan 2022 08:29:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});
