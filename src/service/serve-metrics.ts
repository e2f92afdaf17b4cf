import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { startHttpServer, type HttpServer } from './http-server.ts';

/**
 * Serves `/metrics` on the port of its own that it has been given; `null` where it has none.
 *
 * @throws AppError `configuration` where that port cannot be listened on
 */
export const serveMetrics = async (
  registry: Registry,
  { metrics, host }: Pick<Config, 'metrics' | 'host'>,
): Promise<HttpServer | null> => {
  if (typeof metrics === 'string') return null;
  const app = new Hono().get('/metrics', async (c) =>
    c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
  return startHttpServer(app.fetch, { port: metrics.port, host });
};
