import { describe, expect, it } from 'vitest';
import { tryApp } from './try-app.ts';

describe('CORS', () => {
  it('is not spoken unless set', async () => {
    const { send } = tryApp();
    const response = await send('/v1/search?q=a', { headers: { Origin: 'https://paper.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets the origins that are set call, and no others', async () => {
    const { send } = tryApp({ corsOrigins: ['https://paper.example'] });
    const allowed = await send('/v1/search?q=a', { headers: { Origin: 'https://paper.example' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://paper.example');
    expect(allowed.headers.get('vary')).toContain('Origin');
    const other = await send('/v1/search?q=a', { headers: { Origin: 'https://paper.example.evil' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('shows errors to such a page, too', async () => {
    const { send } = tryApp({ corsOrigins: ['*'] });
    const response = await send('/v1/search', { headers: { Origin: 'https://any.example' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
  });

  it('answers a preflight', async () => {
    const { send } = tryApp({ corsOrigins: ['https://cms.example'] });
    const response = await send('/v1/articles/a', {
      method: 'OPTIONS',
      headers: { Origin: 'https://cms.example', 'Access-Control-Request-Method': 'PUT' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

it('says that nothing is to be sniffed, framed or run', async () => {
  const { send } = tryApp();
  for (const path of ['/v1/search?q=a', '/', '/nothing']) {
    const { headers } = await send(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

it('/health answers whatever the engine does', async () => {
  const { send } = tryApp({}, { checkReady: () => Promise.reject(new Error('no engine')) });
  const response = await send('/health');
  expect([response.status, await response.json()]).toMatchObject([200, { status: 'ok' }]);
});

it('/ready answers once a search works', async () => {
  const { send } = tryApp();
  const response = await send('/ready');
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
});

it('HEAD works wherever GET does, without a body', async () => {
  const { send } = tryApp();
  const response = await send('/v1/search?q=a', { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

it('/ leads to addresses that work', async () => {
  const { send } = tryApp();
  const page = await (await send('/')).text();
  const addresses = [...page.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, href]) =>
    (href ?? '').replaceAll('&amp;', '&'),
  );
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect((await send(address)).status, address).toBe(200);
});
