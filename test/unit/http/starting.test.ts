import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createApp } from '../../../src/http/create-app.ts';
import { underContract } from '../../support/contract.ts';

/** What works without an engine, by the patterns of the routes. */
const WITHOUT_ENGINE: ReadonlySet<string> = new Set([
  '/health',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/opensearch.xml',
  '/v1/analyze',
  '/assets/:name',
  '/timbao-search.js',
  '/robots.txt',
  '/favicon.ico',
  '/demo',
  '/advanced',
  // To sign in.
  '/desk',
  '/desk/session',
]);

const app = underContract(
  createApp({
    config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
    services: () => null,
    log: pino({ level: 'silent' }),
  }),
);

const send = (method: string, path: string) =>
  app.request(
    `http://localhost${path}`,
    { method, headers: { 'Content-Type': 'application/x-ndjson' } },
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  );

const routes = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
].map((route) => route.split(' ') as [method: string, path: string]);

it.each(routes)(
  'while the service starts, %s %s says so or works without an engine',
  async (method, path) => {
    const response = await send(method, `${path.replace(':id', 'a').replace(':name', 'gone')}?q=a`);
    if (WITHOUT_ENGINE.has(path)) {
      expect(response.status).toBeLessThan(500);
      return;
    }
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  },
);

it('the home page is there from the first moment', async () => {
  expect((await send('GET', '/')).status).toBe(200);
});
