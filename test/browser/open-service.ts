import { pino } from 'pino';
import { createApp } from '../../src/http/create-app.ts';
import { createServices } from '../../src/service/create-services.ts';
import { startHttpServer } from '../../src/service/http-server.ts';
import type { RealSite } from './real-site.ts';

/** A service with the site's articles that pages of another origin may call. */
export const openService = async (site: RealSite, origin: string) => {
  const services = createServices(site.engine, { index: site.alias });
  const app = createApp({
    config: { apiKeys: [], corsOrigins: [origin], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
    services: () => services,
    log: pino({ level: 'silent' }),
  });
  const server = await startHttpServer(app.fetch, { port: 0, host: '127.0.0.1' });
  return { origin: `http://127.0.0.1:${server.port}`, close: () => server.close(1_000) };
};
