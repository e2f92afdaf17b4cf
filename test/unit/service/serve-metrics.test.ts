import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { serveMetrics } from '../../../src/service/serve-metrics.ts';
import { tryApp } from '../http/try-app.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

test('figures have a port of their own, which has nothing else, and are not with the rest then', async () => {
  const registry = new Registry();
  new Counter({ name: 'seen_total', help: 'Seen', registers: [registry] }).inc(3);
  const port = await freePort();
  const server = await serveMetrics(registry, { metrics: { port }, host: '127.0.0.1' });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await answer.text()).toContain('seen_total 3');
    for (const path of ['/', '/v1/search?q=a', '/health']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
    }
  } finally {
    await server?.close(0);
  }
  const paths = (metrics: 'open' | { port: number }) =>
    tryApp({ metrics }).app.routes.map(({ path }) => path);
  expect(paths('open')).toContain('/metrics');
  expect(paths({ port })).not.toContain('/metrics');
});

test.each(['open', 'key'] as const)('%s: no port of their own', async (metrics) => {
  expect(await serveMetrics(new Registry(), { metrics, host: '127.0.0.1' })).toBeNull();
});
